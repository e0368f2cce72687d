"""The way of a reader's message: new → taken → being checked → a story, or declined.

Each step holds the row, asks the policy and says who came first. Names and contacts never leave the row.
"""

import re
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import policy, revisions
from articles.content import SCHEMA, Content
from articles.models import Article, Outlet, Photo, Rubric, Tip, TipPhoto, User
from articles.policy import Action
from articles.stored_files import forget_after_commit
from newsportal.lib.dates import day_and_time
from newsportal.lib.slugs import slugify_cyrillic

Status = Tip.Status
OPEN = frozenset({Status.NEW, Status.TAKEN, Status.CHECKING})


@transaction.atomic
def take(tip: Tip, *, by: User) -> None:
    """Of two who take it at once the second learns who has it."""
    row = _locked(tip, by, Status.NEW)
    row.status, row.taken_by, row.taken_at = Status.TAKEN, by, timezone.now()
    _write(row, tip)


@transaction.atomic
def begin_check(tip: Tip, *, by: User) -> None:
    """Somebody is asking: whether it is so, and whom else to ask."""
    row = _locked(tip, by, Status.TAKEN)
    row.status = Status.CHECKING
    _write(row, tip)


@transaction.atomic
def give_back(tip: Tip, *, by: User) -> None:
    """Back among the new: for a colleague, or because it was declined by mistake."""
    row = _locked(tip, by, Status.TAKEN, Status.CHECKING, Status.DECLINED)
    row.status, row.taken_by, row.taken_at, row.decision = Status.NEW, None, None, ""
    _write(row, tip)


@transaction.atomic
def decline(tip: Tip, *, by: User, reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Say why: a colleague who asks later will read it."))
    row = _locked(tip, by, *OPEN)
    row.status, row.decision = Status.DECLINED, reason.strip()
    _stamp(row, by)
    _write(row, tip)


@transaction.atomic
def make_draft(tip: Tip, *, by: User) -> Article:
    """A draft that begins with the words of the message, without what would lead to who sent it."""
    row = _locked(tip, by, *OPEN)
    rubric = by.rubrics.order_by("path").first() or Rubric.objects.order_by("position", "path").first()
    if rubric is None:
        raise ValidationError(_("There is no rubric yet: a story needs one."))
    with translation.override(row.language):
        headline = _("Message of a reader %(reference)s") % {"reference": row.reference}
    story = revisions.create_story(
        language=row.language,
        content=_content(headline, body_of(row), rubric),
        by=by,
        note=_("From the message %(reference)s") % {"reference": row.reference},
        details={"tip": row.reference},
    )
    row.status, row.story = Status.STORY, story
    _stamp(row, by)
    _write(row, tip)
    return story


def note_taken(tip_photo: TipPhoto, photo: Photo) -> None:
    """The library has a copy of it now: nobody is asked to take it a second time."""
    TipPhoto.objects.filter(pk=tip_photo.pk).update(photo=photo)


@transaction.atomic
def forget_contact(tip: Tip, *, by: User) -> None:
    """At once, when the sender asks for it."""
    policy.require(by, Action.HANDLE_TIP)
    _forget(Tip.objects.filter(pk=tip.pk), timezone.now())
    tip.refresh_from_db()


@transaction.atomic
def forget_old(now: datetime) -> None:
    """Names and contacts of messages whose time has passed; and photos of those that are decided."""
    days = Outlet.objects.values_list("tip_contact_days", flat=True).first()
    if days is None:
        days = Outlet._meta.get_field("tip_contact_days").default
    old = Tip.objects.filter(received_at__lt=now - timedelta(days=days))
    _forget(old, now)
    photos = TipPhoto.objects.filter(tip__in=old.exclude(status__in=OPEN))
    forget_after_commit(list(photos.values_list("file", flat=True)))
    photos.delete()


def _forget(tips: models.QuerySet[Tip], now: datetime) -> None:
    tips.filter(contacts_deleted_at=None).update(name="", contact="", contacts_deleted_at=now)


def body_of(tip: Tip) -> str:
    """Its paragraphs as HTML; the name, the contact, any telephone and e-mail give way to dots."""
    words = _without_sender(tip)
    paragraphs = (line.strip() for line in words.splitlines())
    return "".join(f"<p>{escape(line)}</p>" for line in paragraphs if line)


HIDDEN = "[…]"
E_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# +… of any country, or eleven digits that begin with 7 or 8: sums of money stay.
TELEPHONE = re.compile(r"(?<![\d+])(?:\+\d(?:[\s().–-]*\d){9,13}|[78](?:[\s().–-]*\d){10})(?!\d)")


def _without_sender(tip: Tip) -> str:
    text = tip.text
    for own in (tip.contact.strip(), tip.name.strip(), *re.findall(r"\w{3,}", tip.name)):
        if own:
            text = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return TELEPHONE.sub(HIDDEN, E_MAIL.sub(HIDDEN, text))


def _content(headline: str, body: str, rubric: Rubric) -> Content:
    return Content(
        schema=SCHEMA,
        headline=headline,
        short_title="",
        seo_title="",
        lead="",
        slug=slugify_cyrillic(headline),
        body=body,
        age_mark=None,
        is_partner=False,
        is_unverified=True,
        rubric=rubric.pk,
        lead_photo=None,
        topics=[],
        authors=[],
        sources=[],
    )


def _locked(tip: Tip, by: User, *expected: str) -> Tip:
    """The row as it is now. Raises ValidationError with the name of who was faster."""
    policy.require(by, Action.HANDLE_TIP)
    row = Tip.objects.select_for_update().get(pk=tip.pk)
    if row.status in expected:
        return row
    if row.status in OPEN and row.taken_by is not None and row.taken_at is not None:
        told = {"who": row.taken_by, "when": day_and_time(row.taken_at), "status": row.get_status_display()}
        raise ValidationError(_("%(who)s has this message since %(when)s: %(status)s.") % told)
    raise ValidationError(
        _("This message is not at that point any more: %(status)s.") % {"status": row.get_status_display()}
    )


def _stamp(row: Tip, by: User) -> None:
    """Who decides about a message that nobody has taken, has it."""
    if row.taken_by is None:
        row.taken_by, row.taken_at = by, timezone.now()


def _write(row: Tip, tip: Tip) -> None:
    row.save(update_fields=["status", "taken_by", "taken_at", "story", "decision"])
    tip.refresh_from_db()

"""Putting a story or a line of text on top for a while, and taking it off before its time."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, story_log
from articles.models import Article, Pin, StoryEvent, User
from articles.policy import Action
from newsportal.lib.dates import day_and_time

Slot = Pin.Slot
LONGEST = timedelta(days=7)
VISIBILITY = ["publication", "published_at", "embargo_until", "expires_at", "withdrawn_at", "work_state"]


@transaction.atomic
def keep(pin: Pin, *, by: User | None, instead: Iterable[Pin] = ()) -> None:
    """Put it on top, or change it there; `instead` goes off in the same moment.

    Raises ValidationError in words that name who stands there, PermissionDenied.
    """
    hold()
    if pin.article is not None:
        # As it is now: who withdraws it meanwhile waits for us, or we for them.
        pin.article.refresh_from_db(fields=VISIBILITY)
    policy.require(by, Action.PIN, pin.article)
    for other in instead:
        end(other, by=by)
    check(pin)
    if pin.pinned_by is None:
        pin.pinned_by = by
    pin.save()
    _record(pin, StoryEvent.Kind.PINNED, by=by)


@transaction.atomic
def end(pin: Pin, *, by: User | None) -> None:
    """Take it off now, whatever has become of its story. The row stays as history."""
    hold()
    policy.require(by, Action.PIN)
    row = Pin.objects.select_related("article").get(pk=pin.pk)
    if row.is_over(timezone.now()):
        raise ValidationError(_not_there(row))
    _end(row, by=by)


def end_all(article: Article, *, by: User | None) -> None:
    """A story that is withdrawn leaves the top for good; coming back does not bring it there by surprise."""
    hold()
    for pin in list(article.pins.not_over(timezone.now())):
        _end(pin, by=by)


def _end(pin: Pin, *, by: User | None) -> None:
    pin.ended_at, pin.ended_by = timezone.now(), by
    pin.save(update_fields=["ended_at", "ended_by"])
    _record(pin, StoryEvent.Kind.UNPINNED, by=by)


def hold() -> None:
    """One at a time looks at the pins and changes them, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('articles.pinning', 0))")


def check(pin: Pin) -> None:
    """Raises ValidationError in words. What it says of room holds for who has called `hold`."""
    now = timezone.now()
    kept = Pin.objects.filter(pk=pin.pk).first()
    if kept is not None and kept.is_over(now):
        raise ValidationError(_not_there(kept))
    if pin.article is None and pin.slot == Slot.LEAD:
        raise ValidationError({"article": _("The lead of the front page is a story: choose it.")})
    if pin.article is None and not pin.text_ru:  # type: ignore[attr-defined]
        raise ValidationError(_("Choose a story, or write the text of the bar in Russian."))
    if pin.ends_at <= pin.starts_at:
        raise ValidationError({"ends_at": _("The end is not after the beginning.")})
    if pin.ends_at <= now:
        raise ValidationError({"ends_at": _("This time has passed.")})
    if pin.ends_at - pin.starts_at > LONGEST:
        raise ValidationError({"ends_at": _("At most a week: whoever needs longer pins it again.")})
    _check_room(pin)


def _check_room(pin: Pin) -> None:
    during = Pin.objects.during(pin.starts_at, pin.ends_at).filter(slot=pin.slot).exclude(pk=pin.pk)
    others = list(during.select_related("article").order_by("ends_at", "pk"))
    same = next((other for other in others if pin.article and other.article == pin.article), None)
    if same is not None:
        raise ValidationError(
            _("This story stands there already, until %(when)s.") % {"when": day_and_time(same.ends_at)}
        )
    if standing := rivals(pin, others):
        raise ValidationError(_no_room(pin.slot, standing))


def rivals(pin: Pin, others: list[Pin]) -> list[Pin]:
    """Who takes all the places at some moment of this pin; none when there is room."""
    # Places are taken where somebody begins: between those moments they only become free.
    moments = [pin.starts_at, *(other.starts_at for other in others if other.starts_at > pin.starts_at)]
    for language in pin.languages:
        for moment in moments:
            standing = [
                other
                for other in others
                if language in other.languages and other.starts_at <= moment < other.ends_at
            ]
            if len(standing) >= Pin.LIMITS[Slot(pin.slot)]:
                return standing
    return []


def _no_room(slot: str, standing: list[Pin]) -> str:
    names = "; ".join(
        _("“%(line)s” until %(when)s") % {"line": pin, "when": day_and_time(pin.ends_at)} for pin in standing
    )
    if slot == Slot.LEAD:
        return _("The front page has one lead at a time, and it is taken: %(names)s.") % {"names": names}
    return _("The breaking bar holds three lines at a time, and it is full: %(names)s.") % {"names": names}


def _not_there(pin: Pin) -> str:
    return _("“%(line)s” is not on top any more.") % {"line": pin}


def _record(pin: Pin, kind: StoryEvent.Kind, *, by: User | None) -> None:
    """Into the log of its story; a line of text has none, and its row says who and when."""
    if pin.article is not None:
        details = {"pin": pin.pk, "slot": pin.slot, "until": pin.ends_at.isoformat()}
        story_log.record(pin.article, kind, by=by, note=pin.line, details=details)

"""Links by which a person without an account reads one version of a story, and answers.

The address carries a secret and our signature of it; the database keeps a hash of the secret, so that nobody
who reads the database can open a draft.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation

from articles import policy, story_log
from articles.models import Article, PreviewLink, PreviewRemark, Revision, StoryEvent, User
from articles.models.preview_link import MAX_TERM
from articles.policy import Action

DEFAULT_DAYS = 3
MAX_DAYS = MAX_TERM.days
ANSWERS_PER_HOUR = 10
RETRY_AFTER = 3600
SHOWN_ANSWERS = 3


class TooManyAnswersError(Exception):
    """One link took ANSWERS_PER_HOUR answers within the hour."""


class DeadLinkError(Exception):
    """The link was revoked, or its time ran out, while its page was open."""


def make(article: Article, revision: Revision, *, by: User, note: str, days: int) -> tuple[PreviewLink, str]:
    """The link and its token, which nobody can tell again. Raises PermissionDenied."""
    policy.require(by, Action.SHARE_PREVIEW, article)
    now = timezone.now()
    secret = secrets.token_urlsafe(24)
    link = PreviewLink.objects.create(
        article=article,
        revision=revision,
        token_hash=_hash(secret),
        note=note,
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return link, _signer().sign(secret)


def find(token: str) -> PreviewLink | None:
    """The living link of a token; forged, unknown, expired and revoked ones are all the same nothing."""
    try:
        secret = _signer().unsign(token)
    except BadSignature:
        return None
    alive = PreviewLink.objects.alive().select_related("article", "revision")
    return alive.filter(token_hash=_hash(secret)).first()


def path(article: Article, token: str) -> str:
    """A Kazakh story is previewed under /kk/, as it will be read there."""
    with translation.override(article.language):
        return reverse("preview", args=[token])


def count_opening(link: PreviewLink) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, opened_at=timezone.now())


def revoke(link: PreviewLink, *, by: User) -> None:
    """At once and for good. Raises PermissionDenied."""
    verdict = policy.has_right(by, Action.SHARE_PREVIEW, link.article)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


@transaction.atomic
def answer(link: PreviewLink, *, verdict: str, name: str, text: str) -> PreviewRemark:
    """Keep what the guest said, and tell it in the log of the story.

    Raises TooManyAnswersError, DeadLinkError.
    """
    now = timezone.now()
    held = PreviewLink.objects.alive(now).select_for_update(of=("self",)).filter(pk=link.pk).first()
    if held is None:
        raise DeadLinkError
    if held.remarks.filter(at__gte=now - timedelta(seconds=RETRY_AFTER)).count() >= ANSWERS_PER_HOUR:
        raise TooManyAnswersError
    remark = PreviewRemark.objects.create(
        link=held, revision=link.revision, verdict=verdict, name=name, text=text, at=now
    )
    details: dict[str, Any] = {"verdict": verdict, "link": held.pk, "for": held.note}
    story_log.record(
        link.article,
        StoryEvent.Kind.PREVIEWED,
        by=None,
        revision=link.revision,
        note=f"{name}: {text}" if text else name,
        details=details,
        at=now,
    )
    return remark


def answers_about(article: Article) -> list[PreviewRemark]:
    """What guests said last, for those who work on the story."""
    rows = PreviewRemark.objects.filter(link__article=article).select_related("link", "revision")
    return list(rows.defer("revision__content").order_by("-pk")[:SHOWN_ANSWERS])


def _signer() -> Signer:
    return Signer(salt="articles.preview_links", sep=".")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

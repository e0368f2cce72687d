"""The state of publication as an editor names it: the clock's part of it is told apart."""

from datetime import datetime

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class PublicationState(TextChoices):
    NONE = "none", _("not published")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    EMBARGO = "embargo", _("under embargo")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


def state_of(article: Article, now: datetime) -> PublicationState:
    if article.publication != Article.Publication.PUBLISHED:
        return PublicationState(article.publication)
    if article.expires_at is not None and article.expires_at <= now:
        return PublicationState.EXPIRED
    if article.published_at is not None and article.published_at > now:
        return PublicationState.SCHEDULED
    if article.embargo_until is not None and article.embargo_until > now:
        return PublicationState.EMBARGO
    return PublicationState.PUBLISHED


def in_state(state: PublicationState, now: datetime) -> Q:
    """The rows of which `state_of` says so."""
    published = Q(publication=Article.Publication.PUBLISHED)
    not_expired = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    match state:
        case PublicationState.EXPIRED:
            return published & Q(expires_at__lte=now)
        case PublicationState.SCHEDULED:
            return published & not_expired & Q(published_at__gt=now)
        case PublicationState.EMBARGO:
            return published & not_expired & Q(published_at__lte=now, embargo_until__gt=now)
        case PublicationState.PUBLISHED:
            free = Q(embargo_until__isnull=True) | Q(embargo_until__lte=now)
            return published & not_expired & free & Q(published_at__lte=now)
    return Q(publication=state.value)

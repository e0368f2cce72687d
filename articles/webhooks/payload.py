"""What a webhook is told: small, and true at the moment it is sent. The rest is asked for by the API."""

from datetime import datetime
from typing import TypedDict

from articles.models import Article, WebhookDelivery, WebhookKind
from articles.publication_state import PublicationState, state_of
from newsportal.lib.meta import absolute

VERSION = 1
# The words that `/api/v1/changes/` has for it.
REASONS = {
    PublicationState.WITHDRAWN: "withdrawn",
    PublicationState.EMBARGO: "embargoed",
    PublicationState.EXPIRED: "expired",
}
OTHERWISE = "unpublished"
# Of what readers saw last, and not of a text that they do not see yet.
HAS_ITS_ADDRESS = {"withdrawn", "expired"}
COLUMNS = (
    "language",
    "headline",
    "slug",
    "rubric__path",
    "publication",
    "published_at",
    "embargo_until",
    "expires_at",
)


class Story(TypedDict):
    id: int
    language: str
    # Null where readers see the story no more.
    url: str | None
    headline: str | None


class Payload(TypedDict):
    id: str
    kind: str
    version: int
    occurred_at: str
    article: Story | None
    # Why readers see it no more.
    reason: str | None


def payload_of(delivery: WebhookDelivery, now: datetime) -> Payload | None:
    """None when it is no longer so: nobody learns of what readers may not see."""
    if delivery.kind == WebhookKind.TEST:
        return _payload(delivery, None)
    stories = Article.objects.select_related("rubric").only(*COLUMNS)
    stories = stories.filter(pk=delivery.article_id or 0)
    seen = stories.published(now).first()
    if delivery.kind != WebhookKind.WITHDRAWN:
        told = _story(seen, has_address=True, has_headline=True) if seen else None
        return _payload(delivery, told) if told else None
    gone = stories.first()
    if seen is not None or gone is None:
        return None
    reason = REASONS.get(state_of(gone, now), OTHERWISE)
    return _payload(delivery, _story(gone, has_address=reason in HAS_ITS_ADDRESS), reason)


def _payload(delivery: WebhookDelivery, article: Story | None, reason: str | None = None) -> Payload:
    return Payload(
        id=str(delivery.event_id),
        kind=delivery.kind,
        version=VERSION,
        occurred_at=delivery.occurred_at.isoformat(),
        article=article,
        reason=reason,
    )


def _story(row: Article, *, has_address: bool, has_headline: bool = False) -> Story:
    return Story(
        id=row.pk,
        language=row.language,
        url=absolute(row.url) if has_address else None,
        headline=row.headline if has_headline else None,
    )

"""What the day has brought: stories published, what stands in the breaking bar, what readers have sent."""

from dataclasses import dataclass, field
from datetime import datetime, time

from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Left
from django.utils import timezone

from articles.models import Article, Pin, Tip, ViewCount
from articles.publication_state import PublicationState, state_of

PUBLISHED_SHOWN = 20
TIPS_SHOWN = 8
TIP_BEGINNING = 160


def published_today(now: datetime) -> list[Article]:
    """Newest first, each with `readings`. One more than is shown."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    readings = ViewCount.objects.filter(article=OuterRef("pk")).order_by().values("article")
    return list(
        Article.objects.published(now)
        .filter(published_at__gte=midnight)
        .annotate(readings=Coalesce(Subquery(readings.values(sum=Sum("count")), IntegerField()), 0))
        .select_related("rubric")
        .only("headline", "language", "slug", "published_at", "rubric__path", "rubric__menu_name_ru")
        .newest_first()[: PUBLISHED_SHOWN + 1]
    )


@dataclass
class Slot:
    """One place on top of the site: what stands there, and what is to come."""

    name: str
    value: str
    current: list[Pin] = field(default_factory=list)
    coming: list[Pin] = field(default_factory=list)


def slots(now: datetime) -> list[Slot]:
    """Every slot, also the free ones. A pin whose story readers cannot see holds its place for nothing."""
    found = {slot.value: Slot(name=str(slot.label), value=slot.value) for slot in Pin.Slot}
    pins = (
        Pin.objects.filter(ends_at__gt=now)
        .select_related("article", "pinned_by")
        .only(
            "slot",
            "text_ru",
            "text_kk",
            "starts_at",
            "ends_at",
            "article__language",
            "article__headline",
            "article__short_title",
            "article__publication",
            "article__published_at",
            "article__embargo_until",
            "article__expires_at",
            "pinned_by__username",
            "pinned_by__first_name",
            "pinned_by__last_name",
        )
        .order_by("position", "starts_at")
    )
    for pin in pins:
        pin.is_hidden = (  # type: ignore[attr-defined]
            pin.article is not None and state_of(pin.article, now) != PublicationState.PUBLISHED
        )
        slot = found[pin.slot]
        (slot.current if pin.starts_at <= now else slot.coming).append(pin)
    return list(found.values())


def open_tips() -> list[Tip]:
    """What nobody has dealt with: the new first. One more than is shown; names and contacts stay out."""
    new_first = Case(When(status=Tip.Status.NEW, then=Value(0)), default=Value(1))
    return list(
        Tip.objects.filter(Q(status__in=[Tip.Status.NEW, Tip.Status.TAKEN, Tip.Status.CHECKING]))
        .annotate(beginning=Left("text", TIP_BEGINNING))
        .select_related("taken_by")
        .only(
            "reference",
            "status",
            "place",
            "received_at",
            "taken_by__username",
            "taken_by__first_name",
            "taken_by__last_name",
        )
        .order_by(new_first, "-received_at")[: TIPS_SHOWN + 1]
    )

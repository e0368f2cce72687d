"""What comes by itself in the next two weeks: publications, changes, ends of embargoes, take-downs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, TextChoices, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

DAYS = 14
# Of one kind: a newsroom plans some dozens of stories ahead, an import may plan thousands.
MOST = 200

Publication = Article.Publication


class Kind(TextChoices):
    PUBLICATION = "publication", _("comes out")
    CHANGE = "change", _("live text changes")
    EMBARGO = "embargo", _("embargo ends")
    EXPIRY = "expiry", _("taken down")


# The column of the moment, and the stories of which it means anything.
MOMENTS: dict[Kind, tuple[str, Q]] = {
    Kind.PUBLICATION: ("published_at", Q(publication=Publication.PUBLISHED)),
    Kind.CHANGE: ("scheduled_at", Q(scheduled_at__isnull=False)),
    Kind.EMBARGO: ("embargo_until", ~Q(publication=Publication.WITHDRAWN)),
    Kind.EXPIRY: ("expires_at", Q(publication=Publication.PUBLISHED)),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happens to one story at a set time."""

    at: datetime
    kind: Kind
    article_id: int
    headline: str
    rubric_path: str


@dataclass(slots=True)
class Day:
    date: date
    is_today: bool
    moments: list[Moment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Calendar:
    days: list[Day]
    # Changes whose time has passed: the task queue has not brought them.
    overdue: list[Moment]
    # There is more of a kind than was asked for.
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not any(day.moments for day in self.days)


def calendar(now: datetime) -> Calendar:
    """One query, and days of the newsroom's own time."""
    today = timezone.localdate(now)
    days = [Day(today + timedelta(days=number), is_today=number == 0) for number in range(DAYS)]
    end = timezone.make_aware(datetime.combine(today + timedelta(days=DAYS), time.min))
    moments = sorted(_moments(now, end), key=lambda moment: (moment.at, moment.article_id))
    for moment in moments:
        if moment.at >= now:
            days[(timezone.localdate(moment.at) - today).days].moments.append(moment)
    counts = [sum(moment.kind == kind for moment in moments) for kind in Kind]
    return Calendar(
        days=days,
        overdue=[moment for moment in moments if moment.at < now],
        is_cut=max(counts) == MOST,
    )


def _moments(now: datetime, end: datetime) -> Iterator[Moment]:
    parts = []
    for kind, (column, meant) in MOMENTS.items():
        # A change that is late is told; the rest has come by the clock itself.
        since = {} if kind == Kind.CHANGE else {f"{column}__gt": now}
        parts.append(
            Article.objects.filter(meant, **since, **{f"{column}__lt": end})
            .annotate(kind=Value(kind.value), at=F(column))
            .order_by(column)
            .values_list("at", "kind", "pk", "working_headline", "headline", "publication", "rubric__path")[
                :MOST
            ]
        )
    first, *others = parts
    for at, kind, pk, working, headline, publication, path in first.union(*others, all=True).order_by():
        name = working or headline if publication == Publication.NONE else headline
        yield Moment(at=at, kind=Kind(kind), article_id=pk, headline=name, rubric_path=path)

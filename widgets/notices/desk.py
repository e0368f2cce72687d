"""Notices as the desk shows them: those of the last days that nobody has put away, each with its sentence."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import JSONObject

from widgets.models import City, Currency, Notice
from widgets.notices.words import sentence

ON_THE_DESK = timedelta(days=3)
"""Older ones leave by themselves: that the dollar rose last week is no news."""
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    pk: int
    kind: str
    noticed_at: datetime
    sentence: str
    # Whether there is something readers may be told.
    has_draft: bool


@dataclass(frozen=True, slots=True)
class Pile:
    lines: list[Line]
    has_more: bool


def pile(now: datetime) -> Pile:
    """One query, with the names of currencies and cities."""
    currency = Currency.objects.filter(pk=OuterRef("code")).values(
        names=JSONObject(name_ru="name_ru", name_kk="name_kk")
    )
    city = City.objects.filter(slug=OuterRef("address")).values(
        names=JSONObject(name_in_ru="name_in_ru", name_in_kk="name_in_kk")
    )
    found = list(
        Notice.objects.filter(dismissed_at=None, noticed_at__gt=now - ON_THE_DESK, noticed_at__lte=now)
        .annotate(code=KT("facts__currency"), address=KT("facts__city"))
        .annotate(currency=Subquery(currency[:1]), city=Subquery(city[:1]))
        .order_by("-noticed_at", "-pk")[: SHOWN + 1]
    )
    return Pile([_line(notice) for notice in found[:SHOWN]], has_more=len(found) > SHOWN)


def _line(notice: Notice) -> Line:
    subject = notice.currency or notice.city  # type: ignore[attr-defined]
    return Line(
        pk=notice.pk,
        kind=notice.kind,
        noticed_at=notice.noticed_at,
        sentence=sentence(notice, subject),
        has_draft=notice.kind != Notice.Kind.RATE_HELD_BACK,
    )

"""Measures of one kind, wherever they are planned, under way or done."""

from django.db.models import Count

from monotowns.models import Measure
from monotowns.registry.sorting import by_name


def kind_at(slug: str) -> str:
    """One address for a kind: «industrial_zone» is none."""
    return slug.replace("-", "_") if "_" not in slug else ""


def measures_of(kind: str) -> list[Measure]:
    """By the names of the towns, those of whole groups first. One query."""
    rows = (
        Measure.objects.filter(kind=kind)
        .select_related("town__place", "group__classification", "document")
        .defer("town__place__forms_ru", "town__place__forms_kk")
    )
    return sorted(rows, key=lambda row: by_name(row.town.place.name if row.town else ""))


def kinds() -> list[tuple[str, str, int]]:
    """Addresses, names and numbers of the kinds of measures that the registry has."""
    counted = Measure.objects.order_by("kind").values_list("kind").annotate(number=Count("pk"))
    return [(kind.replace("_", "-"), str(Measure.Kind(kind).label), number) for kind, number in counted]

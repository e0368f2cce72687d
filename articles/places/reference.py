"""The places and rules that the newsroom begins with; what an editor changed since is theirs."""

from django.db import transaction

from articles.models import Place, PlaceRule
from articles.places import packaged


@transaction.atomic
def load_places() -> int:
    """Add the places and rules that are missing; returns how many. May be repeated at any time."""
    known = set(Place.objects.values_list("slug", flat=True))
    places = [_place(row) for row in packaged.rows("places.csv") if row["slug"] not in known]
    Place.objects.bulk_create(places)
    by_slug = {place.slug: place for place in Place.objects.only("slug")}
    codes = set(PlaceRule.objects.exclude(code=None).values_list("code", flat=True))
    rules = [_rule(row, by_slug) for row in packaged.rows("place_rules.csv") if row["code"] not in codes]
    PlaceRule.objects.bulk_create(rules)
    return len(places) + len(rules)


def _place(row: dict[str, str]) -> Place:
    return Place(
        slug=row["slug"],
        name_ru=row["name_ru"],
        name_kk=row["name_kk"],
        forms_ru=packaged.forms_of(row, "ru"),
        forms_kk=packaged.forms_of(row, "kk"),
        adjective_ru=row["adjective_ru"],
        aliases=packaged.items(row["aliases"]),
        former_names=packaged.items(row["former_names"]),
        namesakes=row["namesakes"].split(),
        ordinary_words=row["ordinary_words"].split(),
    )


def _rule(row: dict[str, str], places: dict[str, Place]) -> PlaceRule:
    place = places.get(row["scope"])
    return PlaceRule(
        code=row["code"],
        place=place,
        namesake="" if place else row["scope"],
        position=row["position"],
        cases=row["cases"],
        verdict=row["verdict"],
        words=row["words"],
    )

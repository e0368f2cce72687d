"""Rows of the table of towns: a town with its group, its newest population and its enterprise."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.models import Place
from monotowns.importing import cells
from monotowns.importing.fact_rows import enterprise, group_of, observation
from monotowns.importing.row import Row
from monotowns.models import Observation, Region, Town
from monotowns.models.observation import POPULATION
from monotowns.models.town import LATITUDES, LONGITUDES


def towns(row: Row) -> None:
    town = _town(row)
    if town is None:
        return
    group_of(row, town, row.draft.edition)
    if row.texts.get("population"):
        observation(
            row,
            town,
            columns={
                "value": "population",
                "date": "population_date",
                "scope": "population_scope",
                "kind": "population_kind",
                "source": "population_source",
            },
            # A table of towns is of the towns themselves, and what is not counted is an estimate.
            defaults={"scope": Observation.Scope.CITY, "kind": Observation.Kind.ESTIMATE},
            indicator=POPULATION,
        )
    if any(row.texts.get(name) for name in ("enterprise_ru", "industry_code")):
        enterprise(
            row,
            town,
            columns={
                "name_ru": "enterprise_ru",
                "name_kk": "enterprise_kk",
                "activity_ru": "industry_ru",
                "activity_kk": "industry_kk",
                "source": "enterprise_source",
                "source_url": "enterprise_source_url",
                "confidence": "enterprise_confidence",
            },
        )


def _town(row: Row) -> Town | None:
    known = row.draft.known
    slug = row.need("slug", cells.slug)
    name = row.need("name_ru", cells.text(80))
    row.once(("town", slug), "slug")
    place = known.places.get(slug or "")
    if place and name and name not in {place.name_ru, *place.aliases, *place.former_names}:  # type: ignore[attr-defined]
        reason = _("This address is of another place of the gazetteer: %(name)s.") % {"name": place.name}
        row.complain("slug", reason)
    kato = row.read("kato", cells.kato)
    other = known.town_of_kato.get(kato or "")
    if other and other.place.slug != slug:
        row.complain("kato", _("The code is of another town: %(name)s.") % {"name": other})
    if kato:
        row.once(("kato", kato), "kato")
    values = {"kato": kato, **_coordinates(row)}
    for column, name_of_field in [("district", "district"), ("notes", "note")]:
        for language in ("ru", "kk"):
            longest = 80 if column == "district" else 5000
            values[f"{name_of_field}_{language}"] = row.read(f"{column}_{language}", cells.text(longest))
    values["region"] = _region(row)
    names = {
        "name_ru": name,
        "name_kk": row.read("name_kk", cells.text(80)),
        "aliases": row.read("aliases_ru", cells.names),
        "former_names": row.read("former_names_ru", cells.names),
    }
    if not row.is_good or slug is None:
        return None
    if place is None:
        # What is there already belongs to the gazetteer, with its forms and rules.
        place = known.places[slug] = row.want(None, partial(Place, slug=slug), names)
    town: Town = row.want(known.towns.get(slug), partial(Town, place=place), values)
    known.towns[slug] = town
    return town


def _coordinates(row: Row) -> dict[str, Any]:
    values = {name: row.read(name, cells.number) for name in ("latitude", "longitude")}
    if (row.texts.get("latitude", "") == "") != (row.texts.get("longitude", "") == ""):
        row.complain("latitude", _("Give both coordinates, or neither."))
    for name, (least, most) in {"latitude": LATITUDES, "longitude": LONGITUDES}.items():
        value = values[name]
        if value is not None and not least <= value <= most:
            row.complain(name, _("This is outside the country."))
    return values


def _region(row: Row) -> Region | None:
    known = row.draft.known
    code = row.need("region_iso", cells.text(6))
    if code is None or code in known.regions:
        return known.regions.get(code or "")
    name = row.read("region_ru", cells.text(80))
    if not name or not code.startswith("KZ-") or not code[3:].isdigit() or len(code) != 5:
        row.complain("region_iso", _("The registry has no region with this code, and the row names none."))
        return None
    values = {"name_ru": name, "name_kk": row.read("region_kk", cells.text(80))}
    region: Region = row.want(None, partial(Region, code=code), values)
    known.regions[code] = region
    return region

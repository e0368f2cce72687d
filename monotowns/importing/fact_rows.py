"""Rows that state one fact of a town that is there: an enterprise, a group, a figure."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from monotowns.importing import cells
from monotowns.importing.known import OBSERVATION_KEY
from monotowns.importing.row import Row
from monotowns.models import Enterprise, Membership, Observation, Town
from monotowns.models.observation import POPULATION

NO_SUCH_TOWN = _("The registry has no town with this address.")


def enterprises(row: Row) -> None:
    if town := _known_town(row):
        enterprise(row, town, columns={})


def enterprise(row: Row, town: Town, columns: dict[str, str]) -> None:
    """`columns`: how the table names what a table of enterprises calls so."""
    at = {name: columns.get(name, name) for name in ("name_ru", "source", "source_url", "confidence")}
    name = row.read(at["name_ru"], cells.text(300)) or ""
    industry = row.find(
        "industry_code", row.draft.known.industries, _("The registry has no industry with this code.")
    )
    if not name and not row.texts.get("industry_code"):
        row.complain(at["name_ru"], _("Name the enterprise, or at least its industry."))
    row.once(("enterprise", town.place.slug, name), at["name_ru"])
    confidence = cells.one_of(Enterprise.Confidence.values)
    since, until = row.read("since", cells.year), row.read("until", cells.year)
    values = {
        "name_kk": row.read(columns.get("name_kk", "name_kk"), cells.text(300)),
        "industry": industry,
        "activity_ru": row.read(columns.get("activity_ru", "activity_ru"), cells.text(200)),
        "activity_kk": row.read(columns.get("activity_kk", "activity_kk"), cells.text(200)),
        "since": since,
        "until": until,
        "source": row.need(at["source"], cells.text(300)),
        "source_url": row.read(at["source_url"], cells.address),
        "confidence": row.read(at["confidence"], confidence),
    }
    if since and until and until < since:
        row.complain("until", _("It ends before it begins."))
    if row.is_good:
        existing = row.draft.known.enterprises.get((town.pk, name)) if town.pk else None
        row.want(existing, partial(Enterprise, town=town, name_ru=name), values)


def memberships(row: Row) -> None:
    if town := _known_town(row):
        row.need("group_code", cells.text(40))
        group_of(row, town, row.texts.get("edition") or row.draft.edition)


def group_of(row: Row, town: Town, edition: str) -> None:
    code = row.texts.get("group_code", "")
    if not code:
        return
    known = row.draft.known
    classification = known.editions.get(edition)
    if classification is None:
        column = "edition" if "edition" in row.texts else "group_code"
        row.complain(column, _("The registry has no edition «%(edition)s».") % {"edition": edition})
        return
    group = known.groups.get((edition, code))
    if group is None:
        reason = _("The edition «%(edition)s» has no group with this code.") % {"edition": edition}
        row.complain("group_code", reason)
        return
    row.once(("membership", edition, town.place.slug), "slug")
    if row.is_good:
        existing = known.memberships.get((classification.pk, town.pk)) if town.pk else None
        row.want(existing, partial(Membership, classification=classification, town=town), {"group": group})


def observations(row: Row) -> None:
    if town := _known_town(row):
        value = "population" if "population" in row.texts else "value"
        indicator = row.texts.get("indicator", "") or (POPULATION if value == "population" else "")
        observation(row, town, columns={"value": value}, defaults={}, indicator=indicator)


def observation(
    row: Row, town: Town, *, columns: dict[str, str], defaults: dict[str, str], indicator: str
) -> None:
    at = {name: columns.get(name, name) for name in ("value", "date", "scope", "kind", "source")}
    counted = row.draft.known.indicators.get(indicator)
    if counted is None:
        row.complain("indicator", _("The registry has no indicator with this code."))
        return
    for name, default in defaults.items():
        row.texts[at[name]] = row.texts.get(at[name]) or default
    value = row.need(at["value"], cells.number if counted.may_be_negative else cells.not_negative)
    moment = row.need(at["date"], cells.moment)
    key = {
        "scope": row.need(at["scope"], cells.one_of(Observation.Scope.values)),
        "kind": row.need(at["kind"], cells.one_of(Observation.Kind.values)),
        "source": row.need(at["source"], cells.text(300)),
    }
    address = row.read("source_url", cells.address)
    if moment is None or not row.is_good:
        return
    key |= {"town_id": town.pk, "indicator_id": counted.pk, "date": moment[0], "precision": moment[1]}  # type: ignore[dict-item]
    identity = tuple(key[name] for name in OBSERVATION_KEY)
    if row.once(("observation", town.place.slug, *identity[1:]), at["date"], value) and row.is_good:
        existing = row.draft.known.observations.get(identity) if town.pk else None
        made = {name: key[name] for name in ("scope", "kind", "source", "date", "precision")}
        make = partial(Observation, town=town, indicator=counted, **made)
        row.want(existing, make, {"value": value, "source_url": address})


def _known_town(row: Row) -> Town | None:
    row.need("slug", cells.slug)
    return row.find("slug", row.draft.known.towns, NO_SUCH_TOWN)

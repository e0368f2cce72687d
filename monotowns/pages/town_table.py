"""What the table of towns can be asked for: values of its filters, headings that sort."""

from collections import Counter
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from monotowns.registry.choosing import ORDERS, Choice
from monotowns.registry.overview import Member
from monotowns.registry.sorting import by_name


class Filter(NamedTuple):
    """One of the lists to choose from: values, their names, and whether each is chosen."""

    name: str
    label: str
    everything: str
    options: list[tuple[str, str, bool]]


def filters(choice: Choice, towns: list[Member]) -> list[Filter]:
    """With the number of towns behind each; groups in the order of the document, the rest by name."""
    groups = Counter((member.group.code, member.group.name) for member in towns)
    regions = Counter((member.region_code, member.region) for member in towns)
    industries = Counter(pair for member in towns for pair in member.industries.items())
    counted = (
        ("group", _("Group"), groups),
        ("region", _("Region"), _by_name(regions)),
        ("industry", _("Industry"), _by_name(industries)),
    )
    found = [
        Filter(
            name,
            label,
            _("all"),
            [
                (code, f"{text} ({count})", getattr(choice, name) == code)
                for (code, text), count in rows.items()
            ],
        )
        for name, label, rows in counted
    ]
    by_size = [(code, text, choice.size == code) for code, text in sizes().items()]
    return [*found, Filter("size", _("Population"), _("any"), by_size)]


def _by_name(rows: Counter[tuple[str, str]]) -> dict[tuple[str, str], int]:
    return dict(sorted(rows.items(), key=lambda row: by_name(row[0][1])))


def sizes() -> dict[str, str]:
    return {
        "0-20": _("below 20 thousand"),
        "20-50": _("20 to 50 thousand"),
        "50-100": _("50 to 100 thousand"),
        "100": _("100 thousand and more"),
    }


def words_of(choice: Choice, towns: list[Member]) -> list[str]:
    """What was chosen, as people say it; a code that no town has says nothing."""
    groups = {member.group.code: member.group.name for member in towns}
    regions = {member.region_code: member.region for member in towns}
    industries = {code: name for member in towns for code, name in member.industries.items()}
    names = (
        (groups, choice.group),
        (regions, choice.region),
        (industries, choice.industry),
        (sizes(), choice.size),
    )
    return [known[code] for known, code in names if code in known]


def columns(choice: Choice, on: str) -> list[dict[str, Any]]:
    """Headings that sort: a second click turns the order around."""
    names = {
        "name": _("Town"),
        "group": _("Group"),
        "region": _("Region"),
        "industry": _("Industry"),
        "population": _("Population"),
    }
    kept = [pair for pair in choice.pairs() if pair[0] not in {"sort", "order"}]
    kept += [("on", on)] if on else []
    found = []
    for name in ORDERS:
        is_here = choice.sort == name
        # The largest towns are what people look for first.
        goes_down = not choice.is_descending if is_here else name == "population"
        order = [("order", "desc")] if goes_down else []
        found.append(
            {
                "name": names[name],
                "code": name,
                "sorted": ("descending" if choice.is_descending else "ascending") if is_here else "",
                "query": urlencode([*kept, ("sort", name), *order]),
            }
        )
    return found

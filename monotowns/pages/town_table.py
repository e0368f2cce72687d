"""What the table of towns can be asked for: values of its filters, headings that sort."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from monotowns.registry.choosing import ORDERS, Choice
from monotowns.registry.overview import Member
from monotowns.registry.sorting import by_name


def choices(towns: list[Member]) -> dict[str, list[tuple[str, str, int]]]:
    """Values of the filters with the number of towns behind each."""
    regions = Counter((member.region_code, member.region) for member in towns)
    industries = Counter(pair for member in towns for pair in member.industries.items())
    return {
        name: [
            (code, text, count)
            for (code, text), count in sorted(rows.items(), key=lambda row: by_name(row[0][1]))
        ]
        for name, rows in (("region", regions), ("industry", industries))
    }


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

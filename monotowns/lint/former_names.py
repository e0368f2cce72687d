"""A former name of a town without the present one: a reader of today does not know what it is."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.warning import Warning, warning
from monotowns.lint.facts import Facts
from monotowns.lint.named import Named


def check(named: Named, facts: Facts) -> Iterator[Warning]:
    present = {place.place for place in named.places if not place.is_former}
    told: set[str] = set()
    for place in named.places:
        if not place.is_former or place.place in present | told or place.place not in facts.towns:
            continue
        told.add(place.place)
        sentence = named.sentence_of(place)
        yield warning(
            "former-name-alone",
            format_lazy(
                _("“{former}” is a former name; the town is called {present} today. Say so once."),
                former=place.text,
                present=facts.towns[place.place],
            ),
            field=sentence.passage.field,
            words=sentence.text,
        )

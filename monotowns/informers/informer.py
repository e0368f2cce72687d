"""What an informer of the registry was asked to show, read from its address and written back in one form."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from monotowns.registry.choosing import FILTERS, ORDERS, SIZES, Choice
from newsportal.lib.informers.asked import InformerError, Theme, asked_theme

# An address or a code: what is neither never reaches the database.
NAME = re.compile("[-a-zA-Z0-9_]{1,80}")


class Kind(StrEnum):
    TABLE = "table"
    MAP = "map"
    TOWN = "town"

    @property
    def parameters(self) -> tuple[str, ...]:
        if self is Kind.TOWN:
            return ("town", "theme")
        ordering = ("sort", "order") if self is Kind.TABLE else ()
        return ("edition", *FILTERS, *ordering, "theme")


@dataclass(frozen=True, slots=True)
class Informer:
    """Without an edition it shows the one that the registry shows on that day: the code stays for years."""

    kind: Kind
    # Empty is the language of whoever asks.
    language: str = ""
    edition: str = ""
    town: str = ""
    choice: Choice = field(default_factory=Choice)
    theme: Theme = Theme.AUTO

    @property
    def builder_path(self) -> str:
        """Where it is put together, in the language of the page."""
        asked = self.query.removeprefix("?")
        return f"{reverse('monotowns_informer_builder')}?kind={self.kind}{asked and '&'}{asked}"

    @property
    def query(self) -> str:
        """The normal form, «?group=stagnating&theme=dark», or nothing."""
        named = [("edition", self.edition), ("town", self.town)]
        asked = [(name, value) for name, value in named if value] + self.choice.pairs()
        if self.theme is not Theme.AUTO:
            asked.append(("theme", self.theme.value))
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def frame_path(self) -> str:
        with translation.override(self.language or get_language()):
            return f"{reverse(f'monotowns_{self.kind}_informer')}{self.query}"


def asked_informer(kind: Kind, query: QueryDict, language: str) -> Informer:
    """Raises InformerError. Whether there are such towns and groups is seen when they are read."""
    if set(query) - set(kind.parameters):
        raise InformerError(
            _("The address of this informer may have these parameters alone: %(list)s.")
            % {"list": ", ".join(kind.parameters)}
        )
    values = {name: query.get(name, "") for name in kind.parameters}
    theme = asked_theme(query)
    if not all(NAME.fullmatch(value) for value in values.values() if value):
        raise InformerError(_("The parameters are codes: letters, digits and hyphens alone."))
    if kind is Kind.TOWN and not values["town"]:
        raise InformerError(_("Name the town by its address: ?town=ridder"))
    return Informer(
        kind,
        language,
        edition=values.get("edition", ""),
        town=values.get("town", ""),
        choice=_choice(values),
        theme=theme,
    )


def _choice(values: dict[str, str]) -> Choice:
    """A group that a new edition no longer has gives a table without towns, never one of all towns."""
    sort, order, size = (values.get(name, "") for name in ("sort", "order", "size"))
    if (sort and sort not in ORDERS) or order not in ("", "desc") or (size and size not in SIZES):
        raise InformerError(_("There is no such order or size."))
    return Choice(
        **{name: values.get(name, "") for name in FILTERS},
        sort=sort or "group",
        is_descending=order == "desc",
    )

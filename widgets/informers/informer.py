"""What an informer was asked to show, read from its address and written back in one normal form."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from newsportal.lib.informers.asked import InformerError, Theme, asked_theme

MOST = 20
"""Currencies or cities in one informer."""
# A code, or the address of a city: what is neither never reaches the database.
NAME = re.compile("[-a-zA-Z0-9_]{1,60}")


class Kind(StrEnum):
    RATES = "rates"
    WEATHER = "weather"

    @property
    def parameter(self) -> str:
        return "currencies" if self is Kind.RATES else "cities"


@dataclass(frozen=True, slots=True)
class Informer:
    """Without names of its own it shows the main currencies, or the home city, whichever these are then."""

    kind: Kind
    language: str
    names: tuple[str, ...] = ()
    theme: Theme = Theme.AUTO

    @property
    def query(self) -> str:
        """The normal form, «?cities=ridder,almaty&theme=dark», or nothing."""
        asked = {self.kind.parameter: ",".join(self.names)} if self.names else {}
        if self.theme is not Theme.AUTO:
            asked["theme"] = self.theme.value
        return f"?{urlencode(asked, safe=',')}" if asked else ""

    @property
    def frame_path(self) -> str:
        return self._path(f"{self.kind}_informer")

    @property
    def picture_path(self) -> str:
        return self._path(f"{self.kind}_informer_picture")

    def _path(self, name: str) -> str:
        with translation.override(self.language):
            return f"{reverse(name)}{self.query}"


def asked_informer(kind: Kind, query: QueryDict, language: str) -> Informer:
    """Raises InformerError. Whether there are such currencies and cities is seen when they are read."""
    if set(query) - {kind.parameter, "theme"}:
        raise InformerError(
            _("The address of this informer may have two parameters alone: %(list)s and theme.")
            % {"list": kind.parameter}
        )
    values = query.getlist(kind.parameter)
    if kind is Kind.RATES:
        values = [value.lower() for value in values]
    return Informer(kind, language, asked_names(values), asked_theme(query))


def asked_names(values: list[str]) -> tuple[str, ...]:
    """Of «usd,eur», and of «usd» and «eur» as a form sends them; each once, in their order."""
    written = (name.strip() for value in values for name in value.split(","))
    names = tuple(dict.fromkeys(name for name in written if name))
    if len(names) > MOST:
        raise InformerError(_("Choose %(most)d at most.") % {"most": MOST})
    if not all(NAME.fullmatch(name) for name in names):
        raise InformerError(_("Separate the list with commas: letters, digits and hyphens alone."))
    return names

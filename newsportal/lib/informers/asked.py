"""What every informer may be asked for, and how it refuses."""

from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import gettext as _


class InformerError(ValueError):
    """Its text is a sentence for whoever wrote the address; nothing that was typed is repeated in it."""


class Theme(StrEnum):
    """`auto` is light, and dark where the reader's system is."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


def asked_theme(query: QueryDict) -> Theme:
    asked = query.get("theme", Theme.AUTO)
    if asked not in set(Theme):
        raise InformerError(_("The theme is one of auto, light and dark."))
    return Theme(asked)

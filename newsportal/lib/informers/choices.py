"""What a page that puts an informer together offers: values of its form."""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from newsportal.lib.addresses import language_of
from newsportal.lib.informers.asked import Theme


class Choice(NamedTuple):
    value: str
    name: str
    is_chosen: bool


def asked_language(code: str, path: str) -> str:
    """That of the page where it is not said, or not known."""
    return code if code in dict(settings.LANGUAGES) else language_of(path)


def languages(chosen: str) -> list[Choice]:
    """Each in its own words."""
    names = (("ru", "Русский"), ("kk", "Қазақша"))
    return [Choice(code, name, is_chosen=code == chosen) for code, name in names]


def themes(chosen: Theme) -> list[Choice]:
    names = (
        (Theme.AUTO, _("As in the reader’s system")),
        (Theme.LIGHT, _("Light")),
        (Theme.DARK, _("Dark")),
    )
    return [Choice(theme, name, is_chosen=theme is chosen) for theme, name in names]

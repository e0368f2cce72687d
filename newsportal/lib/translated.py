"""Names in two languages: `name_ru`, `name_kk` in the database, `.name` in the language of the page."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Field
from django.utils.translation import get_language
from translated_fields import TranslatedField, to_attribute

LANGUAGES = ("ru", "kk")


@lru_cache(1024)
def _column(name: str, language: str | None) -> str:
    """Kept: pages ask for it by the thousand, and the rule is a regular expression.

    Problems of the API are told in English too, which no name has.
    """
    column: str = to_attribute(name, language if language in LANGUAGES else "ru")
    return column


def _russian_where_empty(name: str, field: TranslatedField) -> Callable[[Any], Any]:
    return lambda row: getattr(row, _column(name, get_language())) or getattr(row, f"{name}_ru")


def in_language_of_page(row: Mapping[str, Any], name: str) -> str:
    """The same rule for a row that a query returned as a mapping."""
    return in_language(row, name, get_language())


def in_language(row: Mapping[str, Any], name: str, language: str | None) -> str:
    """For rows by the hundred, whose language is asked once."""
    text: str = row[_column(name, language)] or row[f"{name}_ru"]
    return text


def translated(field: "Field[Any, Any]") -> TranslatedField:
    """Two columns for one name; an empty Kazakh one falls back to the Russian."""
    specific = {"kk": {"blank": True, "default": ""}}
    return TranslatedField(field, specific, languages=list(LANGUAGES), attrgetter=_russian_where_empty)

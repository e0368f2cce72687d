"""Addresses and sentences in both languages of the readers, whatever the language of whoever asks."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from newsportal.lib.addresses import in_language
from newsportal.lib.meta import absolute
from newsportal.lib.rest.shapes import Address, InBoth, Shape


class Pages(Shape):
    """The page for readers, in Russian and in Kazakh."""

    ru: Address
    kk: Address


def pages(path: str) -> Pages:
    """Of a path of one of our pages, in whichever language."""
    return Pages(ru=absolute(in_language(path, "ru")), kk=absolute(in_language(path, "kk")))


def pages_of(name: str, *args: Any, **kwargs: Any) -> Pages:
    return pages(path_of(name, *args, **kwargs))


def path_of(name: str, *args: Any, **kwargs: Any) -> str:
    """As `reverse` in Russian: problems are told in English too, and there are no English pages."""
    with translation.override("ru"):
        return reverse(name, args=args, kwargs=kwargs)


def address_of(name: str, *args: Any, **kwargs: Any) -> Address:
    return absolute(path_of(name, *args, **kwargs))


def said(words: str | Promise | Callable[[], str]) -> InBoth:
    """A sentence of the catalogues; a function makes one anew in each language."""
    texts = {}
    for language in ("ru", "kk"):
        with translation.override(language):
            texts[language] = words() if callable(words) else str(words)
    return InBoth(**texts)

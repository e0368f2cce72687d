"""What every template may use; each value is read when a template first asks for it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.furniture import furniture
from newsportal.lib.addresses import in_language, language_of, other_language


def site(request: HttpRequest) -> dict[str, Any]:
    """The publication, the menu, the breaking bar, and this page in the other language."""
    around = furniture(request)

    other = other_language(language_of(request.path))

    def lazy(read: Callable[[], Any]) -> "SimpleLazyObject[Any]":
        return SimpleLazyObject(read)

    return {
        "outlet": lazy(lambda: around.outlet),
        "menu": lazy(lambda: around.menu),
        "breaking": lazy(lambda: around.breaking),
        # A story has an address of its own in the other language; its view says which.
        "alternate_url": in_language(request.path, other),
        "other_language": other,
    }

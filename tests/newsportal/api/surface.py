"""Every address of the API and its methods, as the URL conf has them: what is added there is found here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, reverse

from newsportal import urls
from newsportal.lib.rest.reading import ResourceView
from tests.newsportal.api.questions import CITY, DAYS, DRAFT, PHOTO

WRITING = ("POST", "PUT", "PATCH", "DELETE")
# By the name of the parameter; for what is only refused it need not be there.
PARTS: dict[str, Any] = {
    "pk": DRAFT,
    "slug": CITY,
    "key": PHOTO,
    "code": "USD",
    "day": DAYS[0],
    "after": "new",
    "before": "old",
}
NOBODYS_UUID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Resource:
    """A name of the URL conf with its view."""

    name: str
    route: str
    parts: tuple[str, ...]
    view: type[ResourceView]

    @property
    def methods(self) -> set[str]:
        """Those that change something: an address takes no others of these."""
        allowed = {name.upper() for name in self.view.http_method_names if hasattr(self.view, name)}
        return allowed & set(WRITING)

    @property
    def is_of_desk(self) -> bool:
        return self.route.startswith("desk/")

    def address(self, **parts: Any) -> str:
        given = {name: PARTS[name] for name in self.parts} | parts
        if "<uuid:" in self.route and "pk" not in parts:
            given["pk"] = NOBODYS_UUID
        return reverse(f"api:{self.name}", kwargs=given)


# By way of the whole site: whose addresses are needed first registers the converters of all.
API: list[URLPattern | URLResolver] = next(
    found.url_patterns
    for found in urls.urlpatterns
    if isinstance(found, URLResolver) and found.namespace == "api"
)


def resources(patterns: list[URLPattern | URLResolver] = API, before: str = "") -> Iterator[Resource]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from resources(pattern.url_patterns, route)
        elif (view := getattr(pattern.callback, "cls", None)) is not None:
            assert pattern.name, f"{route} has no name"
            yield Resource(pattern.name, route, tuple(pattern.pattern.converters), view)


def pages() -> list[str]:
    """Names of what is no resource: what people read, and the document."""
    return [
        str(pattern.name)
        for pattern in API
        if isinstance(pattern, URLPattern) and pattern.name and not hasattr(pattern.callback, "cls")
    ]


BY_NAME = {resource.name: resource for resource in resources()}

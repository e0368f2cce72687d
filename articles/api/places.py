"""The gazetteer in the API: places that stories mean, and the pages that other rooms have of them."""

from collections.abc import Iterable, Mapping

from django.utils import translation

from articles.api.links import stories_of
from articles.models import Place
from articles.places import links
from newsportal.lib.meta import absolute
from newsportal.lib.rest.languages import Pages
from newsportal.lib.rest.shapes import Address, InBoth, Links, Shape, in_both


class GazetteerPlace(Shape):
    """A town or a city; `page` is its page here, where it has one."""

    slug: str
    name: InBoth
    aliases: list[str]
    former_names: list[str]
    page: Pages | None
    stories: Address


class Places(Shape):
    items: list[GazetteerPlace]
    links: Links


def places(rows: Iterable[Place]) -> list[GazetteerPlace]:
    """Their pages in one query for each language."""
    found = list(rows)
    pages = town_pages(row.slug for row in found)
    return [
        GazetteerPlace(
            slug=row.slug,
            name=in_both(row, "name"),
            aliases=row.aliases,
            former_names=row.former_names,
            page=pages.get(row.slug),
            stories=stories_of(town=row.slug),
        )
        for row in found
    ]


def town_pages(slugs: Iterable[str]) -> Mapping[str, Pages]:
    asked = frozenset(slugs)
    if not asked:
        return {}
    with translation.override("ru"):
        russian = links.addresses(asked)
    with translation.override("kk"):
        kazakh = links.addresses(asked)
    return {
        slug: Pages(ru=absolute(address), kk=absolute(kazakh.get(slug, address)))
        for slug, address in russian.items()
    }

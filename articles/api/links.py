"""From one resource to another."""

from urllib.parse import urlencode

from newsportal.lib.rest.languages import address_of


def stories_of(**filters: str) -> str:
    """The list of stories, by its filters."""
    return f"{address_of('api:articles')}?{urlencode(filters)}"

"""Columns that no list of the admin shows, too large to be fetched with every row."""

from collections.abc import Iterator

ARTICLE = ("body", "body_text", "search_vector", "place_tokens")


def of_article(relation: str = "") -> Iterator[str]:
    """Their names as `defer` takes them, from a model with a relation to the story."""
    prefix = f"{relation}__" if relation else ""
    return (prefix + name for name in ARTICLE)

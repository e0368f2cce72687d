"""The publication, its rubrics, authors, sources and topics: from newsroom.toml into empty tables."""

import tomllib
from pathlib import Path
from typing import Any

from articles.models import Author, Outlet, Rubric, Source, Topic

NEWSROOM = Path(__file__).parent / "newsroom.toml"


def read() -> dict[str, Any]:
    with NEWSROOM.open("rb") as file:
        return tomllib.load(file)


def in_two_languages(**pairs: list[str]) -> dict[str, str]:
    """name=["Слияние", "Құйылыс"] as name_ru and name_kk."""
    return {
        f"{name}_{language}": text
        for name, pair in pairs.items()
        for language, text in zip(("ru", "kk"), pair, strict=True)
    }


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    pairs = {name: value for name, value in values.items() if isinstance(value, list)}
    return {name: value for name, value in values.items() if name not in pairs} | in_two_languages(**pairs)


def load_outlet(values: dict[str, Any]) -> Outlet:
    return Outlet.objects.create(is_demo=True, **_fields(values))


def load_rubrics(values: dict[str, Any]) -> dict[str, Rubric]:
    """By path; a parent stands before its children."""
    loaded: dict[str, Rubric] = {}
    for position, (path, names) in enumerate(values.items()):
        above, _slash, slug = path.rpartition("/")
        parent = loaded[above] if above else None
        loaded[path] = Rubric.objects.create(
            slug=slug, parent=parent, position=position, **in_two_languages(**names)
        )
    return loaded


def load_authors(names: dict[str, list[str]], about: list[str]) -> dict[str, Author]:
    authors = [Author(slug=slug, **in_two_languages(name=name, about=about)) for slug, name in names.items()]
    return {author.slug: author for author in Author.objects.bulk_create(authors)}


def load_sources(values: dict[str, Any]) -> dict[str, Source]:
    sources = [Source(slug=slug, **_fields(fields)) for slug, fields in values.items()]
    return {source.slug: source for source in Source.objects.bulk_create(sources)}


def load_topics(names: dict[str, list[str]]) -> dict[str, Topic]:
    topics = [Topic(slug=slug, **in_two_languages(name=name)) for slug, name in names.items()]
    return {topic.slug: topic for topic in Topic.objects.bulk_create(topics)}

"""What stands in the form of a story, as a browser sends it, read as content: half typed, or wrong.

Nothing here refuses anything. What cannot be read stays as it was in the base.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db.models import Model

from articles import content as contents
from articles.content import Content, SourceItem
from articles.models import Author, Photo, Rubric, Source, StorySource, Topic
from articles.models.outlet import AGE_MARKS
from newsportal.lib import html
from newsportal.lib.text import small_number

TEXTS = ("headline", "short_title", "seo_title", "lead", "slug", "body")
FLAGS = ("is_partner", "is_unverified")
AUTHORS, SOURCES = "byline_set", "sources"
LARGEST_ID = 2**31 - 1
MAX_ROWS = 50

type Fields = Mapping[str, list[str]]


def content_of_fields(fields: Fields, base: Content) -> Content:
    """The content that saving these fields would give, as far as they can be read. A query for each model."""
    found: dict[str, Any] = {**base}
    found |= {name: fields[name][0] for name in TEXTS if fields.get(name)}
    if "headline" in fields:
        # A form has all its boxes or none: one that is not ticked is not sent.
        found |= {name: name in fields for name in FLAGS}
        found["topics"] = sorted(_existing(Topic, fields.get("topics", [])))
        found["lead_photo"] = next(iter(_existing(Photo, fields.get("lead_photo", []))), None)
        found["age_mark"] = _age_mark(fields.get("age_mark", [""]))
    found["rubric"] = next(iter(_existing(Rubric, fields.get("rubric", []))), base["rubric"])
    if f"{AUTHORS}-TOTAL_FORMS" in fields:
        found["authors"] = _existing(Author, [row["author"] for row in _rows(fields, AUTHORS, ["author"])])
    if f"{SOURCES}-TOTAL_FORMS" in fields:
        found["sources"] = _sources(_rows(fields, SOURCES, ["source", "url", "relation"]))
    try:
        return contents.clean(cast("Content", found))
    except html.BodyTooLongError:
        return contents.clean(cast("Content", found | {"body": base["body"]}))


def fields_of_content(content: Content) -> dict[str, list[str]]:
    """The fields of a form in which this content stands."""
    fields = {name: [str(content[name])] for name in TEXTS}  # type: ignore[literal-required]
    fields |= {name: ["on"] for name in FLAGS if content[name]}  # type: ignore[literal-required]
    fields["rubric"] = [str(content["rubric"])]
    fields["topics"] = [str(pk) for pk in content["topics"]]
    fields["lead_photo"] = [str(content["lead_photo"] or "")]
    fields["age_mark"] = ["" if content["age_mark"] is None else str(content["age_mark"])]
    fields[f"{AUTHORS}-TOTAL_FORMS"] = [str(len(content["authors"]))]
    fields[f"{SOURCES}-TOTAL_FORMS"] = [str(len(content["sources"]))]
    for row, author in enumerate(content["authors"]):
        fields[f"{AUTHORS}-{row}-author"] = [str(author)]
    for row, item in enumerate(content["sources"]):
        fields |= {f"{SOURCES}-{row}-{name}": [str(value)] for name, value in item.items()}
    return fields


def empty_content(rubric: int) -> Content:
    """The base of a story that has not been saved yet."""
    return Content(
        schema=contents.SCHEMA,
        headline="",
        short_title="",
        seo_title="",
        lead="",
        slug="",
        body="",
        age_mark=None,
        is_partner=False,
        is_unverified=False,
        rubric=rubric,
        lead_photo=None,
        topics=[],
        authors=[],
        sources=[],
    )


def _existing(model: type[Model], values: Iterable[str]) -> list[int]:
    """Ids that there are, in the order given, each once."""
    ids = [pk for pk in dict.fromkeys(small_number(value, at_most=LARGEST_ID) for value in values) if pk]
    there = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return [pk for pk in ids if pk in there]


def _rows(fields: Fields, prefix: str, names: list[str]) -> list[dict[str, str]]:
    count = small_number(fields[f"{prefix}-TOTAL_FORMS"][0], at_most=MAX_ROWS)
    return [
        {name: (fields.get(f"{prefix}-{row}-{name}") or [""])[0] for name in names} for row in range(count)
    ]


def _sources(rows: list[dict[str, str]]) -> list[SourceItem]:
    there = _existing(Source, [row["source"] for row in rows])
    limit = StorySource._meta.get_field("url").max_length
    return [
        SourceItem(
            source=int(row["source"]),
            url=row["url"][:limit],
            relation="cites" if row["relation"] == "cites" else "based_on",
        )
        for row in rows
        if small_number(row["source"], at_most=LARGEST_ID) in there
    ]


def _age_mark(values: list[str]) -> int | None:
    ages = {str(age): age for age, _label in AGE_MARKS}
    return ages.get(values[0]) if values else None

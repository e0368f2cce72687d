"""What stands in the form of a story, as a browser sends it, read as content: half typed, or wrong.

Nothing here refuses anything, and no word is cut. What cannot be read stays as it was in the base.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db.models import Model

from articles import content as contents
from articles.content import Content, SourceItem
from articles.models import Author, Photo, Rubric, Source, StorySource, Topic
from articles.models.outlet import AGE_MARKS
from newsportal.lib import html
from newsportal.lib.text import legal, small_number

TEXTS = ("headline", "short_title", "seo_title", "lead", "slug", "body")
FLAGS = ("is_partner", "is_unverified")
AUTHORS, SOURCES = "byline_set", "sources"
LARGEST_ID = 2**31 - 1
MAX_ROWS = 50
WEB = frozenset({"http", "https", "ftp", "ftps"})

type Fields = Mapping[str, list[str]]


def content_of_fields(fields: Fields, base: Content) -> Content:
    """The content that saving these fields would give, as far as they can be read. A query for each model."""
    found: dict[str, Any] = {**base}
    found |= {name: typed for name in TEXTS if (typed := _last(fields, name)) is not None}
    if "headline" in fields:
        # A form has all its boxes or none: one that is not ticked is not sent.
        found |= {name: name in fields for name in FLAGS}
    if "headline" in fields or "topics" in fields:
        found["topics"] = sorted(_existing(Topic, _all(fields, "topics")))
    found["rubric"] = next(iter(_existing(Rubric, _all(fields, "rubric"))), base["rubric"])
    photo = None if _last(fields, "lead_photo") == "" else base["lead_photo"]
    found["lead_photo"] = next(iter(_existing(Photo, _all(fields, "lead_photo"))), photo)
    found["age_mark"] = _age_mark(_last(fields, "age_mark"), base["age_mark"])
    if (rows := _rows(fields, AUTHORS, ["author"])) is not None:
        found["authors"] = _existing(Author, [row["author"] for row in rows])
    if (rows := _rows(fields, SOURCES, ["source", "url", "relation"])) is not None:
        found["sources"] = _sources(rows)
    return _clean(cast("Content", found), base)


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


def too_long_body(fields: Fields) -> str | None:
    """The typed body that `content_of_fields` leaves out, since it cannot be saved before it is shortened."""
    typed = _last(fields, "body") or ""
    try:
        html.sanitise(typed)
    except html.BodyTooLongError:
        return typed
    return None


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


def _all(fields: Fields, name: str) -> list[str]:
    """The values of a field; what a script of nobody's sent in their place is none."""
    values: Any = fields.get(name)
    return [legal(value) for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _last(fields: Fields, name: str) -> str | None:
    values = _all(fields, name)
    return values[-1] if values else None


def _clean(found: Content, base: Content) -> Content:
    """With the body of the base where the typed one is too long to be saved, as it is or once it is clean."""
    try:
        return contents.clean(found)
    except html.BodyTooLongError:
        return contents.clean(found | {"body": base["body"]})


def _existing(model: type[Model], values: Iterable[str]) -> list[int]:
    """Ids that there are, in the order given, each once."""
    ids = [pk for pk in dict.fromkeys(small_number(value, at_most=LARGEST_ID) for value in values) if pk]
    there = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return [pk for pk in ids if pk in there]


def _rows(fields: Fields, prefix: str, names: list[str]) -> list[dict[str, str]] | None:
    """The rows of a formset; None when it was not sent."""
    total = _last(fields, f"{prefix}-TOTAL_FORMS")
    if total is None:
        return None
    return [
        {name: _last(fields, f"{prefix}-{row}-{name}") or "" for name in names}
        for row in range(small_number(total, at_most=MAX_ROWS))
    ]


def _sources(rows: list[dict[str, str]]) -> list[SourceItem]:
    """Each item once, as the database keeps them."""
    there = _existing(Source, [row["source"] for row in rows])
    items: dict[tuple[int, str], SourceItem] = {}
    for row in rows:
        source, url = small_number(row["source"], at_most=LARGEST_ID), _web_address(row["url"])
        if source in there:
            item = SourceItem(
                source=source, url=url, relation="cites" if row["relation"] == "cites" else "based_on"
            )
            items.setdefault((source, url), item)
    return list(items.values())


def _web_address(typed: str) -> str:
    """Half an address stays; one that is no address of the web never does: it may be published one day."""
    address = "".join(typed.split())[: StorySource._meta.get_field("url").max_length]
    scheme = re.match(r"([^/?#:]*):", address)
    return "" if scheme and scheme[1].lower() not in WEB else address


def _age_mark(typed: str | None, base: int | None) -> int | None:
    ages = {str(age): age for age, _label in AGE_MARKS}
    return None if typed == "" else ages.get(typed or "", base)

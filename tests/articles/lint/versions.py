"""Versions of stories for the rules, as short as a test can say them; no database."""

from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from articles.content import SCHEMA, Content
from articles.lint import Around, PhotoFacts, SourceFacts, Warning
from articles.lint.reading import read

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PHOTO = PhotoFacts(key="aaa", title="Река", alt="Река в снегу", credit="редакция")
KAZINFORM = SourceFacts(
    kind="agency",
    name="МИА «Казинформ»",
    names=("МИА «Казинформ»", "«Казинформ» ХАА"),
    phrases=("сообщает МИА «Казинформ»", "деп хабарлайды «Казинформ» ХАА"),
)
STATISTICS = SourceFacts(kind="government", name="Бюро статистики", names=("Бюро статистики",))


def version(body: str = "<p>Текст истории.</p>", **fields: Any) -> Content:
    """A version that no rule has anything against, but for what the test says."""
    values: dict[str, Any] = {
        "schema": SCHEMA,
        "headline": "Лёд на реке встал раньше",
        "short_title": "",
        "lead": "О чём она.",
        "slug": "istoriya",
        "body": body,
        "age_mark": None,
        "is_partner": False,
        "is_unverified": False,
        "rubric": 1,
        "lead_photo": None,
        "topics": [],
        "authors": [],
        "sources": [],
    }
    return Content(**values | fields)  # type: ignore[typeddict-item]


def around(**fields: Any) -> Around:
    values: dict[str, Any] = {
        "now": NOW,
        "photos": {1: PHOTO, "aaa": PHOTO},
        "sources": {1: KAZINFORM, 2: STATISTICS},
        "own_hosts": frozenset(["sliyanie.kz"]),
    }
    return Around(**values | fields)


def found(rule: ModuleType, content: Content, *, language: str = "ru", **surroundings: Any) -> list[Warning]:
    """What one rule says of a version."""
    return list(rule.check(read(content, language), around(**surroundings)))


def codes(rule: ModuleType, content: Content, *, language: str = "ru", **surroundings: Any) -> list[str]:
    return [warning.code for warning in found(rule, content, language=language, **surroundings)]


def excerpts(rule: ModuleType, content: Content, *, language: str = "ru", **surroundings: Any) -> list[str]:
    return [warning.excerpt for warning in found(rule, content, language=language, **surroundings)]

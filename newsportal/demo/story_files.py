"""Reading a story file: a TOML head between two lines of `+++`, then the body as HTML."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from newsportal.demo.errors import DemoError

STORIES = Path(__file__).parent / "stories"
LANGUAGES = ("ru", "kk")
FENCE = "+++\n"
PICTURE = re.compile(r"(?<=/media/photos/)([a-z0-9-]+)/\d+(?=\.jpg)")

NUMBER = (int, float)
REQUIRED: dict[str, Any] = {
    "headline": str,
    "lead": str,
    "rubric": str,
    "authors": list,
    "photo": str,
    "age_hours": NUMBER,
}
OPTIONAL: dict[str, Any] = {
    "short_title": str,
    "topics": list,
    "translation": str,
    "age_mark": int,
    "is_partner": bool,
    "is_unverified": bool,
    "updated_after_hours": NUMBER,
    "sources": list,
    "corrections": list,
}
SOURCE: dict[str, Any] = {"source": str, "url": str, "relation": str}
CORRECTION: dict[str, Any] = {"kind": str, "placement": str, "text": str, "after_hours": NUMBER}
LONGEST = {"headline": 120, "short_title": 70, "lead": 300}


class SourceOfStory(TypedDict):
    source: str
    url: str
    relation: str


class CorrectionOfStory(TypedDict):
    kind: str
    placement: str
    text: str
    after_hours: float


@dataclass(frozen=True)
class StoryFile:
    """What one file says; names of rubrics, authors and so on are not looked up yet."""

    path: Path
    text: str
    language: str
    headline: str
    lead: str
    rubric: str
    authors: list[str]
    photo: str
    age_hours: float
    body: str
    short_title: str = ""
    topics: tuple[str, ...] = ()
    translation: str = ""
    age_mark: int | None = None
    is_partner: bool = False
    is_unverified: bool = False
    updated_after_hours: float | None = None
    sources: tuple[SourceOfStory, ...] = ()
    corrections: tuple[CorrectionOfStory, ...] = ()

    @property
    def slug(self) -> str:
        return self.path.stem

    @property
    def body_pictures(self) -> list[str]:
        return [match[1] for match in PICTURE.finditer(self.body)]

    def problem(self, word: str, reason: str) -> DemoError:
        """The error to raise about `word`, which stands somewhere in this file."""
        return problem(self.path, self.text, word, reason)


def problem(path: Path, text: str, word: str, reason: str) -> DemoError:
    line = text.count("\n", 0, max(text.find(word), 0)) + 1
    return DemoError(f"{path}, line {line}: {reason}.")


def read_all(directory: Path = STORIES) -> list[StoryFile]:
    """Every story, Russian ones first, because translations refer to them."""
    found = [
        read(path, language)
        for language in LANGUAGES
        for path in sorted((directory / language).glob("*.html"))
    ]
    originals = {story.slug for story in found if story.language == "ru"}
    for story in found:
        if story.translation and story.translation not in originals:
            raise story.problem("translation", f"there is no Russian story {story.translation!r}")
    return found


def read(path: Path, language: str) -> StoryFile:
    text = path.read_text(encoding="utf-8")
    opening, fence, rest = text.partition(FENCE)
    head, closing, body = rest.partition(FENCE)
    if opening or not fence or not closing:
        raise DemoError(f"{path}, line 1: the head must stand between two lines of +++.")
    try:
        values = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        # The head begins on the second line of the file; an error without a place is at its end.
        line = int(place[1]) + 1 if place else head.count("\n") + 2
        raise DemoError(f"{path}, line {line}: not TOML: {error}.") from None
    _check(path, text, values, REQUIRED, OPTIONAL)
    for source in values.get("sources", ()):
        _check(path, text, source, SOURCE, {})
    for correction in values.get("corrections", ()):
        _check(path, text, correction, CORRECTION, {})
    story = StoryFile(path=path, text=text, language=language, body=body.strip(), **values)
    _check_story(story)
    return story


def _check(
    path: Path, text: str, values: Mapping[str, Any], required: dict[str, Any], optional: dict[str, Any]
) -> None:
    for key in required:
        if key not in values:
            raise DemoError(f"{path}, line 1: {key!r} is missing.")
    for key, value in values.items():
        kind = required.get(key) or optional.get(key)
        if kind is None:
            raise problem(path, text, key, f"{key!r} is no key of a story file")
        if not isinstance(value, kind):
            raise problem(path, text, key, f"{key!r} cannot be {value!r}")


def _check_story(story: StoryFile) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", story.slug) or len(story.slug) > 60:
        raise DemoError(f"{story.path}: the name must be latin words with hyphens, at most 60 characters.")
    for key, longest in LONGEST.items():
        if len(getattr(story, key)) > longest:
            raise story.problem(key, f"{key!r} is longer than {longest} characters")
    hours = [item["after_hours"] for item in story.corrections] + [story.updated_after_hours or 0]
    if max(hours) > story.age_hours:
        raise story.problem("after_hours", "this would be later than the first start of the demonstration")

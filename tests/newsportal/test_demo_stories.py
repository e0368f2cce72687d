"""Story files: what is wrong with one is said with its name and line; ours are right."""

import re
from pathlib import Path

import pytest

from newsportal.demo import newsroom, story_files
from newsportal.demo.errors import DemoError
from newsportal.demo.pictures import PICTURES
from newsportal.demo.story_files import StoryFile, read, read_all
from newsportal.lib import html

STORY = """\
+++
headline = "Заголовок"
lead = "О чём."
rubric = "vko"
authors = ["demo-news"]
photo = "library"
age_hours = 3
+++
<p>Текст.</p>
"""


def written(directory: Path, text: str, name: str = "istoriya.html") -> Path:
    (directory / "ru").mkdir(exist_ok=True)
    path = directory / "ru" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_story_is_read(tmp_path: Path) -> None:
    story = read(written(tmp_path, STORY), "ru")
    assert (story.slug, story.language, story.headline) == ("istoriya", "ru", "Заголовок")
    assert story.body == "<p>Текст.</p>"


@pytest.mark.parametrize(
    ("instead_of", "text", "line", "reason"),
    [
        ("+++\nheadline", "headline", 1, "between two lines"),
        ('"О чём."', '"О чём.', 3, "not TOML"),
        ('rubric = "vko"', "", 1, "'rubric' is missing"),
        ('rubric = "vko"', 'rubrik = "vko"\nrubric = "vko"', 4, "no key of a story file"),
        ("age_hours = 3", 'age_hours = "3"', 7, "cannot be '3'"),
        ("age_hours = 3", "age_hours = 3\nupdated_after_hours = 4", 8, "later than the first start"),
        ('"Заголовок"', f'"{"я" * 121}"', 2, "longer than 120"),
        ("age_hours = 3", 'age_hours = 3\ntranslation = "net-takoy"', 8, "no Russian story"),
        ("age_hours = 3", 'age_hours = 3\n[[corrections]]\nkind = "correction"', 1, "'placement' is missing"),
    ],
)
def test_an_error_names_file_and_line(
    tmp_path: Path, instead_of: str, text: str, line: int, reason: str
) -> None:
    path = written(tmp_path, STORY.replace(instead_of, text))
    with pytest.raises(DemoError, match=re.escape(reason)) as error:
        read_all(tmp_path)
    assert str(error.value).startswith(f"{path}, line {line}: ")


def test_the_name_of_a_file_is_an_address(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="latin words"):
        read(written(tmp_path, STORY, "Моя_история.html"), "ru")


OURS = read_all()


def test_there_are_enough_of_them() -> None:
    languages = [story.language for story in OURS]
    assert languages.count("ru") >= 60
    assert languages.count("kk") >= 10
    assert len({story.rubric for story in OURS}) >= 10
    assert max(story.age_hours for story in OURS) > 24 * 25


def _tags(markup: str) -> list[str]:
    """Names of tags and attributes, without the <tbody> that a parser adds by itself."""
    bare = re.sub(r'="[^"]*"', "", markup)
    return [" ".join(sorted(tag.split())) for tag in re.findall(r"<(/?[^<>]+)>", bare) if "tbody" not in tag]


@pytest.mark.parametrize("story", OURS, ids=lambda story: f"{story.language}/{story.slug}")
def test_ours_lose_nothing_to_the_sanitiser(story: StoryFile) -> None:
    cleaned = html.sanitise(story.body)
    assert html.plain_text(cleaned) == html.plain_text(story.body)
    assert _tags(cleaned) == _tags(story.body)


@pytest.mark.parametrize("story", OURS, ids=lambda story: f"{story.language}/{story.slug}")
def test_ours_name_only_what_the_newsroom_has(story: StoryFile) -> None:
    values = newsroom.read()
    assert story.rubric in values["rubrics"]
    assert set(story.authors) <= set(values["authors"])
    assert set(story.topics) <= set(values["topics"])
    assert {source["source"] for source in story.sources} <= set(values["sources"])
    assert (PICTURES / f"{story.photo}.webp").is_file()


def test_stories_are_where_the_loader_looks() -> None:
    assert story_files.STORIES.is_dir()

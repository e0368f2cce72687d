"""The demonstration's own stories have nothing to mend: they are what the rules were tuned on."""

import tomllib

import pytest

from articles.lint import Around, PhotoFacts, SourceFacts, check
from newsportal.demo import newsroom
from newsportal.demo.pictures import PICTURES
from newsportal.demo.story_files import StoryFile, read_all
from tests.articles.lint.versions import NOW, version

NEWSROOM = newsroom.read()
SOURCES = list(NEWSROOM["sources"])
DESCRIPTIONS = tomllib.loads((PICTURES / "pictures.toml").read_text())


def surroundings(story: StoryFile) -> Around:
    photos: dict[int | str, PhotoFacts] = {
        name: PhotoFacts(key=name, title=name, alt=words[f"alt_{story.language}"], credit="редакция")
        for name, words in DESCRIPTIONS.items()
    }
    sources = {
        number: SourceFacts(
            kind=NEWSROOM["sources"][name]["kind"],
            name=name,
            names=tuple(NEWSROOM["sources"][name]["name"]),
            phrases=tuple(NEWSROOM["sources"][name]["phrase"]),
        )
        for number, name in enumerate(SOURCES)
    }
    return Around(now=NOW, photos=photos | {0: photos[story.photo]}, sources=sources)


@pytest.mark.parametrize("story", read_all(), ids=lambda story: f"{story.language}/{story.slug}")
def test_ours_are_clean(story: StoryFile) -> None:
    content = version(
        story.body,
        headline=story.headline,
        short_title=story.short_title,
        lead=story.lead,
        lead_photo=0,
        sources=[item | {"source": SOURCES.index(item["source"])} for item in story.sources],
    )
    found = check(content, language=story.language, around=surroundings(story))
    assert [(warning.code, warning.field, warning.excerpt) for warning in found] == []

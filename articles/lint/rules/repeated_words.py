"""The same word twice in a row: «в в»."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.places import Place, warnings_by_field
from articles.lint.story_text import Passage, StoryText
from articles.lint.warning import Warning

TWICE = re.compile(r"(?<![\w-])([^\W\d_]{1,40})[ \u00a0]{1,3}(\1)(?![\w-])", re.IGNORECASE)


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    places = (place for passage in story.passages for place in _places(passage))
    yield from warnings_by_field("word-repeated", _("A word is repeated: remove one of the two."), places)


def _places(passage: Passage) -> Iterator[Place]:
    for match in TWICE.finditer(passage.text):
        first, second = match[1], match[2]
        # «Дюран Дюран» is a name, «ПО по» two words, «Ә ә» alone in a cell a row of an alphabet.
        if second.islower() and first in {second, second.capitalize()} and match[0] != passage.text:
            yield Place(passage, *match.span())

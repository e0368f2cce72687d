"""Two spaces in a row, whatever their kind."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.places import Place, warnings_by_field
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning

SPACES = re.compile(r"[ \u00a0\u2009\u202f]{2,}")


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    places = (
        Place(passage, *match.span()) for passage in story.passages for match in SPACES.finditer(passage.text)
    )
    yield from warnings_by_field("double-space", _("Leave one space instead of several."), places)

"""A hyphen in place of a dash, full stops in place of an ellipsis."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.places import Place, warnings_by_field
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning

HYPHEN = re.compile(r"(?:^|(?<=[ \u00a0]))-{1,2}(?=[ \u00a0])|(?<=\w)--(?=\w)")
DOTS = re.compile(r"\.{2,}")

RULES = (
    ("hyphen-for-dash", HYPHEN, _("Put a dash (—) instead of the hyphen; the typographer does it at once.")),
    (
        "dots-for-ellipsis",
        DOTS,
        _("Put an ellipsis (…) instead of the dots; the typographer does it at once."),
    ),
)


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    passages = story.passages
    for code, mark, message in RULES:
        places = (
            Place(passage, *match.span()) for passage in passages for match in mark.finditer(passage.text)
        )
        yield from warnings_by_field(code, message, places)

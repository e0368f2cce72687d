"""What was written to be replaced before publication."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.places import Place, warnings_by_field
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning

# An order to oneself. In a sentence it is a verb as any other («чтобы уточнить»), so it counts alone,
# in capitals, in brackets, before a colon or shouted.
ORDER = r"(?:уточнить|дописать|перепроверить|нақтылау|толықтыру)"
PLACEHOLDER = re.compile(
    rf"""
    \b(?:TODO|FIXME|TBD|[XХ]{{3,9}}|LOREM|{ORDER.upper()})\b
    | \?{{3,}}
    | (?i: \blorem[ ]ipsum\b | \b(?:asdf|фыва|йцук)\w{{0,20}} )
    | (?i: [(\[][ ]?{ORDER}\b[^()\[\]]{{0,60}}[)\]] | [(\[][^()\[\]]{{0,40}}\b{ORDER}[!?.]{{0,3}}[)\]] )
    | (?i: ^{ORDER}(?:[:!?]|\W{{0,5}}$) | \b{ORDER}[!?]{{1,3}} )
    """,
    re.VERBOSE,
)


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    places = (
        Place(passage, *match.span())
        for passage in story.passages
        for match in PLACEHOLDER.finditer(passage.text)
    )
    yield from warnings_by_field(
        "placeholder", _("Something was left to be filled in: replace it, or remove it."), places
    )

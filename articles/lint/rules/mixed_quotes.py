"""Quotation marks of several kinds in one text: «» here, "" there."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.places import Place, warnings_by_field
from articles.lint.story_text import Passage, StoryText
from articles.lint.warning import Warning

# «Ёлочки», „лапки“ and their English cousins, "straight" ones; after a digit the latter are inches.
MARKS = re.compile('[«»]|[„“”]|(?<!\\d)"')
KINDS = {"«": "«»", "»": "«»", "„": "„“", "“": "„“", "”": "“”", '"': '""'}


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    marks = [(kind, place) for passage in story.passages for kind, place in _marks(passage)]
    kinds = Counter(kind for kind, _place in marks)
    # Inside «» a quotation is set in „“.
    if "«»" in kinds:
        del kinds["„“"]
    if len(kinds) < 2:
        return
    main = "«»" if "«»" in kinds else kinds.most_common(1)[0][0]
    yield from warnings_by_field(
        "quotes-mixed",
        _("One text has quotation marks of one kind: put «» here; the typographer does it at once."),
        (place for kind, place in marks if kind in kinds and kind != main),
    )


def _marks(passage: Passage) -> Iterator[tuple[str, Place]]:
    has_low = False
    for match in MARKS.finditer(passage.text):
        mark = match[0]
        kind = KINDS[mark]
        if mark == "“" and not has_low:
            # Opens as in English; after „ it closes.
            kind = "“”"
        has_low = mark == "„" or (has_low and mark != "“")
        yield kind, Place(passage, *match.span())

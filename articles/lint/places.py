"""Where in the text a mark stands, and one warning for all the places of one kind in a field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from articles.lint.story_text import Passage
from articles.lint.warning import Warning, warning

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS_BESIDE = 2
REACH = 60


class Place(NamedTuple):
    passage: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        """The mark with two words on either side."""
        text = self.passage.text
        before = text[max(0, self.start - REACH) : self.start]
        after = text[self.end : self.end + REACH]
        left = " ".join(before.split()[-WORDS_BESIDE:]) + (" " if before[-1:].isspace() else "")
        right = (" " if after[:1].isspace() else "") + " ".join(after.split()[:WORDS_BESIDE])
        return left + text[self.start : self.end] + right


def warnings_by_field(code: str, message: "_StrPromise | str", places: Iterable[Place]) -> Iterator[Warning]:
    """A text typed with hyphens for dashes has dozens: that is one thing to mend, and one to accept."""
    fields: dict[str, list[str]] = defaultdict(list)
    for place in places:
        fields[place.passage.field].append(place.words)
    for field, words in fields.items():
        yield warning(code, message, field=field, words=" · ".join(words))

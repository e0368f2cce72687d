"""A story sentence by sentence, with the places that each one names."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from articles.lint.story_text import Item, Passage, StoryText
from articles.places.facts import Verdict
from articles.places.matching import Matcher, Occurrence

BETWEEN = "\n\n"
# Longer ones are made to be slow, and state nothing.
LONGEST_SENTENCE = 1_500


@dataclass(frozen=True)
class Sentence:
    text: str
    passage: Passage
    # Where it begins in the text of all passages.
    start: int
    # Of places that are or may be meant; positions are those of the whole text.
    places: tuple[Occurrence, ...]


class Named:
    """Names are judged in the whole text: a town that was explained once stays one."""

    def __init__(self, story: StoryText, matcher: Matcher) -> None:
        self.story = story
        self._matcher = matcher

    @cached_property
    def places(self) -> list[Occurrence]:
        text = BETWEEN.join(passage.text for passage in self.story.passages)
        return [item for item in self._matcher.occurrences(text) if item.verdict != Verdict.REJECTED]

    @cached_property
    def sentences(self) -> list[Sentence]:
        return list(self._sentences())

    @property
    def statements(self) -> list[Sentence]:
        return [sentence for sentence in self.sentences if len(sentence.text) <= LONGEST_SENTENCE]

    def of_item(self, item: Item) -> list[Occurrence]:
        """The places of one item of a list."""
        return [
            place
            for sentence in self.sentences
            if sentence.passage in item.passages
            for place in sentence.places
        ]

    def sentence_of(self, place: Occurrence) -> Sentence:
        index = bisect_right(self.sentences, place.start, key=attrgetter("start")) - 1
        return self.sentences[index]

    def _sentences(self) -> Iterator[Sentence]:
        begins = 0
        for passage in self.story.passages:
            for start, end in passage.sentences:
                ends = (
                    bisect_left(self.places, begins + edge, key=attrgetter("start")) for edge in (start, end)
                )
                places = tuple(self.places[slice(*ends)])
                yield Sentence(
                    passage.text[start:end].strip(), passage, _first(passage, start) + begins, places
                )
            begins += len(passage.text) + len(BETWEEN)


def _first(passage: Passage, start: int) -> int:
    """A space before a sentence is none of its characters."""
    rest = passage.text[start:]
    return start + len(rest) - len(rest.lstrip())

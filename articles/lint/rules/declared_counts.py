"""A number that announces a list differs from what is listed: «всего 6 городов» and five names after it."""

import re
from collections.abc import Iterable, Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.counts.declarations import Declaration, declarations
from articles.lint.counts.enumerations import Enumeration, enumeration, is_open_ended
from articles.lint.facts import Around
from articles.lint.story_text import HEADINGS, ListOfItems, Passage, StoryText
from articles.lint.warning import Warning, warning

COLON = re.compile(r":\s")
SERIES = re.compile(r"[,;:]")
DASH = re.compile(r"\s[—–]\s")
# «шесть городов — А, Б, В»: two names after a dash may as well be a subject with its verb.
FEWEST_AFTER_DASH = 3
LONGEST_SENTENCE = 1_500


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    for found in story.lists:
        yield from _check_list(found, story.language)
    for passage in story.passages:
        for start, end in passage.sentences:
            if end - start <= LONGEST_SENTENCE:
                yield from _check_sentence(passage.text[start:end], passage, story.language)


def _check_list(found: ListOfItems, language: str) -> Iterator[Warning]:
    intro = found.intro
    if intro is None or not found.items:
        return
    sentences = [
        intro.text[start:end].strip() for start, end in intro.sentences if end - start <= LONGEST_SENTENCE
    ]
    numbers = [(number, sentence) for sentence in sentences for number in declarations(sentence, language)]
    counts = {len(found.items), found.leaves}
    if any(number.value in counts for number, _sentence in numbers):
        return
    for number, sentence in reversed(numbers):
        if is_open_ended(sentence):
            return
        if number.is_plain and _announces_list(number, sentence, intro, is_last=sentence == sentences[-1]):
            items = [item.text for item in found.items]
            yield _warning(number, str(len(items)), items, intro)
            return


def _announces_list(number: Declaration, sentence: str, intro: Passage, *, is_last: bool) -> bool:
    if number.is_marked:
        return True
    if intro.item is not None:
        # «Города на пути к диверсификации» — шесть городов.
        return number.is_near
    if intro.tag in HEADINGS:
        # «Три частые ошибки»; but not «Нужны палка, верёвка, два колышка».
        return number.is_first or (number.is_near and not SERIES.search(sentence))
    return is_last and sentence.endswith((":", "—")) and number.is_near


def _check_sentence(sentence: str, passage: Passage, language: str) -> Iterator[Warning]:
    for boundary, is_dash in ((COLON, False), (DASH, True)):
        matches = list(boundary.finditer(sentence))
        if not matches:
            continue
        # Of several colons the last opens the list; a dash after the list closes it.
        edge = matches[0] if is_dash else matches[-1]
        before, after = sentence[: edge.start()], DASH.split(sentence[edge.end() :], maxsplit=1)[0]
        numbers = [] if is_open_ended(before) else declarations(before, language)
        named = enumeration(after, language) if numbers else None
        if named is None or len(named.items) < 2:
            continue
        if any(named.least <= number.value <= named.most for number in numbers):
            return
        number = _announcing(numbers, named, is_dash=is_dash)
        if number is not None:
            listed = str(named.least) if named.least == named.most else f"{named.least}–{named.most}"
            yield _warning(number, listed, named.items, passage)
            return


def _announcing(numbers: list[Declaration], named: Enumeration, *, is_dash: bool) -> Declaration | None:
    plain = [number for number in numbers if number.is_plain]
    if is_dash:
        near = [number for number in plain if number.is_near]
        return near[-1] if near and named.are_names and len(named.items) >= FEWEST_AFTER_DASH else None
    for number in reversed(plain):
        if number.is_near or number.is_marked:
            return number
    # «…может открыть зоны в четырёх городах по образцу Сарани: А, Б и В»: names can be nothing else.
    return plain[0] if len(plain) == len(numbers) == 1 and named.are_names else None


def _warning(number: Declaration, listed: str, items: Iterable[str], passage: Passage) -> Warning:
    return warning(
        "count-differs-from-list",
        format_lazy(
            _("The text announces “{phrase}”, and {listed} are listed. Mend the number or the list."),
            phrase=number.phrase,
            listed=listed,
        ),
        field=passage.field,
        words=f"{number.phrase} → {listed}: {', '.join(items)}",
    )

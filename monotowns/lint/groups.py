"""A town put into a group where the edition does not have it: in a list under the group, or in a sentence."""

import re
from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.story_text import Item, ListOfItems
from articles.lint.warning import Warning, warning
from articles.places.facts import Verdict
from articles.places.matching import Occurrence
from monotowns.lint.facts import Facts, GroupFacts
from monotowns.lint.group_names import group_names
from monotowns.lint.named import Named, Sentence

# A sentence puts a town somewhere when it has one of these, or when a list stands right behind the group.
PUTS = re.compile(
    r"\b(?:отнес|вош[её]?л|входит|входят|попал|включ|причисл|назва|определ|числ|стоит|стоят|оказал)"
    r"|жатқыз|кірді|кіреді|енді|енеді",
    re.IGNORECASE,
)
LIST_BEHIND = re.compile(r"[^:—–();,.]{0,30}[:—–(]")
# A move, a refusal, a condition, a comparison: no statement of where a town is.
NO_STATEMENT = re.compile(
    r"\b(?:не|ни|если|бы|переш\w+|перейд\w+|переход\w*|перевед\w+|перевест\w+|раньше|прежде|кроме|чем|больше|меньше)\b"
    r"|\bиз\s+\w+\s+групп|\bемес|егер",
    re.IGNORECASE,
)


def check(named: Named, facts: Facts) -> Iterator[Warning]:
    for found in named.story.lists:
        yield from _check_list(found, named, facts)
    for sentence in named.statements:
        yield from _check_sentence(sentence, facts)


def _check_list(found: ListOfItems, named: Named, facts: Facts) -> Iterator[Warning]:
    if found.intro is None:
        return
    groups = {name.group.position: name.group for name in group_names(found.intro.text, facts)}
    if len(groups) != 1 or NO_STATEMENT.search(found.intro.text):
        return
    (group,) = groups.values()
    for item in found.items:
        if place := _only_place(item, named):
            sentence = named.sentence_of(place)
            yield from _warning(place, group, facts, sentence.passage.field, f"{group.name}: {item.text}")


def _only_place(item: Item, named: Named) -> Occurrence | None:
    """Of an item that is a name; one that tells something may name any town."""
    places = named.of_item(item)
    return places[0] if places and item.text.startswith(places[0].text) else None


def _check_sentence(sentence: Sentence, facts: Facts) -> Iterator[Warning]:
    names = group_names(sentence.text, facts)
    places = [place for place in sentence.places if place.verdict == Verdict.CONFIRMED]
    if not names or not places or NO_STATEMENT.search(sentence.text):
        return
    if not PUTS.search(sentence.text) and not LIST_BEHIND.match(sentence.text, names[0].end):
        return
    is_group_first = names[0].start < places[0].start - sentence.start
    for place in places:
        position = place.start - sentence.start
        before = [name for name in names if name.start < position]
        after = [name for name in names if name.start > position]
        # «К первой отнесены А и Б, ко второй — В»; «А отнесён к первой группе, В — ко второй».
        nearest = before[-1:] if is_group_first else after[:1]
        if nearest:
            yield from _warning(place, nearest[0].group, facts, sentence.passage.field, sentence.text)


def _warning(place: Occurrence, said: GroupFacts, facts: Facts, field: str, words: str) -> Iterator[Warning]:
    if place.place in said.towns:
        return
    real = facts.group_of(place.place)
    if real is not None:
        message = format_lazy(
            _("“{town}” is put into the group “{said}”; the edition of the registry has it in “{real}”."),
            town=place.text,
            said=said.name,
            real=real.name,
        )
    else:
        message = format_lazy(
            _("“{town}” is put into the group “{said}”; the edition of the registry has it in no group."),
            town=place.text,
            said=said.name,
        )
    yield warning("town-in-wrong-group", message, field=field, words=words, mark=f"{place.text} {words}")

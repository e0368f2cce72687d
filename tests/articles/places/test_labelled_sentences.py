"""The labelled sentences: what the matcher confirms against what each sentence means."""

from collections.abc import Callable

from articles.places.facts import Verdict
from articles.places.judging import Reason
from articles.places.matching import Matcher
from tests.articles.places.conftest import Labelled, confirmed, labelled

DECIDING = {
    Reason.DATELINE,
    Reason.WORD,
    Reason.LIST,
    Reason.TWO_NAMES,
    Reason.FORM,
    Reason.MIDDLE,
    Reason.ELSEWHERE,
}


def test_the_set_is_large_and_half_of_it_are_traps() -> None:
    sentences = labelled()
    traps = [item for item in sentences if not item.places]
    assert len(sentences) >= 700
    assert len({item.text for item in sentences}) == len(sentences)
    assert 0.4 < len(traps) / len(sentences) < 0.6


def test_precision_and_recall(matcher: Matcher, record_property: Callable[[str, object], None]) -> None:
    right = wrong = missed = 0
    surprises: list[tuple[Labelled, set[str]]] = []
    for item in labelled():
        found = confirmed(matcher, item.text)
        right += len(found & item.places)
        wrong += len(found - item.places)
        missed += len(item.places - found)
        if found != item.places:
            surprises.append((item, found))
    precision, recall = right / (right + wrong), right / (right + missed)
    record_property("places: precision", precision)
    record_property("places: recall", recall)
    assert precision >= 0.98, surprises
    assert recall >= 0.97, surprises


def test_no_ambiguous_name_is_confirmed_without_a_deciding_context(matcher: Matcher) -> None:
    ambiguous = {slug for slug, place in matcher.places.items() if place.namesakes}
    assert ambiguous == {"abay", "altay", "rudny", "satpaev", "kurchatov", "aksay", "aksu", "balkhash"}
    undecided = [
        (sentence.text, item)
        for sentence in labelled()
        for item in matcher.occurrences(sentence.text)
        if item.place in ambiguous and item.verdict == Verdict.CONFIRMED and item.reason not in DECIDING
    ]
    assert undecided == []

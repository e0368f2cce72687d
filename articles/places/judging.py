"""Whether one name means the place. Looks at its own sentence alone; lists and whole texts come after."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from articles.places.facts import Position, Verdict
from articles.places.names import Kind, Name
from articles.places.rules import Rule, RuleBook, Word
from articles.places.surroundings import Surroundings

SURNAME = re.compile(
    r".{2,}(?:[оеё]в|[иы]н|ск)(?:а|у|ым|е|ой|ий|ого|ому|им|ом|ая|ую)?|.+(?:ұлы|улы|қызы|кызы|тегі)\w{0,4}"
    r"|.+(?:ович|евич|овна|евна)\w{0,3}"
)
SHORTEST_SURNAME = 5
ANOTHER_PART_OF_NAME = frozenset({"person", "mountains", "lake", "word", "village", "river", "region"})


class Reason(StrEnum):
    """Why; `articles.places.reasons` says it in words."""

    ONLY_ONE = "only one"
    WORD = "word"
    LIST = "list"
    TWO_NAMES = "two names"
    ELSEWHERE = "elsewhere"
    FORM = "form"
    COMPOUND = "compound"
    PERSON = "person"
    QUOTED = "quoted"
    ORDINARY = "ordinary"
    FORMER = "former"
    NAMESAKE = "namesake"
    MIDDLE = "middle"


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    reason: Reason
    witness: str = ""


def judge(name: Name, around: Surroundings, written: str, book: RuleBook) -> Judgement:
    """The strongest evidence first."""
    rules = book.of(name.place, is_former=name.kind == Kind.FORMER)
    judged = _Judge(name, around, written, rules)
    found = (
        judged.compound()
        or judged.by_sentence()
        or judged.person()
        or judged.beside(Verdict.REJECTED)
        or judged.beside(Verdict.CONFIRMED)
        or judged.quoted()
        or judged.beside(Verdict.ASK)
        or judged.near()
        or judged.ordinary()
    )
    if found is None:
        found = judged.usual()
    if found.verdict == Verdict.CONFIRMED and name.kind == Kind.FORMER:
        # A name of the past is for a person to look at, however clear it is.
        return Judgement(Verdict.ASK, Reason.FORMER)
    return found


class _Judge:
    def __init__(
        self, name: Name, around: Surroundings, written: str, rules: dict[Position, list[Rule]]
    ) -> None:
        self.name = name
        self.around = around
        self.written = written
        self.rules = rules

    def compound(self) -> Judgement | None:
        grown = self.around.compound_with
        if not grown:
            return None
        if grown.isdigit() or not grown[0].isupper():
            return Judgement(Verdict.ASK, Reason.COMPOUND, grown)
        # «Семей-Курчатов»: the other part is a place too, which `matching` finds out.
        return Judgement(Verdict.REJECTED, Reason.COMPOUND, grown)

    def by_sentence(self) -> Judgement | None:
        return self._first(self.rules[Position.SENTENCE], self.around.all())

    def person(self) -> Judgement | None:
        if self.around.has_initials:
            return Judgement(Verdict.REJECTED, Reason.PERSON)
        if not self.name.place.namesakes & ANOTHER_PART_OF_NAME and self.name.kind != Kind.FORMER:
            return None
        before, after = self.around.adjacent_before, self.around.adjacent_next
        if self.around.is_shouted:
            return None
        if after and after.is_capital and len(after.text) >= SHORTEST_SURNAME and SURNAME.fullmatch(after.text):
            if not self._has_rule(Position.AFTER, after) and not self._preposition():
                return Judgement(Verdict.REJECTED, Reason.PERSON, after.text)
        if before and before.is_capital and len(self.around.left) > 1 and before.text not in {"в", "во", "из"}:
            if not self._has_rule(Position.BEFORE, before):
                return Judgement(Verdict.REJECTED, Reason.PERSON, before.text)
        return None

    def beside(self, verdict: Verdict) -> Judgement | None:
        before = [rule for rule in self.rules[Position.BEFORE] if rule.verdict == verdict and self._fits(rule)]
        for word, _is_via_list in self.around.heads():
            for rule in before:
                if rule.words.has(word):
                    return Judgement(verdict, Reason.WORD, word.text)
        after = [rule for rule in self.rules[Position.AFTER] if rule.verdict == verdict and self._fits(rule)]
        following = self.around.next_word if verdict == Verdict.CONFIRMED else self.around.adjacent_next
        return self._first(after, [following] if following else [])

    def quoted(self) -> Judgement | None:
        title = self.around.quoted_title
        if title is None:
            return None
        opened, words = title
        if not self.around.is_quoted_alone:
            # A title has few words and each has its place; «Живу в Риддере» is somebody's words.
            others = [word for word in re.findall(r"[^\W_]+", words) if word != self.written]
            if len(others) > 2 or any(word.islower() and len(word) < 4 for word in others):
                return None
            if self.written == words.split()[-1] and any(word.islower() for word in others):
                return None
        edge = Surroundings(self.around.text, opened, opened + 1, is_shouted=False)
        before = edge.left[0] if edge.left else None
        if before and (found := self._first(self.rules[Position.QUOTED], [before])):
            return found
        return Judgement(Verdict.ASK, Reason.QUOTED)

    def near(self) -> Judgement | None:
        """What lives nearby, against the preposition: «в Балхаше» by the lake is for a person to say."""
        near = list(self.around.near())
        against = [rule for rule in self.rules[Position.NEAR] if rule.verdict != Verdict.CONFIRMED]
        speaking_for = [rule for rule in self.rules[Position.NEAR] if rule.verdict == Verdict.CONFIRMED]
        rejected, supported = self._first(against, near), self._first(speaking_for, near)
        preposition = self._preposition() or self._form()
        if rejected:
            return Judgement(Verdict.ASK, Reason.WORD, rejected.witness) if preposition else rejected
        if "mountains" in self.name.place.namesakes:
            return preposition and supported
        return preposition or supported

    def ordinary(self) -> Judgement | None:
        """«Семей с детьми», «РУДНЫЙ КОНЦЕНТРАТ»: the capital letter may come from where the word stands."""
        if self.written.lower().replace("ё", "е") not in self.name.place.ordinary_words:
            return None
        if self.around.begins_sentence or self.around.is_shouted:
            return Judgement(Verdict.ASK, Reason.ORDINARY)
        return Judgement(Verdict.CONFIRMED, Reason.MIDDLE)

    def usual(self) -> Judgement:
        if self.name.kind == Kind.FORMER:
            return Judgement(Verdict.ASK, Reason.FORMER)
        if self.name.place.namesakes:
            return Judgement(Verdict.ASK, Reason.NAMESAKE)
        return Judgement(Verdict.CONFIRMED, Reason.ONLY_ONE)

    def _preposition(self) -> Judgement | None:
        rules = [rule for rule in self.rules[Position.PREPOSITION] if rule.cases & self.name.cases]
        for word, is_via_list in self.around.heads():
            for rule in rules:
                if rule.words.has(word) and not (is_via_list and self._is_only_nominative()):
                    return Judgement(rule.verdict, Reason.WORD, word.text)
        return None

    def _form(self) -> Judgement | None:
        for rule in self.rules[Position.FORM]:
            if rule.cases & self.name.cases:
                return Judgement(rule.verdict, Reason.FORM)
        return None

    def _is_only_nominative(self) -> bool:
        """«В Астане Абай учился»: over a list, the name must be in the case that the preposition asks for."""
        return self.name.is_declinable and "ru:nominative" in self.name.cases

    def _fits(self, rule: Rule) -> bool:
        return rule.fits(
            self.name.cases, is_declinable=self.name.is_declinable, is_ambiguous=self.name.is_ambiguous
        )

    def _has_rule(self, position: Position, word: Word) -> bool:
        return any(rule.words.has(word) for rule in self.rules[position])

    def _first(self, rules: Iterable[Rule], words: Iterable[Word]) -> Judgement | None:
        words = list(words)
        for rule in rules:
            if not self._fits(rule):
                continue
            for word in words:
                if rule.words.has(word):
                    return Judgement(rule.verdict, Reason.WORD, word.text)
        return None

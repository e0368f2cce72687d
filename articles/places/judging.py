"""Whether one name means the place. Looks at its own sentence alone; lists and whole texts come after."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from articles.places.facts import Position, Verdict
from articles.places.folding import key
from articles.places.names import Kind, Name
from articles.places.rules import PERSON, NameRules, RuleBook, WordList
from articles.places.surroundings import LONGEST_PREDICATE, Surroundings
from articles.places.words import Word

SURNAME = re.compile(
    r".{2,}(?:[ое]в|[иы]н|ск)(?:а|у|ым|е|ой|ий|ого|ому|им|ом|ая|ую)?|.+(?:ұлы|улы|қызы|кызы|тегі)\w{0,4}"
    r"|.+(?:ович|евич|овна|евна)\w{0,3}"
)
INTO = ("в", "во")
OUT_OF = ("из",)
SHORTEST_SURNAME = 5
SHORTEST_OF_TITLE = 3
ROUTE = re.compile(r"\s[—–-]\s")
LETTERS = re.compile(r"[^\W_]+")


class Reason(StrEnum):
    """Why; `articles.places.reasons` says it in words."""

    ONLY_ONE = "only one"
    WORD = "word"
    LIST = "list"
    TWO_NAMES = "two names"
    ELSEWHERE = "elsewhere"
    FORM = "form"
    DATELINE = "dateline"
    COMPOUND = "compound"
    PERSON = "person"
    QUOTED = "quoted"
    ORDINARY = "ordinary"
    MIDDLE = "middle"
    FORMER = "former"
    NAMESAKE = "namesake"
    PERSON_DECIDED = "decided"


class Judgement(NamedTuple):
    verdict: Verdict
    reason: Reason
    witness: str = ""


UNDISPUTED = Judgement(Verdict.CONFIRMED, Reason.ONLY_ONE)


def judge(name: Name, around: Surroundings, book: RuleBook) -> Judgement:
    """The strongest evidence first."""
    rules = book.of(name)
    heads = list(around.heads())
    if name.is_plain and not _is_disputed(around, heads, rules):
        return UNDISPUTED
    judged = _Judge(name, around, rules, heads)
    found = (
        judged.compound()
        or judged.by_sentence(Verdict.REJECTED)
        or judged.person()
        or judged.beside(Verdict.REJECTED)
        or judged.organisation()
        or judged.beside(Verdict.CONFIRMED)
        or judged.quoted()
        or judged.by_sentence(Verdict.CONFIRMED)
        or judged.in_list()
        or judged.beside(Verdict.ASK)
        or judged.dateline()
        or judged.called_a_town(words=2)
        or judged.near()
        or judged.ordinary()
        or judged.usual()
    )
    if found.verdict == Verdict.CONFIRMED and name.kind == Kind.FORMER:
        # A name of the past is for a person to look at, however clear it is.
        return Judgement(Verdict.ASK, Reason.FORMER)
    return found


def _is_disputed(around: Surroundings, heads: list[tuple[Word, bool]], rules: NameRules) -> bool:
    """Whether anything at all could speak against a name that only the place has."""
    after = around.after()
    return bool(
        (after is not None and (after.is_capital or rules.against_after.has(after.text)))
        or any(rules.against_before.has(word.text, is_shortened=word.is_shortened) for word, _ in heads)
        or around.is_marked
        or (rules.against_anywhere and rules.against_anywhere.first_of(around.others()))
    )


class _Judge:
    def __init__(
        self, name: Name, around: Surroundings, rules: NameRules, heads: list[tuple[Word, bool]]
    ) -> None:
        self.name = name
        self.around = around
        self.rules = rules
        self.written = around.text[around.start : around.end]
        self.is_shouted = self.written.isupper()
        self.heads = heads
        self.after = around.after()

    def compound(self) -> Judgement | None:
        grown = self.around.compound_with()
        if not grown:
            return None
        if grown.isdigit() or not grown[0].isupper():
            return Judgement(Verdict.ASK, Reason.COMPOUND, grown)
        # «Семей-Курчатов»: the other part is a place too, which `matching` finds out.
        return Judgement(Verdict.REJECTED, Reason.COMPOUND, grown)

    def by_sentence(self, verdict: Verdict) -> Judgement | None:
        words = self.rules.words(Position.SENTENCE, verdict)
        return _any(words, self.around.others(), verdict) if words else None

    def in_list(self) -> Judgement | None:
        """«Балхаш, Приозёрск и Жезказган»: one kind, whether the gazetteer has the others or not."""
        words = self.rules.words(Position.LIST, Verdict.CONFIRMED) if self.name.is_ambiguous else None
        return _first(words, self.around.fellows(), Verdict.CONFIRMED) if words else None

    def person(self) -> Judgement | None:
        if self.around.has_initials_before(is_shouted=self.is_shouted) or self._with_initials_after():
            return Judgement(Verdict.REJECTED, Reason.PERSON)
        if self.is_shouted:
            return None
        return self._with_surname() or self._with_first_name()

    def _with_initials_after(self) -> bool:
        """«Сатпаев К. И.», but «аким Риддера Д. Иванов» and «в Курчатове А. Иванов»."""
        if not self.name.is_ambiguous or not self.around.has_initials_after():
            return False
        return not (self._preposition() or self._beside_before(Verdict.CONFIRMED))

    def _with_surname(self) -> Judgement | None:
        after = self.after
        if after is None or not after.is_capital or len(after.text) < SHORTEST_SURNAME:
            return None
        if self.rules.any_has(Position.AFTER, after.text) or not SURNAME.fullmatch(after.text):
            return None
        if self._preposition() or self._beside_before(Verdict.CONFIRMED):
            # «В Курчатове Иванов открыл школу», «аким города Рудного Иванов».
            return None
        if self.name.is_ambiguous:
            return Judgement(Verdict.REJECTED, Reason.PERSON, after.text)
        # People are called Тараз and Астана as well.
        is_bare = self.name.is_declinable and self.name.cases & {"ru:nominative"}
        return Judgement(Verdict.ASK, Reason.PERSON, after.text) if is_bare else None

    def _with_first_name(self) -> Judgement | None:
        before = self.around.before() if self.name.is_ambiguous else None
        if before is None or not before.is_capital or self.around.is_second_word:
            return None
        if self.beside_after(Verdict.CONFIRMED):
            return None
        if self.rules.any_has(Position.BEFORE, before.text) or _is_preposition(before):
            return None
        if self.rules.any_has(Position.LIST, before.text):
            # «Город-спутник Жезказгана Сатпаев».
            return None
        return Judgement(Verdict.REJECTED, Reason.PERSON, before.text)

    def beside(self, verdict: Verdict) -> Judgement | None:
        return self._beside_before(verdict) or self.beside_after(verdict)

    def _beside_before(self, verdict: Verdict) -> Judgement | None:
        if (
            verdict != Verdict.CONFIRMED
            and not self.name.is_ambiguous
            and self.around.is_behind_a_named_district
        ):
            return None
        words = self.rules.words(Position.BEFORE, verdict)
        return _first(words, (word for word, _via_list in self.heads), verdict) if words else None

    def beside_after(self, verdict: Verdict) -> Judgement | None:
        words = self.rules.words(Position.AFTER, verdict)
        following = self.after
        if following is None and verdict == Verdict.CONFIRMED:
            following = self.around.after(over_comma=True)
        found = _first(words, [following], verdict) if words and following else None
        # What asks there waits for support.
        return found or (None if verdict == Verdict.ASK else self._after_list(verdict))

    def _after_list(self, verdict: Verdict) -> Judgement | None:
        words = self.rules.words(Position.AFTER_LIST, verdict)
        tail = self.around.tail() if words and self.name.is_ambiguous else None
        return _first(words, [tail], verdict) if words and tail else None

    def organisation(self) -> Judgement | None:
        """«Хоккеисты «Алтая»»: what stands before the marks says whose name it is."""
        opened = self._opening_of_title()
        before = None if opened is None else self.around.word_before(opened)
        words = self.rules.words(Position.QUOTED, Verdict.REJECTED)
        return _first(words, [before], Verdict.REJECTED) if words and before else None

    def quoted(self) -> Judgement | None:
        return None if self._opening_of_title() is None else Judgement(Verdict.ASK, Reason.QUOTED)

    def _opening_of_title(self) -> int | None:
        """Where the marks around a title open that the name is part of."""
        title = self.around.quoted_title()
        if title is None or self.around.is_in_speech:
            return None
        opened, words = title
        return opened if self.around.is_quoted_alone or _is_title(words, self.written) else None

    def dateline(self) -> Judgement | None:
        return Judgement(Verdict.CONFIRMED, Reason.DATELINE) if self.around.is_dateline else None

    def near(self) -> Judgement | None:
        """What lives nearby, against the preposition: «в Балхаше» by the lake is for a person to say."""
        rejected = self._near(Verdict.REJECTED) or self._near(Verdict.ASK)
        preposition = self._preposition()
        if preposition and PERSON in self.name.place.namesakes:
            # «Физики едут в Курчатов»: nobody goes into a person, whoever stands nearby; out of one comes
            # what he wrote.
            is_quoted = rejected is not None and rejected.verdict == Verdict.REJECTED
            if preposition.witness in INTO or (preposition.witness in OUT_OF and not is_quoted):
                return preposition
        preposition = preposition or self._form() or self.called_a_town()
        if rejected:
            return Judgement(Verdict.ASK, Reason.WORD, rejected.witness) if preposition else rejected
        if "mountains" in self.name.place.namesakes:
            # People live in the mountains too: the preposition needs a word of a town.
            return preposition and self._near(Verdict.CONFIRMED)
        return preposition or self._near(Verdict.CONFIRMED) or self._supported()

    def _supported(self) -> Judgement | None:
        """«До Курчатова ходит автобус»: «до» leads to people as well, a bus to none of them."""
        words = self.rules.words(Position.SUPPORT, Verdict.CONFIRMED)
        found = _any(words, self.around.near(), Verdict.CONFIRMED) if words else None
        if found is None:
            return None
        is_weak = self.around.is_heading or self._preposition(Verdict.ASK) or self._after_list(Verdict.ASK)
        return found if is_weak else None

    def called_a_town(self, *, words: int = LONGEST_PREDICATE) -> Judgement | None:
        """«Абай — небольшой город»: what the sentence says of it; right after the dash it is beyond doubt."""
        predicate = self.around.predicate()[:words]
        towns = self.rules.words(Position.BEFORE, Verdict.CONFIRMED)
        return _first(towns, predicate, Verdict.CONFIRMED) if towns and predicate else None

    def _near(self, verdict: Verdict) -> Judgement | None:
        words = self.rules.words(Position.NEAR, verdict)
        return _any(words, self.around.near(), verdict) if words else None

    def ordinary(self) -> Judgement | None:
        """«Семей с детьми», «РУДНЫЙ КОНЦЕНТРАТ»: the capital letter may come from where the word stands."""
        if f"{self.around.sentence.language}:{key(self.written)}" not in self.name.place.ordinary_words:
            return None
        if (self.around.begins_sentence or self.is_shouted) and not self.around.is_before_dash:
            return Judgement(Verdict.ASK, Reason.ORDINARY)
        return Judgement(Verdict.CONFIRMED, Reason.MIDDLE)

    def usual(self) -> Judgement:
        if self.name.kind == Kind.FORMER:
            return Judgement(Verdict.ASK, Reason.FORMER)
        if self.name.place.namesakes:
            return Judgement(Verdict.ASK, Reason.NAMESAKE)
        return Judgement(Verdict.CONFIRMED, Reason.ONLY_ONE)

    def _preposition(self, verdict: Verdict = Verdict.CONFIRMED) -> Judgement | None:
        words = self.rules.words(Position.PREPOSITION, verdict)
        # «В Астане Абай учился»: over a list, the name must be in the case that the preposition asks for.
        is_nominative = self.name.is_declinable and "ru:nominative" in self.name.cases
        reached = (word for word, via_list in self.heads if not (via_list and is_nominative))
        return _first(words, reached, verdict) if words else None

    def _form(self) -> Judgement | None:
        if self.rules.words(Position.FORM, Verdict.CONFIRMED) is None:
            return None
        return Judgement(Verdict.CONFIRMED, Reason.FORM)


def _first(words: WordList | None, beside: Iterable[Word], verdict: Verdict) -> Judgement | None:
    if words is not None:
        for word in beside:
            if words.has(word.text, is_shortened=word.is_shortened):
                return Judgement(verdict, Reason.WORD, word.text)
    return None


def _any(words: WordList, beside: list[str], verdict: Verdict) -> Judgement | None:
    found = words.first_of(beside)
    return Judgement(verdict, Reason.WORD, found) if found else None


def _is_preposition(word: Word) -> bool:
    return word.text in {"в", "во", "из", "на", "по"}


def _is_title(words: str, name: str) -> bool:
    """A title has few words and each has its place; «Живу в Риддере» is somebody's words, «А — Б» a route."""
    if ROUTE.search(words):
        return False
    others = [word for word in LETTERS.findall(words) if word not in name and not word.isdigit()]
    if len(others) > 2 or any(len(word) < SHORTEST_OF_TITLE for word in others):
        return False
    return not (words.endswith(name) and any(word.islower() for word in others))

"""Numbers by which a text announces how many things it is about to name: «всего 6 городов», «три группы:»."""

import re
from typing import NamedTuple

from articles.lint.counts.numerals import Numeral, numerals

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# «три группы моногородов страны:»; farther away the number belongs to something else.
NEAR = 4

# «более десяти», «из двадцати», «до 5»: no promise to name them all.
BEFORE_ROUGH = """
из более больше свыше около до от почти примерно порядка менее меньше приблизительно минимум максимум
по каждые каждых первые первых раз кемінде ең
"""
AFTER_ROUGH = "астам жуық шамасында шақты аса"
# «всего 6 городов»: these stand before a count of what is named, wherever the list begins.
BEFORE_EXACT = "всего ровно следующие следующих следующим итого барлығы небәрі мынадай келесі мына"
# Measures, money and time are not lists of things. A few are whole words: «час» is no beginning of «часть».
BEGIN_MEASURES = """
год лет месяц недел минут секунд процент тысяч миллион млн миллиард млрд тенге рубл доллар евро юан
тонн литр гектар
бит байт пиксел метр километр сантиметр миллиметр грамм килограмм градус кубометр мегаватт киловатт
январ феврал апрел июн июл август сентябр октябр ноябр декабр
жыл апта сағат пайыз мың теңге шақырым ғасыр
қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қараша желтоқсан
"""
WHOLE_MEASURES = """
день дня дней дни дням днями днях сутки суток суткам час часа часов часу часам часами часах раз раза
век века веков балл балла баллов март марта мая май тыс тг руб проц ч мин сек
км м см мм кг г т л га мвт квт
ай айда айдан айға күн күнде күннен күнге рет есе қазан қазанда
"""
HEDGES, HEDGES_AFTER = frozenset(BEFORE_ROUGH.split()), frozenset(AFTER_ROUGH.split())
MARKS = frozenset(BEFORE_EXACT.split())
MEASURE_BEGINNINGS, MEASURES = tuple(BEGIN_MEASURES.split()), frozenset(WHOLE_MEASURES.split())


class Declaration(NamedTuple):
    """One number in a sentence that may count what follows."""

    value: int
    # The number with the words that belong to it, for the warning.
    phrase: str
    # Nothing says that it is a measure, or not all of them.
    is_plain: bool
    is_marked: bool
    # It stands at the beginning of the sentence; few words and no comma follow it up to the end.
    is_first: bool
    is_near: bool


def declarations(sentence: str, language: str) -> list[Declaration]:
    return [_declaration(sentence, numeral) for numeral in numerals(sentence, language)]


def _declaration(sentence: str, numeral: Numeral) -> Declaration:
    before = [
        word.lower() for word in WORD.findall(sentence[max(0, numeral.start - 60) : numeral.start])[-2:]
    ]
    rest = sentence[numeral.end :]
    following = list(WORD.finditer(rest[:200]))
    after = [match[0].lower() for match in following[:3]]
    is_measure = bool(after) and (after[0] in MEASURES or after[0].startswith(MEASURE_BEGINNINGS))
    is_hedged = bool(HEDGES & set(before[-1:])) or bool(HEDGES_AFTER & set(after[:2]))
    # «школа № 6», «дом 6»: digits need a noun of their own, unless they stand in brackets: «города (6)».
    is_bare = (
        sentence[numeral.start].isdigit()
        and not _opens_with_word(rest)
        and not _in_brackets(sentence, numeral)
    )
    phrase_end = numeral.end + (following[min(1, len(following) - 1)].end() if following else 0)
    return Declaration(
        value=numeral.value,
        phrase=_phrase(sentence[numeral.start : phrase_end]),
        is_plain=not (is_measure or is_hedged or is_bare),
        is_marked=bool(MARKS & set(before)),
        is_first=not any(character.isalnum() for character in sentence[: numeral.start]),
        is_near=len(following) <= NEAR and not re.search(r"[,;:—–!?]", rest.rstrip(" :.—–")),
    )


def _opens_with_word(rest: str) -> bool:
    return rest[:1] in {" ", "\u00a0"} and rest[1:2].isalpha()


def _in_brackets(sentence: str, numeral: Numeral) -> bool:
    return (
        sentence[numeral.start - 1 : numeral.start] == "(" and sentence[numeral.end : numeral.end + 1] == ")"
    )


def _phrase(text: str) -> str:
    """Up to the first mark: «6 городов», not «6 городов, где нет»."""
    return re.split(r"[,;:.()—–]", text, maxsplit=1)[0].strip()

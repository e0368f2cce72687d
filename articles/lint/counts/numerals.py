"""Whole numbers from 2 to 100 in a text, as digits and as words of Russian (in any case) and of Kazakh."""

import re
from typing import NamedTuple

SMALLEST, LARGEST = 2, 100

RUSSIAN = """
1 один одна одно одного одной одному одним одну одном
2 два две двух двум двумя двое двоих
3 три трех трем тремя трое троих
4 четыре четырех четырем четырьмя четверо четверых
5 пять пяти пятью пятеро пятерых
6 шесть шести шестью шестеро шестерых
7 семь семи семью семеро семерых
8 восемь восьми восьмью восемью
9 девять девяти девятью
10 десять десяти десятью
11 одиннадцать одиннадцати одиннадцатью
12 двенадцать двенадцати двенадцатью
13 тринадцать тринадцати тринадцатью
14 четырнадцать четырнадцати четырнадцатью
15 пятнадцать пятнадцати пятнадцатью
16 шестнадцать шестнадцати шестнадцатью
17 семнадцать семнадцати семнадцатью
18 восемнадцать восемнадцати восемнадцатью
19 девятнадцать девятнадцати девятнадцатью
20 двадцать двадцати двадцатью
30 тридцать тридцати тридцатью
40 сорок сорока
50 пятьдесят пятидесяти пятьюдесятью
60 шестьдесят шестидесяти шестьюдесятью
70 семьдесят семидесяти семьюдесятью
80 восемьдесят восьмидесяти восьмьюдесятью
90 девяносто девяноста
100 сто ста
"""
KAZAKH = """
1 бір
2 екі екеу екеуі
3 үш үшеу үшеуі
4 төрт төртеу төртеуі
5 бес бесеу бесеуі
6 алты алтау алтауы
7 жеті жетеу жетеуі
8 сегіз
9 тоғыз
10 он
20 жиырма
30 отыз
40 қырық
50 елу
60 алпыс
70 жетпіс
80 сексен
90 тоқсан
100 жүз
"""


class Numeral(NamedTuple):
    value: int
    start: int
    end: int


def _read(table: str) -> dict[str, int]:
    rows = (line.split() for line in table.split("\n") if line)
    return {word: int(value) for value, *words in rows for word in words}


WORDS = {"ru": _read(RUSSIAN), "kk": _read(KAZAKH)}

# Digits that count things: no part of a decimal, a date, a range, a percentage, an ordinal.
TOKEN = re.compile(
    r"""
    (?<![\d.,:/№+–—-]) (?<!№[ \u00a0]) (?<!\d[ \u00a0]) (?<!\d[ \u00a0][–—-][ \u00a0])
    (?P<digits>\d{1,3}) (?:-(?:ти|х|и|ми)\b)?
    (?! [\d:/+*–—-] | [.,]\d | [ \u00a0]?[%°] | [ \u00a0]\d | [ \u00a0][–—-][ \u00a0]?\d )
    | (?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)
    """,
    re.VERBOSE,
)


def numerals(text: str, language: str) -> list[Numeral]:
    """In their order. A ten with its unit («двадцать пять», «он екі») is one."""
    words = WORDS.get(language, WORDS["ru"])
    # From which ten on a unit may follow: Kazakh says «он екі» where Russian has «двенадцать».
    least_ten = 10 if language == "kk" else 20
    found: list[Numeral] = []
    for match in TOKEN.finditer(text):
        value = int(match["digits"]) if match["digits"] else words.get(_fold(match["word"]))
        if value is None:
            continue
        last = found[-1] if found and match["word"] and match.start() - found[-1].end == 1 else None
        if last is not None and value < 10 and last.value % 10 == 0 and least_ten <= last.value <= 90:
            found[-1] = Numeral(last.value + value, last.start, match.end())
        else:
            found.append(Numeral(value, match.start(), match.end()))
    return [numeral for numeral in found if SMALLEST <= numeral.value <= LARGEST]


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")

"""All cases of the newsroom's places, in both languages, are cases of one name and of no other."""

import pytest

from articles.lint.names.inflection import crude_stem, splits

RUSSIAN = """
Экибастуз Экибастуза Экибастузу Экибастузом Экибастузе
Рудный Рудного Рудному Рудным Рудном
Сатпаев Сатпаева Сатпаеву Сатпаевом Сатпаеве
Житикара Житикары Житикаре Житикару Житикарой
Аксай Аксая Аксаю Аксаем Аксае
Семей Семея Семею Семеем Семее
Астана Астаны Астане Астану Астаной
Тюмень Тюмени Тюменью
Усть-Каменогорск Усть-Каменогорска Усть-Каменогорском
Мария Марии Марию Марией
Достоевский Достоевского Достоевскому Достоевским Достоевском
"""
KAZAKH = """
Теміртау Теміртаудың Теміртауға Теміртауды Теміртауда Теміртаудан Теміртаумен Теміртаудағы
Екібастұз Екібастұздың Екібастұзға Екібастұзды Екібастұзда Екібастұздан Екібастұзбен
Курчатов Курчатовтың Курчатовқа Курчатовты Курчатовта Курчатовтан Курчатовпен Курчатовтағы
Ақтөбе Ақтөбенің Ақтөбеге Ақтөбені Ақтөбеде Ақтөбеден Ақтөбемен Ақтөбедегі
Семей Семейдің Семейге Семейді Семейде Семейден Семеймен Семейліктер
Абай Абайдың Абайымыз Абайлар
"""
ROWS = [("ru", row) for row in RUSSIAN.split("\n") if row] + [
    ("kk", row) for row in KAZAKH.split("\n") if row
]


def stems(name: str, language: str) -> set[str]:
    return {stem for stem, _ending in splits(name.casefold(), language)}


@pytest.mark.parametrize(("language", "row"), ROWS)
def test_all_cases_share_a_stem(language: str, row: str) -> None:
    first, *others = row.split()
    assert [other for other in others if stems(first, language).isdisjoint(stems(other, language))] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_different_places_share_none(language: str) -> None:
    rows = [row.split() for of, row in ROWS if of == language]
    joined = [set().union(*(stems(name, language) for name in row)) for row in rows]
    for at, one in enumerate(joined):
        for other in joined[at + 1 :]:
            assert one.isdisjoint(other)


def test_a_final_voiceless_consonant_is_voiced_in_kazakh() -> None:
    assert not stems("Бұлақ", "kk").isdisjoint(stems("Бұлағы", "kk"))


def test_no_stem_is_too_short_to_mean_anything() -> None:
    assert min(len(stem) for stem in stems("Ом", "ru") | stems("Омск", "ru")) == 2
    assert splits("уба", "ru") == (("уба", ""),)


def test_the_crude_stem_is_the_shortest() -> None:
    assert crude_stem("сериковичами", "ru") == "серикович"
    assert crude_stem("абайлардан", "kk") == "абай"


def test_both_parts_of_a_double_name_are_inflected() -> None:
    one, other = stems("петропавловск-камчатский", "ru"), stems("петропавловском-камчатском", "ru")
    assert "петропавловск-камчатск" in one & other

"""Two spellings of one name are found in any case; cases, relatives and namesakes are let be."""

import pytest
from django.utils import translation

from articles.lint.rules import name_spellings
from tests.articles.lint.versions import codes, excerpts, found, version

TWO_WAYS = "name-spelled-two-ways"


def text(*names: str) -> str:
    """Each name in a paragraph of its own, in the middle of a sentence."""
    return "".join(f"<p>Тогда и {name} снова назвали.</p>" for name in names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Кулсары", "Кульсары"),
        ("Кульсары", "Кульссары"),
        ("Казинформ", "Казинфром"),
        ("Казинформом", "Казинфрома"),
        ("Степногорске", "Степнагорск"),
        ("Экибастуза", "Экибастус"),
        ("Житикаре", "Житекара"),
        ("Риддер", "Ридера"),
        ("Жанаозене", "Жанаузеном"),
        ("Усть-Каменогорске", "Усть Каменогорск"),
        ("Усть-Каменогорске", "Устькаменогорска"),
        ("Нур-Султане", "Нурсултан"),
        ("Кыргызстан", "Киргизстаном"),
        ("Королёв", "Королев"),
        ("Ахметовым", "Ахмедова"),
        ("Мухамеджановой", "Мухаметжанова"),
        ("Байтурсынов", "Байтурсинова"),
        ("Жайык", "Жаик"),
        ("«Казахтелеком»", "«Казактелекому»"),
        ("«Казцинк»", "«Казцынка»"),
        ("«КазМунайГаз»", "«КазМунайГас»"),
        ("Экибастуз", "Экибасстуз"),
        ("Microsoft", "Mircosoft"),
        ("Абдрахманов", "Абдурахманову"),
    ],
)
def test_two_spellings_of_one_name_are_found(one: str, other: str) -> None:
    assert codes(name_spellings, version(text(one, other))) == [TWO_WAYS]


@pytest.mark.parametrize(
    "names",
    [
        ("Сатпаев", "Сатпаева", "Сатпаеву", "Сатпаевым", "Сатпаевом", "Сатпаеве"),
        ("Хромтау", "Хромтау"),
        ("Балхаш", "Балхаша", "Балхаше", "Балхашем"),
        ("Казахстан", "Казахстана", "Казахстаном", "Казахстане"),
        ("Кайрат", "Кайрата", "Кайрату", "Кайратом", "Кайрате"),
        ("Семей", "Семея", "Семеем", "Семее"),
        ("Рудный", "Рудного", "Рудным", "Рудном"),
        ("Житикара", "Житикары", "Житикаре", "Житикару", "Житикарой"),
        ("Аксай", "Аксая", "Аксаем", "Аксае"),
        ("Петропавловск-Камчатский", "Петропавловска-Камчатского"),
        ("Череповец", "Череповца", "Череповцом"),
        ("Пётр", "Петра", "Петру"),
        ("Павел", "Павла"),
        # A man and a woman of one family.
        ("Иванов", "Иванова", "Ивановой"),
        ("Толстой", "Толстая"),
        ("Серикович", "Сериковна", "Сериковичу", "Сериковной"),
        # What is derived from a name.
        ("Казахстан", "Казахстанский", "Казахстанка"),
        ("Алтай", "Алтайского"),
        ("Серик", "Серикову"),
    ],
)
def test_cases_and_relatives_are_one_spelling(names: tuple[str, ...]) -> None:
    assert excerpts(name_spellings, version(text(*names))) == []


@pytest.mark.parametrize(
    "names",
    [
        ("Алтай", "Алматы"),
        ("Аксу", "Аксай"),
        ("Актау", "Актобе", "Кентау", "Темиртау", "Хромтау"),
        ("Абай", "Абая", "Алтай"),
        ("Нурлан", "Нуржан", "Ерлан", "Ержан"),
        ("Берик", "Серик"),
        ("Марат", "Мурат", "Болат", "Булат"),
        ("Мария", "Марина"),
        ("Ульба", "Урба"),
        ("МИА", "МСБ", "РИА"),
        ("WCX-плагин", "WFX-плагина"),
        # The name in the other language, as a Russian text quotes it.
        ("Оскемен", "Өскемен"),
        ("Риддере", "Риддерде", "Риддерден"),
        ("Жетысу", "Жетісу"),
    ],
)
def test_different_names_are_different(names: tuple[str, ...]) -> None:
    assert excerpts(name_spellings, version(text(*names))) == []


def test_a_name_is_no_common_word() -> None:
    body = "<p>Живут в Семее. Семья переехала из Семея. Вся семья рада.</p>"
    assert codes(name_spellings, version(body)) == []


def test_words_at_the_beginning_of_sentences_are_no_names() -> None:
    body = "<p>Стали больше. Сталь дороже.</p><p>Говорит мэр. Говорить рано.</p>"
    assert codes(name_spellings, version(body)) == []


def test_the_same_word_begins_a_list_and_stands_in_a_sentence() -> None:
    body = "<ul><li>Кулсары</li><li>Хромтау</li></ul><p>Зоны откроют в Кульсары и Хромтау.</p>"
    assert codes(name_spellings, version(body)) == [TWO_WAYS]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Two persons: neither name ever stands alone, nor beside the same other name.
        ("<p>Сказали Айдар Ахметов и Нурлан Ахмедов.</p><p>Позже Нурлан Ахмедов ушёл.</p>", []),
        ("<p>Сказал Айдар Ахметов.</p><p>Позже Айдар Ахмедов ушёл.</p>", [TWO_WAYS]),
        ("<p>Сказал Айдар Ахметов.</p><p>Позже и Ахмедов ушёл.</p>", [TWO_WAYS]),
        ("<p>Сказала Айгуль Серикова.</p><p>О том и Айгуль Серекова.</p><p>И Дана Серекова.</p>", [TWO_WAYS]),
    ],
)
def test_persons_are_told_apart_by_their_first_names(body: str, expected: list[str]) -> None:
    assert codes(name_spellings, version(body)) == expected


def test_a_text_about_a_spelling_may_have_both() -> None:
    body = "<p>Кулсары и Кульсары — один город.</p><p>Мы пишем Кульсары, но видим и Кулсары.</p>"
    assert codes(name_spellings, version(body)) == []


def test_a_quotation_stays_verbatim() -> None:
    body = (
        "<blockquote><p>Зоны откроют в Кулсары и Хромтау.</p></blockquote>"
        "<ul><li>Кульсары</li></ul><p>Мы были в Кульсары.</p>"
    )
    (warning,) = found(name_spellings, version(body))
    assert warning.excerpt == "Кулсары / Кульсары"
    with translation.override("en"):
        assert "A quotation stays verbatim" in str(warning.message)
    assert not warning.is_blocker


@pytest.mark.parametrize(
    ("body", "is_quotation"),
    [
        ("<p>Он сказал: «Зоны откроют в Кулсары».</p><p>Мы были в Кульсары.</p>", True),
        ("<p>Он сказал: «Зоны откроют в Кулсары».</p><p>Мы были в Кульсары.</p><p>И в Кулсары.</p>", False),
        # A name in quotation marks is not somebody's words.
        ("<p>Завод «Кулсары» стоит.</p><p>Мы были в Кульсары.</p>", False),
        (
            "<blockquote><p>Были в Кулсары.</p><footer><cite>Житель Кульсары</cite></footer></blockquote>",
            True,
        ),
    ],
)
def test_what_is_a_quotation(body: str, is_quotation: bool) -> None:
    (warning,) = found(name_spellings, version(body))
    with translation.override("en"):
        assert ("in a quotation" in str(warning.message)) is is_quotation


def test_titles_and_text_are_one_text() -> None:
    content = version(
        "<p>Зоны откроют в Кульсары. Жители Кульсары рады.</p>", headline="Что откроют в Кулсары"
    )
    (warning,) = found(name_spellings, content)
    assert (warning.field, warning.excerpt) == ("headline", "Кулсары / Кульсары")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Кулсары", "Кульсары"), ("Кульсары", "Балхаш", "Кульсары", "Кулсары")),
        (("Саптаев", "Сатпаева"), ("Сатпаевым", "Сатпаев", "Сатпаева", "Саптаеву")),
        (("Ридере", "Риддере"), ("Риддер", "Ридера", "Риддера")),
    ],
)
def test_the_warning_is_the_same_while_the_two_spellings_stand(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    """A longer text, other cases, another order: what was accepted stays accepted."""
    (before,), (after,) = (found(name_spellings, version(text(*names))) for names in (one, other))
    assert before.fingerprint == after.fingerprint


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Құлсары", "Кулсарыда"), [TWO_WAYS]),
        (("Жаңаөзен", "Жанаөзеннің"), [TWO_WAYS]),
        (("Сәтбаевта", "Сатбаевтан"), [TWO_WAYS]),
        (("Екібастұз", "Екибастұзға"), [TWO_WAYS]),
        (("Өскеменде", "Оскеменнен"), [TWO_WAYS]),
        (("Степногор", "Степнагорға"), [TWO_WAYS]),
        (("Риддер", "Риддердің", "Риддерге", "Риддерді", "Риддерде", "Риддерден", "Риддермен"), []),
        (("Курчатов", "Курчатовта", "Курчатовтағы", "Курчатовтың"), []),
        (("Қарағанды", "Қарағандыда", "Қарағандыдағы", "Қарағандылықтар"), []),
        (("Алматы", "Алтай", "Ақтау", "Ақсу", "Ақсай", "Ақтөбе"), []),
        (("Ахметов", "Ахметова", "Ахметовтің"), []),
    ],
)
def test_kazakh_names(names: tuple[str, ...], expected: list[str]) -> None:
    body = "".join(f"<p>Сонда {name} туралы айтылды.</p>" for name in names)
    assert codes(name_spellings, version(body), language="kk") == expected

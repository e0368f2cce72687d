"""How names are found: forms, spellings, positions, verdicts that lists and whole texts give."""

import time
import unicodedata
from collections.abc import Callable

import pytest

from articles.places import packaged
from articles.places.facts import Verdict
from articles.places.matching import Matcher
from articles.places.reading import Text, read
from newsportal.demo import story_files
from tests.articles.places.conftest import confirmed, verdict

PLACES = list(packaged.rows("places.csv"))
RUSSIAN = [
    (row["slug"], form) for row in PLACES for forms in packaged.forms_of(row, "ru").values() for form in forms
]
KAZAKH = [
    (row["slug"], form) for row in PLACES for forms in packaged.forms_of(row, "kk").values() for form in forms
]


def test_there_are_38_places_with_six_russian_and_eight_kazakh_cases() -> None:
    assert len(PLACES) == 38
    assert len(RUSSIAN) == 38 * 6
    assert len(KAZAKH) >= 38 * 8


def test_every_form_is_found_and_none_is_taken_for_another_place(matcher: Matcher) -> None:
    mistaken = [
        (place, text)
        for place, form in (*RUSSIAN, *KAZAKH)
        for text in (form, f"Слово {form} стоит здесь.", f"(«{form}»)", form.upper())
        if {item.place for item in matcher.occurrences(text)} != {place}
    ]
    assert mistaken == []


def test_every_form_is_the_town_beside_the_word_town(matcher: Matcher) -> None:
    mistaken = [
        (place, form)
        for place, form in RUSSIAN
        if confirmed(matcher, f"Речь о городе {form} и его жителях.") != {place}
    ]
    assert mistaken == []


@pytest.mark.parametrize(
    "spelling",
    [
        "Усть-Каменогорск",
        "Усть‐Каменогорск",
        "Усть‑Каменогорск",
        "Усть–Каменогорск",
        "Усть Каменогорск",
        "Усть\u00a0Каменогорск",
        "Усть-Ка\u00adмено\u00adгорск",
        "Усть-Каменого\u0301рск",
        "УСТЬ-КАМЕНОГОРСК",
        "Устькаменогорск",
    ],
)
def test_one_town_in_many_spellings(matcher: Matcher, spelling: str) -> None:
    text = f"Поезд ушёл в {spelling} утром."
    [item] = matcher.occurrences(text)
    assert (item.place, item.verdict) == ("ust-kamenogorsk", "confirmed")
    assert (text[item.start : item.end], item.text) == (spelling, spelling)


def test_letters_typed_in_two_parts_are_one(matcher: Matcher) -> None:
    text = unicodedata.normalize("NFD", "Это — Семей, а там Рудный.")
    found = matcher.occurrences(text)
    assert [item.place for item in found] == ["semey", "rudny"]
    assert [unicodedata.normalize("NFC", text[item.start : item.end]) for item in found] == [
        "Семей",
        "Рудный",
    ]


def test_positions_count_characters_of_the_text_as_it_is(matcher: Matcher) -> None:
    text = "\ufeffХро\u00adмтау, 🙂 и Кульса\u0301ры."
    assert [(item.start, item.end) for item in matcher.occurrences(text)] == [(1, 9), (15, 24)]


@pytest.mark.parametrize(
    "text", ["", "\x00", "Рид\x00дер", "риддер", "Риддер_1", "xРиддер", "РиддерX", "\ud800", "Ри" * 10000]
)
def test_what_is_no_name_is_none(matcher: Matcher, text: str) -> None:
    assert matcher.occurrences(text) == []


def test_a_word_inside_another_is_none(matcher: Matcher) -> None:
    for text in ("Новошахтинск", "Саранск", "Абайский район", "Алматинская", "Приаралье", "Семейный совет"):
        assert matcher.occurrences(text) == [], text


@pytest.mark.parametrize("name", ["Зыряновск", "Лениногорск", "Новый Узень", "Джетыгара", "Целиноград"])
def test_a_former_name_is_shown_to_a_person(matcher: Matcher, name: str) -> None:
    [item] = matcher.occurrences(f"В архиве есть снимки города {name}.")
    assert (item.verdict, item.reason) == (Verdict.ASK, "former")


def test_former_names_are_declined(matcher: Matcher) -> None:
    found = matcher.occurrences("Жители Нового Узеня, Зыряновска и Целинограда-25 помнят те годы.")
    assert [item.place for item in found] == ["zhanaozen", "altay", "stepnogorsk"]


def test_what_a_text_called_a_town_is_the_town_further_on(matcher: Matcher) -> None:
    text = "В городе Курчатов открыли школу. Курчатов готовится к зиме."
    assert [item.verdict for item in matcher.occurrences(text)] == ["confirmed", "confirmed"]
    both = "В городе Курчатов открыли школу. Физик Курчатов бывал здесь. Курчатов готовится к зиме."
    assert [item.verdict for item in matcher.occurrences(both)] == ["confirmed", "rejected", "ask"]


def test_a_line_of_plain_text_goes_on_in_the_next(matcher: Matcher) -> None:
    text = (
        "Комиссия приехала посмотреть, как работают новые котельные в городе\nАбай и в посёлках рядом с ним."
    )
    assert verdict(matcher, text, "abay") == "confirmed"
    assert verdict(matcher, "Из жизни города\nАбай: избранное", "abay") == "ask"


def test_the_demonstration_story_names_its_twenty_towns(matcher: Matcher) -> None:
    text = (
        "По опыту города Сарань зоны создадут в ряде моногородов (Хромтау, Сатпаев, Балхаш и Кулсары).\n\n"
        "Всего 6 городов — Темиртау, Экибастуз, Аксу, Рудный, Кентау, Степногорск.\n\n"
        "Всего 10 городов — Жанаозен, Сатпаев, Балхаш, Кульсары, Риддер, Аксай, Абай, Хромтау, Лисаковск, "
        "Шахтинск. Зоны появятся в Кульсары, Сатпаеве, Хромтау и Балхаше.\n\n"
        "Всего 4 города — Житикара, Каражал, Алтай, Курчатов."
    )
    found = matcher.occurrences(text)
    assert {item.verdict for item in found} == {Verdict.CONFIRMED}
    assert len({item.place for item in found}) == 21


NEWS = (
    "Министерство рассказало о ходе строительства дорог и мостов в регионах страны. По словам представителя "
    "ведомства, работы идут по графику, подрядчики обеспечены материалами, а сроки сдачи не изменятся. "
    "В Риддере новый мост откроют в декабре, жители Курчатова получат обновлённую котельную. "
    "Средства выделены из бюджета, контроль ведёт общественный совет.\n"
)


def dense(sentences: int) -> str:
    """A town in every hundred bytes, and no sentence twice."""
    forms = [form for _place, form in RUSSIAN]
    return " ".join(
        f"Дом номер {index} строят для жителей {forms[index % len(forms)]} по плану."
        for index in range(sentences)
    )


@pytest.mark.parametrize(("kind", "text", "names"), [("news", NEWS * 300, 600), ("dense", dense(3000), 3000)])
def test_it_is_fast(kind: str, text: str, names: int, record_property: Callable[[str, object], None]) -> None:
    """A tenth of the speed that is asked for is what a busy machine must reach."""
    matcher = Matcher(*packaged.facts())
    matcher.occurrences(NEWS)
    began = time.process_time()
    found = matcher.occurrences(text)
    seconds = time.process_time() - began
    assert len(found) == names
    speed = len(text.encode()) / seconds / 1e6
    record_property(f"places: MB of {kind} text a second", round(speed, 1))
    assert speed > 0.5


def test_a_sentence_that_was_read_before_is_judged_alike(matcher: Matcher) -> None:
    text = "Курчатов отметил успех. Озеро Балхаш, но город Балхаш. «Риддер» играет, Риддер ждёт."
    fresh = Matcher(*packaged.facts()).occurrences(text)
    assert matcher.occurrences(f"Прежде шёл снег. {text}")[-len(fresh) :] == matcher.occurrences(
        f"Прежде шёл снег. {text}"
    )
    assert [(item.text, item.verdict, item.reason) for item in matcher.occurrences(text)] == [
        (item.text, item.verdict, item.reason) for item in fresh
    ]


MONOTOWNS = frozenset(
    [
        "temirtau",
        "ekibastuz",
        "aksu",
        "rudny",
        "kentau",
        "stepnogorsk",
        "zhanaozen",
        "satpaev",
        "balkhash",
        "kulsary",
        "ridder",
        "aksay",
        "abay",
        "khromtau",
        "lisakovsk",
        "shakhtinsk",
        "zhitikara",
        "karazhal",
        "altay",
        "kurchatov",
    ]
)


@pytest.mark.parametrize(
    ("slug", "others"),
    [
        ("stagniruyushchie-goroda-klassifikatsiya", {"saran"}),
        ("qazaqstannyn-monoqalalaryn-ush-topqa-bolu-usynyldy", set()),
    ],
)
def test_the_story_of_the_demonstration_means_its_twenty_towns(
    matcher: Matcher, slug: str, others: set[str]
) -> None:
    story = next(file for file in story_files.read_all() if file.slug == slug)
    named = read(Text(story.headline, story.lead, story.body), matcher)
    meant = {place for place, item in named.items() if item.verdict == Verdict.CONFIRMED}
    assert meant == MONOTOWNS | others
    assert {place for place in meant if named[place].link() is None} == set()


def test_items_of_a_list_are_of_one_kind(matcher: Matcher) -> None:
    story = "<ul><li>Темиртау</li><li>Абай</li><li>Рудный</li><li>Кентау</li></ul>"
    named = read(Text("", "", story), matcher)
    assert {item.verdict for item in named.values()} == {Verdict.CONFIRMED}
    poets = "<ul><li>Абай</li><li>Шакарим</li><li>Риддер</li></ul>"
    assert read(Text("", "", poets), matcher)["abay"].verdict == Verdict.ASK
    assert confirmed(matcher, "1. Хромтау\n2. Сатпаев\n3. Балхаш\n4. Кульсары\n") == {
        "khromtau",
        "satpaev",
        "balkhash",
        "kulsary",
    }

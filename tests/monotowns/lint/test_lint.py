"""What the registry has against a story; the demonstration's own stories have nothing to mend."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.lint import Warning
from articles.lint.reading import read
from articles.places import gazetteer
from articles.places.reference import load_places
from monotowns import lint
from monotowns.models import Classification, Measure, Membership
from monotowns.reference import load_registry
from newsportal.demo.story_files import StoryFile, read_all
from tests.articles.lint.versions import version

pytestmark = pytest.mark.django_db

ABOUT = "<p>Моногорода страны разделили на три группы.</p>"
ABOUT_KK = "<p>Моноқалалар үш топқа бөлінді.</p>"


@pytest.fixture(scope="module", autouse=True)
def registry(rows_of_the_module: None) -> None:
    load_places()
    load_registry()


def warnings(body: str, language: str = "ru") -> list[Warning]:
    content = version((ABOUT_KK if language == "kk" else ABOUT) + body)
    check = lint.load(content, language)
    return list(check(read(content, language))) if check else []


def codes(body: str, language: str = "ru") -> list[str]:
    return [found.code for found in warnings(f"<p>{body}</p>", language)]


@pytest.mark.parametrize("story", read_all(), ids=lambda story: f"{story.language}/{story.slug}")
def test_ours_are_clean(story: StoryFile) -> None:
    content = version(story.body, headline=story.headline, short_title=story.short_title, lead=story.lead)
    check = lint.load(content, story.language)
    found = list(check(read(content, story.language))) if check else []
    assert [(warning.code, warning.excerpt) for warning in found] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Всего 21 моногород вошёл в перечень.",
        "Двадцать семь моногородов страны получат помощь.",
        "В список вошли 19 моногородов.",
        "Все 27 моногородов ждут денег.",
        "Проект делит города на четыре группы.",
        "«Города на пути к диверсификации» — семь городов.",
        "«Города со средним потенциалом развития» (9 городов) получат зоны.",
        "Пять городов в проекте названы стагнирующими.",
        "Во вторую группу вошли одиннадцать городов.",
    ],
)
def test_a_count_that_the_edition_does_not_have(sentence: str) -> None:
    found = warnings(f"<p>{sentence}</p>")
    assert [(one.code, one.excerpt) for one in found] == [("count-differs-from-edition", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Всего 20 моногородов вошли в перечень.",
        "В 2012 году в перечень входили 27 моногородов.",
        "Шесть моногородов Карагандинской области получат зоны.",
        "«Города на пути к диверсификации» — шесть городов.",
        "Четыре города второй группы получат индустриальные зоны.",
        "Все четыре города стоят во второй группе.",
        "Более 25 моногородов просили о помощи.",
        "Во вторую группу вошли десять городов.",
        "Два моногорода нашей области ждут решения.",
        "В трёх моногородах открыли школы.",
    ],
)
def test_a_right_count_or_a_part(sentence: str) -> None:
    assert codes(sentence) == []


def test_the_message_names_both_numbers() -> None:
    (found,) = warnings("<p>Пять городов в проекте названы стагнирующими.</p>")
    assert str(found.message) == (
        "В тексте сказано «Пять», но в группе «Стагнирующие города» в редакции городов: 4."
    )


@pytest.mark.parametrize(
    ("sentence", "towns"),
    [
        ("Риддер отнесён к третьей группе.", 1),
        ("К стагнирующим городам отнесены Каражал и Темиртау.", 1),
        ("Риддер отнесён к первой группе, Каражал — ко второй.", 2),
        ("К первой группе отнесены Риддер и Кентау, ко второй — Каражал.", 2),
        ("Город Сарань вошёл во вторую группу.", 1),
        ("Стагнирующие города: Житикара, Каражал, Экибастуз.", 1),
    ],
)
def test_a_town_in_the_wrong_group(sentence: str, towns: int) -> None:
    assert codes(sentence) == ["town-in-wrong-group"] * towns


@pytest.mark.parametrize(
    "sentence",
    [
        "Риддер отнесён ко второй группе, Алтай (до 2019 года — Зыряновск) — к третьей.",
        "К первой группе отнесены Темиртау и Кентау, ко второй — Риддер.",
        "Риддер не отнесён к третьей группе.",
        "В городах третьей группы жителей меньше, чем в одном Темиртау.",
        "Если Риддер перейдёт в третью группу, он потеряет статус.",
    ],
)
def test_a_town_where_the_edition_has_it_or_no_statement(sentence: str) -> None:
    assert codes(sentence) == []


def test_a_list_under_the_name_of_a_group() -> None:
    found = warnings("<p>Стагнирующие города:</p><ul><li>Житикара</li><li>Хромтау</li><li>Каражал</li></ul>")
    assert [(one.code, one.excerpt) for one in found] == [
        ("town-in-wrong-group", "Стагнирующие города: Хромтау")
    ]


INTROS = [
    "<p>Вторая группа:</p>",
    "<p><strong>Вторая группа:</strong></p>",
    "<p>Вторая группа</p>",
    "<h3>Вторая группа</h3>",
    "<p>2-я группа:</p>",
    "<p>Группа 2:</p>",
    "<p>II группа:</p>",
    "<p>Группа № 2:</p>",
    "<p>Во вторую группу вошли:</p>",
    "<p>Екінші топ:</p>",
    "<p>2-топ:</p>",
]


@pytest.mark.parametrize("intro", INTROS)
def test_a_list_under_the_number_of_a_group(intro: str) -> None:
    body = f"{intro}<ul><li>Риддер;</li><li>Темиртау (Карагандинская область);</li><li>Абай.</li></ul>"
    (found,) = warnings(body)
    assert found.code == "town-in-wrong-group"
    assert found.excerpt == ("Города со средним потенциалом развития: Темиртау (Карагандинская область);")


@pytest.mark.parametrize("intro", ["2 группы:", "В группе 2 города:", "Вошли 2 группы туристов."])
def test_a_number_of_groups_is_no_group(intro: str) -> None:
    assert warnings(f"<p>{intro}</p><ul><li>Темиртау</li><li>Алтай</li></ul>") == []


def test_each_list_belongs_to_the_group_right_above_it() -> None:
    right = (
        "<p>Первая группа:</p><ul><li>Темиртау</li><li>Аксу</li></ul>"
        "<p>Вторая группа:</p><ul><li>Риддер</li><li>Абай</li></ul>"
        "<p>Третья группа:</p><ol><li>Алтай</li><li>Курчатов</li></ol>"
    )
    assert warnings(right) == []
    swapped = right.replace("Вторая", "Третья").replace(
        "<p>Третья группа:</p><ol>", "<p>Вторая группа:</p><ol>"
    )
    assert [one.excerpt.rpartition(": ")[2] for one in warnings(swapped)] == [
        "Риддер",
        "Абай",
        "Алтай",
        "Курчатов",
    ]


def test_a_list_after_another_sentence_belongs_to_no_group() -> None:
    body = "<p>Вторая группа получит зоны.</p><p>Где был министр:</p><ul><li>Темиртау</li><li>Алтай</li></ul>"
    assert warnings(body) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Завод стоит в городе Зыряновске.", ["former-name-alone"]),
        ("Завод стоит в Алтае, бывшем Зыряновске.", []),
        ("Завод стоит в городе Алтай.", []),
    ],
)
def test_a_former_name_wants_the_present_one(sentence: str, expected: list[str]) -> None:
    assert codes(sentence) == expected


def test_a_former_name_is_looked_at_in_every_story() -> None:
    content = version("<p>Завод стоит в городе Зыряновске.</p>")
    check = lint.load(content, "ru")
    assert check is not None
    (found,) = check(read(content, "ru"))
    assert (found.code, found.excerpt) == ("former-name-alone", "Завод стоит в городе Зыряновске.")
    assert "Алтай" in str(found.message)


CLAIMS = [
    ("ru", "Правительство утвердило постановление о моногородах."),
    ("ru", "Согласно постановлению моногорода получат деньги."),
    ("ru", "Утверждён перечень моногородов."),
    ("kk", "Моноқалалар туралы қаулы қабылданды."),
]


@pytest.mark.parametrize(("language", "sentence"), CLAIMS)
def test_a_draft_called_a_law(language: str, sentence: str) -> None:
    assert codes(sentence, language) == ["draft-called-a-law"]


@pytest.mark.parametrize(("language", "sentence"), CLAIMS)
def test_what_was_adopted_may_be_called_so(language: str, sentence: str) -> None:
    edition = Classification.objects.get()
    document = edition.document
    document.status, document.number, document.date = "adopted", "1", date(2020, 1, 1)
    document.save()
    edition.valid_from = date(2020, 1, 1)
    edition.save()
    assert codes(sentence, language) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Опубликован проект постановления о моногородах.",
        "Постановление о моногородах не принято.",
        "Когда постановление о моногородах примут, города получат деньги.",
        "Парламент принял закон о бюджете.",
    ],
)
def test_a_draft_called_a_draft(sentence: str) -> None:
    assert codes(sentence) == []


def test_kazakh_groups() -> None:
    assert codes("Риддер үшінші топқа кірді.", "kk") == ["town-in-wrong-group"]
    assert codes("Риддер екінші топқа кірді.", "kk") == []


def test_a_story_of_something_else_is_left_alone(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    gazetteer.matcher()
    with django_assert_num_queries(1):
        assert lint.load(version("<p>Во вторую группу вошли пять школ.</p>"), "ru") is None


def test_the_facts_take_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    gazetteer.matcher()
    with django_assert_num_queries(5):
        lint.load(version(ABOUT), "ru")


def test_without_an_edition_only_names_are_looked_at() -> None:
    Membership.objects.all().delete()
    Measure.objects.all().delete()
    Classification.objects.all().delete()
    assert codes("Всего 21 моногород вошёл в перечень. Завод стоит в городе Зыряновске.") == [
        "former-name-alone"
    ]

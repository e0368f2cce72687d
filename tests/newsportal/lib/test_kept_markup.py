from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from articles.models import Article, Outlet, Place, Rubric
from monotowns.models import Town
from newsportal.lib import kept_markup
from newsportal.lib.kept_markup import markup, tell_once, told

FOOTER = "_footer.html"
MOMENT = datetime(2026, 1, 14, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept_markup._kept.clear()
    yield
    kept_markup._kept.clear()


def footer(**values: Any) -> str:
    return markup(FOOTER, {"outlet": Outlet(name_ru="Степь", name_kk="Дала"), "menu": []} | values)


def test_the_same_values_are_made_once() -> None:
    assert footer() is footer()


@pytest.mark.parametrize(
    "other",
    [
        {"outlet": Outlet(name_ru="Степь", name_kk="Дала", owner_ru="Владелец")},
        {"menu": [{"rubric": Rubric(path="a", menu_name_ru="А"), "children": []}]},
    ],
    ids=["outlet", "menu"],
)
def test_another_value_is_another_text(other: dict[str, Any]) -> None:
    assert footer(**other) != footer()


def test_each_language_has_its_own() -> None:
    russian = footer()
    with translation.override("kk"):
        assert footer() != russian


def test_a_part_sees_nothing_but_its_values() -> None:
    shown = Template('{% load kept %}{% kept "_footer.html" outlet=outlet %}').render(
        Context({"outlet": Outlet(name_ru="Степь"), "menu": [{"rubric": Rubric(path="a", menu_name_ru="А")}]})
    )
    assert "Степь" in shown
    assert "А</a>" not in shown


def test_it_starts_over_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_markup, "MOST", 3)
    for number in range(10):
        footer(menu=[{"rubric": Rubric(path=f"a{number}", menu_name_ru=str(number)), "children": []}])
        assert len(kept_markup._kept) <= 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Rubric(pk=1, menu_name_ru="А"), Rubric(pk=1, menu_name_ru="Б")),
        ([1, 2], [2, 1]),
        ({"a": [1]}, {"a": [2]}),
        ({"a": 1}, {"b": 1}),
        (SimpleLazyObject(lambda: Rubric(pk=1)), SimpleLazyObject(lambda: Rubric(pk=2))),
        (SimpleLazyObject(lambda: [1]), SimpleLazyObject(lambda: [])),
    ],
)
def test_what_differs_is_told_apart(one: Any, other: Any) -> None:
    assert hash(told(one)) == hash(told(one))
    assert told(one) != told(other)


def test_what_is_lazy_is_told_as_what_it_stands_for() -> None:
    assert told(SimpleLazyObject(lambda: Rubric(pk=1))) == told(Rubric(pk=1))


def test_rows_that_were_read_along_are_told_too() -> None:
    """The address of a story is that of its rubric, which may move while the story stays as it is."""

    def line(path: str) -> str:
        story = Article(
            pk=5,
            headline="Лёд",
            slug="led",
            language="ru",
            published_at=MOMENT,
            rubric=Rubric(pk=2, path=path),
        )
        return markup("articles/_title.html", {"a": story, "today": MOMENT.date()})

    assert "/nature/5-led/" in line("nature")
    assert "/rivers/5-led/" in line("rivers")


def test_a_row_that_names_it_back_has_an_end() -> None:
    place = Place(pk=3, slug="ridder", name_ru="Риддер")
    town = Town(pk=4, place=place)
    assert place.town is town
    assert told(town) == told(town)


def test_what_is_told_once_says_the_same() -> None:
    outlet = Outlet(name_ru="Степь", name_kk="Дала")
    before = told(outlet)
    assert told(tell_once(outlet)) == before
    assert told(tell_once(outlet)) == before
    assert told(tell_once(Outlet(name_ru="Горы"))) != told(outlet)

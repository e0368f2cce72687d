"""What a title may be, wherever it is typed: one line, and something of it is seen."""

import pytest

from articles import content as contents
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, filled, member

GOOD = {
    "headline": ["Лёд", "№ 17", "— Где?", "İ", "中", "😀", "Лёд\u00a0на реке", "а\u200dб", "Лёд\n"],
    "lead": ["Первая строка.\nВторая.", ""],
    "short_title": [""],
}
BAD = {
    "headline": [
        "\u202e",
        "\u200d\u200b",
        "\ufeff",
        "\u3164",
        "\u2800",
        "\u0301",
        "Лёд\nна реке",
        "а\u2029б",
    ],
    "short_title": ["а\rб", "\u00ad"],
    "seo_title": ["а\u0085б"],
    "lead": ["\u2060"],
}


def each(titles: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, typed) for name, all_typed in titles.items() for typed in all_typed]


@pytest.mark.parametrize(("name", "typed"), each(GOOD))
def test_good_titles_are_taken(name: str, typed: str) -> None:
    assert contents.fault_of_title(name, typed) == ""


@pytest.mark.parametrize(("name", "typed"), each(BAD))
def test_bad_ones_are_named(name: str, typed: str) -> None:
    assert contents.fault_of_title(name, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "typed"), each(BAD))
def test_the_form_of_the_desk_refuses_them(name: str, typed: str) -> None:
    story = draft(newsroom.rubric("nature"))
    desk = desk_of(member(roles=("editor",)))
    url = f"/admin/articles/article/{story.pk}/change/"
    answer = desk.post(url, filled(desk, url, **{name: typed}))
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [name]
    assert story.revisions.count() == 1


@pytest.mark.django_db
def test_a_version_that_has_them_already_is_not_published() -> None:
    story = draft(newsroom.rubric("nature"), headline="\u202e", short_title="а\nб")
    kept = contents.of_revision(story.revisions.get())
    assert [name for name, _sentence in contents.unfit(kept)] == ["headline", "short_title"]

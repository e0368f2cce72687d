"""Two versions over one base: whatever either wrote is in the merged content or in a named conflict."""

import re
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.content import Content
from articles.merging import ChangedBy, FieldMerge, Merge, merge_contents

BASE: dict[str, Any] = {
    "schema": 1,
    "headline": "Лёд на реке",
    "short_title": "",
    "lead": "Коротко.",
    "slug": "lyod",
    "body": "<p>Один.</p><p>Два.</p><p>Три.</p>",
    "age_mark": None,
    "is_partner": False,
    "is_unverified": False,
    "rubric": 1,
    "lead_photo": None,
    "topics": [1, 2],
    "authors": [1],
    "sources": [],
}


def content(**changes: Any) -> Content:
    return cast("Content", BASE | changes)


def merge(theirs: dict[str, Any], mine: dict[str, Any]) -> Merge:
    return merge_contents(content(), content(**theirs), content(**mine))


def field(merged: Merge, name: str) -> FieldMerge:
    [found] = [field for field in merged.fields if field.name == name]
    return found


@pytest.mark.parametrize(
    ("theirs", "mine", "who", "result"),
    [
        ("Лёд на реке", "Лёд на реке", ChangedBy.NOBODY, "Лёд на реке"),
        ("Лёд на Ульбе", "Лёд на реке", ChangedBy.THEM, "Лёд на Ульбе"),
        ("Лёд на реке", "Лёд на Ульбе", ChangedBy.ME, "Лёд на Ульбе"),
        ("Лёд на Ульбе", "Лёд на Ульбе", ChangedBy.BOTH_ALIKE, "Лёд на Ульбе"),
        ("Лёд на Ульбе", "Лёд на Иртыше", ChangedBy.BOTH, "Лёд на Иртыше"),
    ],
)
def test_who_changed_a_field(theirs: str, mine: str, who: ChangedBy, result: str) -> None:
    merged = merge({"headline": theirs}, {"headline": mine})
    assert field(merged, "headline").changed_by == who
    assert merged.content["headline"] == result
    assert [conflict.name for conflict in merged.conflicts] == (["headline"] if who == ChangedBy.BOTH else [])


def test_a_conflict_keeps_all_three() -> None:
    [conflict] = merge({"lead": "Их слова."}, {"lead": "Мои слова."}).conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == ("Коротко.", "Их слова.", "Мои слова.")
    assert conflict.is_open


def body(theirs: str, mine: str) -> str | None:
    [found] = [f for f in merge({"body": theirs}, {"body": mine}).fields if f.name == "body"]
    assert found.changed_by == ChangedBy.BOTH
    return cast("str | None", found.merged)


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        (
            "<p>1.</p><p>Два.</p><p>Три.</p>",
            "<p>Один.</p><p>Два.</p><p>3.</p>",
            "<p>1.</p><p>Два.</p><p>3.</p>",
        ),
        # Neighbours are no overlap.
        (
            "<p>1.</p><p>Два.</p><p>Три.</p>",
            "<p>Один.</p><p>2.</p><p>Три.</p>",
            "<p>1.</p><p>2.</p><p>Три.</p>",
        ),
        # One adds beside a paragraph that the other edits.
        (
            "<p>Один.</p><p>Новый.</p><p>Два.</p><p>Три.</p>",
            "<p>Один.</p><p>2.</p><p>Три.</p>",
            "<p>Один.</p><p>Новый.</p><p>2.</p><p>Три.</p>",
        ),
        ("<p>Один.</p><p>Два.</p>", "<p>1.</p><p>Два.</p><p>Три.</p>", "<p>1.</p><p>Два.</p>"),
        # The same change by both, and another by one.
        ("<p>1.</p><p>Два.</p><p>Три.</p>", "<p>1.</p><p>Два.</p><p>3.</p>", "<p>1.</p><p>Два.</p><p>3.</p>"),
    ],
)
def test_a_body_is_merged_where_changes_do_not_touch(theirs: str, mine: str, merged: str) -> None:
    assert body(theirs, mine) == merged
    result = merge({"body": theirs}, {"body": mine})
    assert result.content["body"] == merged
    assert not result.conflicts or not result.conflicts[0].is_open


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        # The same paragraph.
        ("<p>1.</p><p>Два.</p><p>Три.</p>", "<p>I.</p><p>Два.</p><p>Три.</p>"),
        # One edits what the other removed.
        ("<p>Один.</p><p>Три.</p>", "<p>Один.</p><p>2.</p><p>Три.</p>"),
        # Both add at the same place: which comes first?
        ("<p>Один.</p><p>Их.</p><p>Два.</p><p>Три.</p>", "<p>Один.</p><p>Мой.</p><p>Два.</p><p>Три.</p>"),
        # What was added stood beside what the other removed.
        ("<p>Один.</p><p>Новый.</p><p>Два.</p><p>Три.</p>", "<p>Один.</p><p>Три.</p>"),
        # Both moved the same paragraph, to different places.
        ("<p>Два.</p><p>Один.</p><p>Три.</p>", "<p>Два.</p><p>Три.</p><p>Один.</p>"),
        # Loose words that would grow together.
        ("<p>Один.</p>их<p>Три.</p>", "<p>Один.</p><p>Два.</p>мои<p>Три.</p>"),
        # The same list.
        ("<ul><li>а</li></ul>", "<ul><li>б</li></ul>"),
    ],
)
def test_a_body_whose_changes_touch_is_left_to_a_person(theirs: str, mine: str) -> None:
    assert body(theirs, mine) is None
    result = merge({"body": theirs}, {"body": mine})
    assert result.content["body"] == mine
    assert [conflict.theirs for conflict in result.conflicts] == [theirs]


def test_loose_words_are_one_paragraph_and_spaces_stay() -> None:
    base = "начало <strong>важное</strong> конец\n<p>Два.</p>\n"
    theirs = base.replace("Два", "2")
    mine = base.replace("конец", "финал")
    merged = merge_contents(content(body=base), content(body=theirs), content(body=mine)).content["body"]
    assert merged == "начало <strong>важное</strong> финал\n<p>2.</p>\n"


def test_topics_are_a_set() -> None:
    merged = merge({"topics": [1, 2, 3]}, {"topics": [2, 4]})
    assert merged.content["topics"] == [2, 3, 4]
    assert not field(merged, "topics").is_open


def test_authors_keep_their_order_or_are_asked_about() -> None:
    two = content(authors=[1, 2])
    assert merge_contents(two, content(authors=[3, 1, 2]), content(authors=[1, 2, 4])).content["authors"] == [
        3,
        1,
        2,
        4,
    ]
    [conflict] = merge({"authors": [2]}, {"authors": [3]}).conflicts
    assert conflict.is_open


def test_a_field_that_one_edition_of_the_shape_lacks_is_empty() -> None:
    older, newer = content(), content(schema=2, seo_title="")
    titled = content(schema=2, seo_title="Для поиска")
    merged = merge_contents(older, newer, newer)
    assert field(merged, "seo_title").changed_by == ChangedBy.NOBODY
    merged = merge_contents(older, titled, newer)
    assert field(merged, "seo_title").changed_by == ChangedBy.THEM
    assert merged.content == titled
    assert merge_contents(older, older, titled).content == titled
    [conflict] = merge_contents(older, titled, content(schema=2, seo_title="Иной")).conflicts
    assert (conflict.base, conflict.theirs) == (None, "Для поиска")


def test_the_age_mark_of_all_ages_is_no_empty_one() -> None:
    assert field(merge({"age_mark": 0}, {}), "age_mark").changed_by == ChangedBy.THEM


LINES = st.sampled_from(["Один", "Два", "Три", "Лёд на реке", "Қар жауды", "Новое слово", "Ещё одно"])
BLOCKS = st.one_of(
    LINES.map("<p>{}</p>".format),
    LINES.map("<h2>{}</h2>\n".format),
    st.lists(LINES, min_size=1, max_size=3).map(
        lambda items: "<ul>" + "".join(f"<li>{i}</li>" for i in items) + "</ul>"
    ),
    LINES.map("<blockquote><p>{}</p><footer>кто</footer></blockquote>".format),
    LINES,
)
IDS = st.lists(st.integers(1, 5), max_size=4, unique=True)
SOURCES = st.lists(
    st.fixed_dictionaries({"source": st.integers(1, 3), "url": st.sampled_from(["", "https://a.example/"])}),
    max_size=3,
)
CONTENTS = st.builds(
    lambda required, optional: cast("Content", required | optional),
    st.fixed_dictionaries(
        {
            "headline": LINES,
            "lead": st.one_of(st.just(""), LINES),
            "body": st.lists(BLOCKS, max_size=6).map("".join),
            "age_mark": st.sampled_from([None, 0, 12]),
            "is_partner": st.booleans(),
            "rubric": st.integers(1, 3),
            "lead_photo": st.sampled_from([None, 1, 2]),
            "topics": IDS.map(sorted),
            "authors": IDS,
            "sources": SOURCES,
        }
    ),
    st.one_of(
        st.just({"schema": 1}),
        st.fixed_dictionaries({"schema": st.just(2), "seo_title": st.one_of(st.just(""), LINES)}),
    ),
)


@settings(deadline=None)
@given(CONTENTS, CONTENTS)
def test_who_changed_nothing_changes_nothing(base: Content, other: Content) -> None:
    assert merge_contents(base, base, other).content == other
    assert merge_contents(base, other, base).content == other
    assert merge_contents(base, other, other).content == other
    assert merge_contents(base, other, other).conflicts == []
    assert merge_contents(base, base, other).conflicts == []


def edited(base: Content, data: st.DataObject) -> Content:
    """The base with some fields and some blocks of the body changed, as a person would."""
    other = data.draw(CONTENTS)
    names = data.draw(st.sets(st.sampled_from(sorted(set(BASE) - {"schema", "body"}))))
    changed = {name: cast("dict[str, Any]", other).get(name) for name in names if name in other}
    blocks = [match[0] for match in re.finditer(r"<(\w+)>.*?</\1>\n?|[^<]+", base["body"])]
    for _step in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(blocks)))
        blocks[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(BLOCKS, max_size=2))
    return cast("Content", base | changed | {"body": "".join(blocks)})


def texts(value: Any) -> set[str]:
    """Every text in a content, the body cut into its lines."""
    if isinstance(value, dict):
        return set().union(*map(texts, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(texts, value)) if value else set()
    return set(filter(None, re.split(r"<[^>]*>|\n", value))) if isinstance(value, str) else {repr(value)}


@settings(deadline=None)
@given(CONTENTS, st.data())
def test_nothing_that_either_wrote_is_lost(base: Content, data: st.DataObject) -> None:
    theirs, mine = edited(base, data), edited(base, data)
    merged = merge_contents(base, theirs, mine)
    for version in (theirs, mine):
        for name, value in version.items():
            conflict = [field for field in merged.conflicts if field.name == name and field.is_open]
            if conflict:
                assert value in (conflict[0].theirs, conflict[0].mine)
                continue
            new = texts(value) - texts(cast("dict[str, Any]", base).get(name))
            if new and name not in {"topics"}:
                assert new <= texts(cast("dict[str, Any]", merged.content)[name]), name


@settings(deadline=None)
@given(CONTENTS, st.data())
def test_nobody_is_the_stronger_one(base: Content, data: st.DataObject) -> None:
    """Whose version is called mine decides nothing but what stands in an open field."""
    one, other = edited(base, data), edited(base, data)
    here, there = merge_contents(base, one, other), merge_contents(base, other, one)
    assert {c.name for c in here.conflicts if c.is_open} == {c.name for c in there.conflicts if c.is_open}
    is_open = {c.name for c in here.conflicts if c.is_open}
    for name, value in here.content.items():
        if name not in is_open:
            assert cast("dict[str, Any]", there.content)[name] == value

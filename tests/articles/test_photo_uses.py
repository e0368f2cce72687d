"""Which versions show a photo: found by an index, whoever wrote them."""

import time
from collections.abc import Callable

import pytest
from django.db import connection

from articles import revisions
from articles.content import capture
from articles.models import Article, Photo, Revision, Rubric
from articles.photo_search import matching
from articles.photo_uses import is_used, uses_of, versions_with
from tests import newsroom
from tests.articles.admin.conftest import draft
from tests.query_plans import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(db: None) -> Rubric:
    return newsroom.rubric("nature")


def frame(photo: Photo, width: int = 400) -> str:
    return f'<figure><img src="/media/photos/{photo.key}/{width}.jpg" alt=""></figure>'


def test_above_the_text_and_in_it(section: Rubric) -> None:
    photo, other = newsroom.photo(), newsroom.photo()
    above = draft(section, lead_photo=photo.pk, slug="a").revisions.get()
    within = draft(section, body=frame(other) + frame(photo, 1200), slug="b").revisions.get()
    draft(section, lead_photo=other.pk, body=frame(other), slug="c")
    assert set(versions_with(photo)) == {above, within}


def test_a_number_or_a_key_that_only_begins_alike_is_another_photo(section: Rubric) -> None:
    photo = newsroom.photo(key="abc")
    longer = newsroom.photo(key="abcd")
    draft(section, body=frame(longer), slug="a")
    draft(section, body=f"<p>#{photo.pk} и abc</p>", slug="b")
    assert not versions_with(photo).exists()
    assert not is_used(photo)
    assert is_used(longer)


def test_a_version_without_photos_or_of_an_older_shape_is_no_obstacle(section: Rubric) -> None:
    photo, story = newsroom.photo(), draft(section)
    for number, content in enumerate(
        ({}, {"body": None, "lead_photo": None}, {"lead_photo": photo.pk}, {"body": frame(photo)}), start=2
    ):
        Revision.objects.create(article=story, number=number, content=content)
    assert set(versions_with(photo).values_list("number", flat=True)) == {4, 5}


def test_a_version_written_by_plain_sql_is_found_too(section: Rubric) -> None:
    photo, story = newsroom.photo(), draft(section)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_revision (article_id, number, content, note, saved_at) "
            "VALUES (%s, 2, jsonb_build_object('body', %s::text), '', now())",
            [story.pk, frame(photo)],
        )
    assert versions_with(photo).count() == 1


def test_the_index_answers(section: Rubric) -> None:
    photo = newsroom.photo()
    draft(section, lead_photo=photo.pk)
    assert "revision_photos" in plan(versions_with(photo))
    assert "photo_words_trgm" in plan(matching(Photo.objects.order_by(), "снегу"))


MANY_VERSIONS = """
INSERT INTO articles_revision (article_id, number, content, note, saved_at)
SELECT story.id, number, jsonb_build_object('schema', 2, 'headline', 'Новость', 'body',
    repeat('<p>Обычный абзац новости о городе на слиянии двух рек, о воде и о людях.</p>', 9)
    || '<figure><img src="/media/photos/k' || (story.id * 7 + number) %% %s || '/800.jpg" alt=""></figure>',
    'lead_photo', 1000000 + story.id %% %s), '', now()
FROM articles_article AS story, generate_series(1, 10) AS number
"""
LAST_ARE_WORKING = """
UPDATE articles_article SET working_revision_id = r.id FROM articles_revision AS r
WHERE r.article_id = articles_article.id AND r.number = 10
"""


def test_two_hundred_thousand_versions_answer_at_once(
    section: Rubric, is_long: bool, record_property: Callable[[str, object], None]
) -> None:
    stories, photos = (20_000, 5_000) if is_long else (200, 50)
    Article.objects.bulk_create(
        Article(headline="Новость", slug="novost", rubric=section, language="ru") for _story in range(stories)
    )
    photo, unused = newsroom.photo(key="k7"), newsroom.photo(key="nowhere")
    with connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute(MANY_VERSIONS, [photos, photos])
        record_property("seconds to write the versions", round(time.perf_counter() - started, 1))
        cursor.execute(LAST_ARE_WORKING)
        cursor.execute(
            "SELECT gin_clean_pending_list('revision_photos'), pg_relation_size('revision_photos')"
        )
        record_property("bytes of the index", cursor.fetchone()[1])
        cursor.execute("ANALYZE")
    for name, wanted in (("used", photo), ("unused", unused)):
        started = time.perf_counter()
        uses = uses_of(wanted)
        record_property(f"seconds for {name}, all groups", round(time.perf_counter() - started, 3))
        assert bool(uses) == (wanted == photo)
        started = time.perf_counter()
        assert is_used(wanted) == (wanted == photo)
        took = time.perf_counter() - started
        record_property(f"seconds for {name}, may it be deleted", round(took, 3))
        assert took < 0.5
    assert versions_with(photo).count() == stories * 10 // photos


def test_a_replaced_version_stays_among_the_former(section: Rubric) -> None:
    photo = newsroom.photo()
    story = draft(section, lead_photo=photo.pk)
    assert [story] == uses_of(photo).in_work
    revisions.save_revision(story, capture(story) | {"lead_photo": None}, by=None)
    uses = uses_of(photo)
    assert (uses.in_work, uses.former, uses.live) == ([], [story], [])
    assert is_used(photo)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("снегу", {"winter", "bridge"}),
        ("СНЕГУ мост", {"bridge"}),
        ("ёлка", {"tree"}),
        ("елка", {"tree"}),
        ("мұз", {"kazakh"}),
        ("pexels", {"stock"}),
        ("100%", set()),
        ("_", set()),
        ("'); DROP TABLE", set()),
        ("", {"winter", "bridge", "tree", "kazakh", "stock"}),
    ],
)
def test_search_finds_every_word_in_any_fact(words: str, found: set[str]) -> None:
    newsroom.photo(key="winter", alt_ru="Река в снегу")
    newsroom.photo(key="bridge", alt_ru="Мост", caption_ru="В снегу")
    newsroom.photo(key="tree", alt_ru="Ёлка")
    newsroom.photo(key="kazakh", alt_ru="Лёд", caption_kk="Мұз")
    newsroom.photo(key="stock", alt_ru="Люди", credit="pexels.com")
    assert set(matching(Photo.objects.all(), words).values_list("key", flat=True)) == found


def test_hostile_words_find_nothing() -> None:
    newsroom.photo()
    for words in ("\x00", "а" * 100_000, "%" * 50, "\ud800", "😀 " * 500):
        list(matching(Photo.objects.all(), words))

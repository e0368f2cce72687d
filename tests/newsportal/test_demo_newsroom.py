"""What the demonstration loads, once, and what it leaves alone afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles.models import Article, Author, Correction, Outlet, Photo, Pin, Rubric, ViewCount
from articles.view_counter import most_read
from newsportal.demo.loading import load_or_renew
from newsportal.demo.story_files import read_all
from widgets.models import Rate, WeatherObservation

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo newsroom")]

LEAD = "stagniruyushchie-goroda-klassifikatsiya"


@pytest.fixture(scope="module")
def first_start(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[datetime]:
    """The newsroom is loaded once for this module, and taken back after it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("demo-media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        now = timezone.now()
        assert load_or_renew(now)
        yield now
        transaction.set_rollback(True)


@pytest.fixture
def newsroom(first_start: datetime, db: None) -> datetime:
    """The loaded newsroom; what a test changes is taken back, because its transaction is inside the module's."""
    return first_start


def test_every_story_is_published_before_the_first_start(newsroom: datetime) -> None:
    assert Article.objects.published(newsroom).count() == len(read_all())


def test_stories_are_dated_back_from_the_first_start(newsroom: datetime) -> None:
    ages = {story.slug: story.age_hours for story in read_all()}
    for article in Article.objects.published(newsroom):
        assert article.published_at is not None
        age = newsroom - article.published_at
        assert timedelta(hours=ages[article.slug]) <= age < timedelta(hours=ages[article.slug] + 1)


def test_there_is_one_hidden_story_in_each_state(newsroom: datetime) -> None:
    hidden = Article.objects.exclude(pk__in=Article.objects.published(newsroom))
    assert set(hidden.values_list("slug", "publication")) == {
        ("primer-chernovika", "none"),
        ("primer-materiala-na-proverke", "none"),
        ("primer-vozvrashchyonnogo-materiala", "none"),
        ("primer-gotovogo-materiala", "none"),
        ("primer-zaplanirovannogo-materiala", "published"),
        ("primer-materiala-pod-embargo", "published"),
        ("primer-materiala-s-istyokshim-srokom", "published"),
        ("primer-snyatogo-materiala", "withdrawn"),
    }


def test_a_translation_shares_the_group_of_its_original(newsroom: datetime) -> None:
    original = Article.objects.get(slug=LEAD)
    translation = Article.objects.get(translation_group=original.translation_group, language="kk")
    assert translation.headline.startswith("Қазақстанның моноқалаларын")


def test_pictures_of_a_body_are_photos_of_the_library(newsroom: datetime) -> None:
    article = Article.objects.get(slug=LEAD)
    photo = article.photos.get()
    assert f'src="/media/photos/{photo.key}/1200.jpg"' in article.body
    assert (photo.is_drawing, photo.credit) == (True, "редакция «Слияния»")


def test_corrections_come_after_the_story(newsroom: datetime) -> None:
    assert Correction.objects.published().exists()
    for correction in Correction.objects.select_related("article"):
        assert correction.article.published_at is not None
        assert correction.published_at is not None
        assert correction.article.published_at < correction.published_at < newsroom


def test_nothing_names_a_person(newsroom: datetime) -> None:
    assert all("демо" in name.lower() for name in Author.objects.values_list("name_ru", flat=True))
    assert not Article.objects.exclude(created_by=None).exists()


def test_the_publication_says_that_it_is_a_demonstration(newsroom: datetime) -> None:
    said = Outlet.objects.values("is_demo", "demo_notice_ru", "demo_notice_kk").get()
    assert said["is_demo"]
    assert said["demo_notice_ru"].startswith("Это демонстрация")
    assert "көрсетілім" in said["demo_notice_kk"]


def test_everything_has_a_kazakh_name(newsroom: datetime) -> None:
    assert not Rubric.objects.filter(menu_name_kk="").exists()
    assert not Photo.objects.filter(alt_kk="").exists()


def test_most_read_is_not_empty(newsroom: datetime) -> None:
    assert len(most_read("ru")) == 5
    assert len(most_read("kk")) == 5


def test_samples_are_shown_from_the_start(newsroom: datetime) -> None:
    assert WeatherObservation.objects.filter(source="sample").count() == 18
    assert Rate.objects.filter(source="sample").count() == 4


def test_a_second_start_loads_nothing_and_keeps_what_was_edited(newsroom: datetime) -> None:
    Article.objects.filter(slug=LEAD).update(headline="Исправленный заголовок")
    counts = [model.objects.count() for model in (Article, Photo, Pin, ViewCount)]
    assert not load_or_renew(newsroom + timedelta(days=3))
    assert Article.objects.get(slug=LEAD).headline == "Исправленный заголовок"
    assert [model.objects.count() for model in (Article, Photo, Pin, ViewCount)] == counts


def test_a_second_start_renews_samples_and_the_bar(newsroom: datetime) -> None:
    later = newsroom + timedelta(days=3)
    load_or_renew(later)
    assert set(WeatherObservation.objects.values_list("observed_at", flat=True)) == {later}
    assert Pin.objects.current(later).get().slot == Pin.Slot.BREAKING


def test_a_bar_that_somebody_changed_is_left_alone(newsroom: datetime) -> None:
    Pin.objects.filter(slot=Pin.Slot.BREAKING).update(ends_at=newsroom + timedelta(hours=1))
    load_or_renew(newsroom + timedelta(days=3))
    assert not Pin.objects.current(newsroom + timedelta(days=3)).exists()


def test_a_newsroom_of_somebody_else_gets_nothing_of_ours(newsroom: datetime) -> None:
    Outlet.objects.update(is_demo=False)
    assert not load_or_renew(datetime(2030, 1, 1, tzinfo=UTC))
    assert not Pin.objects.filter(starts_at__year=2030).exists()

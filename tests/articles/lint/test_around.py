"""What the rules are told about a story is read in few queries, whatever the story has."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from articles import content as contents
from articles.lint import check
from articles.lint.around import load, own_hosts
from articles.models import Article, Photo
from articles.models.photo_rights import Problem
from articles.places import gazetteer
from tests import newsroom
from tests.articles.lint.versions import version

pytestmark = pytest.mark.django_db


def shown(*photos: Photo) -> str:
    return "<p>Текст.</p>" + "".join(
        f'<figure><img src="/media/photos/{photo.key}/800.jpg" alt=""></figure>' for photo in photos
    )


def test_few_queries_however_much_there_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Two for the rules of the newsroom; the registry asks whether the gazetteer is as it was."""
    gazetteer.matcher()
    photos = [newsroom.photo() for _number in range(4)]
    agencies = [newsroom.source() for _number in range(3)]
    sources = [{"source": one.pk, "url": "", "relation": "based_on"} for one in agencies]
    content = version(shown(*photos[1:]), lead_photo=photos[0].pk, sources=sources)
    story = newsroom.story()
    with django_assert_num_queries(3):
        around = load(content, language="ru", article=story)
        check(content, language="ru", around=around)
    assert len(around.photos) == 8
    assert len(around.sources) == 3


def test_a_photo_is_found_by_its_id_and_by_its_key() -> None:
    photo = newsroom.photo(caption_ru="Лёд", credit="Айдар")
    facts = load(version(shown(photo), lead_photo=photo.pk), language="ru").photos
    assert facts[photo.pk] is facts[photo.key]
    assert (facts[photo.pk].title, facts[photo.pk].credit, facts[photo.pk].unusable) == ("Лёд", "Айдар", None)


@pytest.mark.parametrize(("language", "alt"), [("ru", "Река в снегу"), ("kk", "")])
def test_words_of_the_other_language_do_not_count(language: str, alt: str) -> None:
    photo = newsroom.photo(alt_ru="Река в снегу")
    content = version(shown(photo), lead_photo=photo.pk)
    around = load(content, language=language)
    assert around.photos[photo.pk].alt == alt
    codes = [warning.code for warning in check(content, language=language, around=around)]
    assert codes == ([] if alt else ["alt-empty", "alt-empty"])


def test_agencies_are_known_though_the_story_does_not_name_them() -> None:
    agency = newsroom.source(name_ru="МИА «Казинформ»", name_kk="«Казинформ» ХАА", kind="agency")
    newsroom.source(kind="government")
    named = newsroom.source(kind="media")
    item = {"source": named.pk, "url": "https://vlast.kz/1", "relation": "cites"}
    content = version("<p>Лёд встал, передаёт Казинформ.</p>", sources=[item])
    around = load(content, language="ru")
    assert set(around.sources) == {agency.pk, named.pk}
    assert around.sources[agency.pk].names == ("МИА «Казинформ»", "«Казинформ» ХАА")
    without_sources = version("<p>Лёд встал, передаёт Казинформ.</p>")
    found = check(without_sources, language="ru", around=load(without_sources, language="ru"))
    assert [warning.code for warning in found] == ["attribution-without-link"]


def test_a_source_is_named_in_the_language_of_the_page() -> None:
    agency = newsroom.source(name_ru="МИА «Казинформ»", name_kk="«Казинформ» ХАА")
    with translation.override("kk"):
        assert load(version(), language="ru").sources[agency.pk].name == "«Казинформ» ХАА"


def test_times_come_from_the_row() -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    story = newsroom.story(embargo_until=now + hour, expires_at=now + 2 * hour)
    around = load(version(), language="ru", article=story, publish_at=now + hour, now=now)
    assert (around.embargo_until, around.expires_at) == (now + hour, now + 2 * hour)
    assert (around.now, around.publish_at) == (now, now + hour)


@pytest.mark.parametrize(
    ("fields", "is_live"),
    [
        ({}, True),
        ({"publication": "none", "published_at": None}, False),
        ({"published_at": timezone.now() + timedelta(hours=1)}, False),
        (newsroom.hidden_states()["withdrawn"], False),
    ],
)
def test_a_story_is_live_when_its_moment_has_come(fields: dict[str, Any], is_live: bool) -> None:
    assert load(version(), language="ru", article=newsroom.story(**fields)).is_live is is_live


def test_a_story_not_saved_yet_has_no_row() -> None:
    around = load(version(), language="ru")
    assert (around.embargo_until, around.is_live) == (None, False)


def test_the_rights_are_those_of_the_day_of_publication() -> None:
    now = timezone.now()
    photo = newsroom.photo(rights_until=timezone.localdate() + timedelta(days=1))
    content = version(lead_photo=photo.pk)
    later = load(content, language="ru", publish_at=now + timedelta(days=3), now=now)
    assert load(content, language="ru", now=now).photos[photo.pk].unusable is None
    assert later.photos[photo.pk].unusable == Problem.RIGHTS_ENDED.label


def test_hosts_of_this_site(settings: Any) -> None:
    settings.PUBLIC_URL = "https://sliyanie.kz"
    settings.ALLOWED_HOSTS = ["*", ".sliyanie.kz", "WWW.example.org"]
    assert own_hosts() == {"sliyanie.kz", "www.example.org"}


def test_a_story_of_the_newsroom_is_checked_as_it_stands() -> None:
    story: Article = newsroom.story("Лёд на реке встал раньше", lead_photo=newsroom.photo())
    content = contents.capture(story)
    assert check(content, language="ru", around=load(content, language="ru", article=story)) == []

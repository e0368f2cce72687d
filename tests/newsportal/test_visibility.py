"""A story that readers may not see appears nowhere: every surface × every hidden state, with a visible one beside."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction, Photo, Pin, ViewCount
from tests import newsroom

pytestmark = pytest.mark.django_db

STATES = sorted(newsroom.hidden_states())
VISIBLE, HIDDEN = "Видимая новость о Риддере", "Скрытая новость о Риддере"


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> tuple[Article, Article]:
    """A visible and a hidden story that share everything which could bring them to a page."""
    newsroom.outlet()
    section = newsroom.rubric("news")
    shared: dict[str, Any] = {
        "section": section,
        "topics": (newsroom.topic("shared"),),
        "authors": (newsroom.author("shared"),),
    }
    hidden_fields = newsroom.hidden_states()[request.param]
    visible = newsroom.story(VISIBLE, **shared, lead_photo=newsroom.photo(rendered=True))
    hidden = newsroom.story(
        HIDDEN,
        **shared,
        **hidden_fields,
        lead_photo=newsroom.photo(rendered=True),
        photos=(newsroom.photo(rendered=True),),
    )
    for story in (visible, hidden):
        ViewCount.objects.create(article=story, day=timezone.localdate(), count=100)
        Pin.objects.create(
            slot="breaking",
            article=story,
            starts_at=timezone.now() - timedelta(hours=1),
            ends_at=timezone.now() + timedelta(hours=1),
        )
        Correction.objects.create(
            article=story, kind="correction", text=f"Поправка: {story.headline}", published_at=timezone.now()
        )
    Pin.objects.create(
        slot="lead",
        article=hidden,
        starts_at=timezone.now() - timedelta(hours=1),
        ends_at=timezone.now() + timedelta(hours=1),
    )
    return visible, hidden


def today_url() -> str:
    return f"/archive/{timezone.localdate():%Y/%m/%d}/"


def yesterdays_url() -> str:
    return f"/archive/{timezone.localdate() - timedelta(days=1):%Y/%m/%d}/"


# What is read, and whether the visible story must be there (the story itself and its neighbour are asked apart).
SURFACES: dict[str, Callable[[], str]] = {
    "front": lambda: "/",
    "rubric": lambda: "/news/",
    "topic": lambda: "/topics/shared/",
    "author": lambda: "/authors/shared/",
    "search": lambda: "/search/?q=новость+Риддере",
    "search with a typo": lambda: "/search/?q=навость+Ридере",
    "corrections": lambda: "/ispravleniya/",
    "corrections feed": lambda: "/ispravleniya/rss.xml",
    "site feed": lambda: "/rss.xml",
    "rubric feed": lambda: "/news/rss.xml",
    "topic feed": lambda: "/topics/shared/rss.xml",
    "author feed": lambda: "/authors/shared/rss.xml",
    "news sitemap": lambda: "/news-sitemap.xml",
}


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_hidden_stories_appear_on_no_list(pair: tuple[Article, Article], client: Client) -> None:
    def sees_what_it_should(surface: str) -> bool:
        page = client.get(SURFACES[surface]()).content.decode()
        return VISIBLE in page and HIDDEN not in page and pair[1].slug not in page

    assert [surface for surface in SURFACES if not sees_what_it_should(surface)] == []


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_hidden_stories_are_not_in_the_breaking_bar(pair: tuple[Article, Article], client: Client) -> None:
    visible, hidden = pair
    # A page without a list of stories: what it names stands in the bar.
    page = client.get("/imprint/").content.decode()
    assert visible.url in page
    assert HIDDEN not in page
    assert hidden.slug not in page


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_hidden_stories_appear_in_no_archive(pair: tuple[Article, Article], client: Client) -> None:
    # The visible story is an hour old: around midnight it is yesterday's.
    pages = client.get(today_url()).content.decode() + client.get(yesterdays_url()).content.decode()
    assert VISIBLE in pages
    assert HIDDEN not in pages


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_hidden_stories_appear_in_no_sitemap(pair: tuple[Article, Article], client: Client) -> None:
    visible, hidden = pair
    assert visible.published_at is not None
    index = client.get("/sitemap.xml").content.decode()
    month = client.get(f"/sitemap-{visible.published_at:%Y-%m}.xml").content.decode()
    assert f"/sitemap-{visible.published_at:%Y-%m}.xml" in index
    assert visible.slug in month
    assert hidden.slug not in month


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_hidden_stories_are_neither_related_nor_next(pair: tuple[Article, Article], client: Client) -> None:
    visible, hidden = pair
    # Newer than both, so that each of them could be the next.
    newest = newsroom.story(
        "Самая новая", section=visible.rubric, topics=tuple(visible.topics.all()), age=timedelta(0)
    )
    page = client.get(newest.url).content.decode()
    assert VISIBLE in page
    assert HIDDEN not in page
    assert hidden.slug not in page


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_a_hidden_story_answers_as_an_unknown_address(pair: tuple[Article, Article], client: Client) -> None:
    _visible, hidden = pair
    expected = 410 if hidden.publication == "withdrawn" else 404
    for address in (hidden.url, f"/{hidden.pk}.html", f"/any/{hidden.pk}-slug/", f"/kk/news/{hidden.pk}-x/"):
        answer = client.get(address)
        assert answer.status_code == expected, address
        assert HIDDEN not in answer.content.decode()
        assert "Location" not in answer.headers
    if expected == 410:
        assert "По требованию закона" in client.get(hidden.url).content.decode()
    else:
        unknown = client.get(f"/news/{hidden.pk + 1000}-istoriya/").content
        assert client.get(hidden.url).content.replace(hidden.url.encode(), b"") == unknown.replace(
            f"/news/{hidden.pk + 1000}-istoriya/".encode(), b""
        )


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_photos_of_a_hidden_story_are_not_served(pair: tuple[Article, Article], client: Client) -> None:
    visible, hidden = pair
    assert visible.lead_photo is not None
    assert client.get(visible.lead_photo.url(120, "jpg")).status_code == 200
    assert hidden.lead_photo is not None
    for photo in (hidden.lead_photo, hidden.photos.get()):
        for extension in ("jpg", "webp", "avif"):
            assert client.get(photo.url(120, extension)).status_code == 404


@pytest.mark.parametrize("pair", ["embargo", "tomorrow", "expired"], indirect=True)
def test_the_clock_alone_decides(pair: tuple[Article, Article]) -> None:
    """No worker and no write: the same row is visible at another moment."""
    hidden = pair[1]
    moments = [timezone.now() + timedelta(days=shift, minutes=-90 if shift == 0 else 0) for shift in (0, 2)]
    seen = [Article.objects.published(moment).filter(pk=hidden.pk).exists() for moment in moments]
    assert any(seen)
    assert not Article.objects.published().filter(pk=hidden.pk).exists()


@pytest.mark.parametrize("pair", STATES, indirect=True)
def test_a_list_does_not_go_on_from_a_story_that_was_never_seen(
    pair: tuple[Article, Article], client: Client
) -> None:
    visible, hidden = pair
    assert client.get(f"/news/?before={visible.pk}").status_code == 200
    expected = 200 if hidden.publication == "withdrawn" else 404
    for path in ("/news/", "/topics/shared/", "/search/?q=новость&"):
        address = f"{path}before={hidden.pk}" if "?" in path else f"{path}?before={hidden.pk}"
        assert client.get(address).status_code == expected


def test_a_story_withdrawn_under_embargo_was_never_there(client: Client) -> None:
    newsroom.outlet()
    fields = newsroom.hidden_states()["withdrawn"] | {"embargo_until": timezone.now() + timedelta(hours=1)}
    story = newsroom.story(HIDDEN, **fields)
    assert client.get(story.url).status_code == 404


def test_a_correction_of_tomorrow_waits(client: Client) -> None:
    newsroom.outlet()
    story = newsroom.story(VISIBLE)
    Correction.objects.create(
        article=story, kind="correction", text="Завтрашняя", published_at=timezone.now() + timedelta(days=1)
    )
    for address in (story.url, "/ispravleniya/", "/rss.xml"):
        assert "Завтрашняя" not in client.get(address).content.decode()


PHOTO_STATES: dict[str, dict[str, Any]] = {
    "withdrawn": {"withdrawn_at": timezone.now(), "withdrawal_reason": "По требованию"},
    "rights ended": {"rights_until": timezone.localdate() - timedelta(days=1)},
    "without consent": {"consent": "not_obtained"},
}
PHOTO_CREDIT, PHOTO_CAPTION, IN_TEXT = "Автор снимка", "Подпись снимка", "Слова под снимком"
PHOTO_SURFACES = {**SURFACES, "archive": today_url, "kazakh front": lambda: "/kk/"}
WITHOUT_PHOTOS = {
    "corrections",
    "corrections feed",
    "news sitemap",
    "kazakh front",
    "search",
    "search with a typo",
}


@pytest.fixture
def illustrated(client: Client) -> tuple[Article, Photo]:
    """A story with one photo above it, in its text and beside its author: everything that a page can show."""
    newsroom.outlet()
    section = newsroom.rubric("news")
    photo = newsroom.photo(
        rendered=True, credit=PHOTO_CREDIT, caption_ru=PHOTO_CAPTION, alt_ru="Снимок Риддера"
    )
    body = (
        f'<p>До снимка.</p><figure><img src="/media/photos/{photo.key}/120.jpg" alt="Вид">'
        f'<figcaption>{IN_TEXT}, <a href="https://example.kz/">ещё</a></figcaption></figure><p>После.</p>'
    )
    story = newsroom.story(
        VISIBLE,
        section=section,
        topics=(newsroom.topic("shared"),),
        authors=(newsroom.author("shared", portrait=photo),),
        lead_photo=photo,
        photos=(photo,),
        body=body,
        age=timedelta(0),
    )
    Correction.objects.create(article=story, kind="correction", text="Поправка", published_at=timezone.now())
    return story, photo


def photo_pages(story: Article, client: Client) -> Iterator[tuple[str, str]]:
    """Each surface where the photo may be, and its page."""
    for surface, url in [("story", story.url), *((name, url()) for name, url in PHOTO_SURFACES.items())]:
        yield surface, client.get(url).content.decode()


def test_a_photo_that_may_be_shown_is_on_every_surface(
    illustrated: tuple[Article, Photo], client: Client
) -> None:
    story, photo = illustrated
    seen = {surface: photo.key in page for surface, page in photo_pages(story, client)}
    assert seen == {surface: surface not in WITHOUT_PHOTOS for surface in ("story", *PHOTO_SURFACES)}


@pytest.mark.parametrize("state", PHOTO_STATES)
def test_a_photo_that_may_not_is_on_none_and_leaves_no_hole(
    state: str, illustrated: tuple[Article, Photo], client: Client
) -> None:
    story, photo = illustrated
    Photo.objects.filter(pk=photo.pk).update(**PHOTO_STATES[state])
    traces = (photo.key, PHOTO_CREDIT, PHOTO_CAPTION, "Снимок Риддера", "<figure", 'class="frame"')
    for surface, page in photo_pages(story, client):
        assert [trace for trace in traces if trace in page] == [], surface
        # A search finds the words of a text, and those under a photo are among them.
        assert IN_TEXT not in page or surface.startswith("search"), surface
        assert story.url in page or surface == "kazakh front", surface


@pytest.mark.parametrize("state", PHOTO_STATES)
def test_the_files_of_such_a_photo_are_not_served(
    state: str, illustrated: tuple[Article, Photo], client: Client
) -> None:
    photo = illustrated[1]
    addresses = [photo.url(120, extension) for extension in ("jpg", "webp", "avif")]
    assert [client.get(address).status_code for address in addresses] == [200] * 3
    Photo.objects.filter(pk=photo.pk).update(**PHOTO_STATES[state])
    assert [client.get(address).status_code for address in addresses] == [404] * 3


@pytest.mark.parametrize("state", PHOTO_STATES)
def test_sharing_falls_back_on_the_picture_of_the_site(
    state: str, illustrated: tuple[Article, Photo], client: Client
) -> None:
    story, photo = illustrated
    assert f'property="og:image" content="{settings.PUBLIC_URL}{photo.url(120, "jpg")}"' in (
        client.get(story.url).content.decode()
    )
    Photo.objects.filter(pk=photo.pk).update(**PHOTO_STATES[state])
    page = client.get(story.url).content.decode()
    assert "img/icon-512.png" in page
    assert '"image":' not in page


def test_templates_of_readers_ask_for_photos_that_may_be_shown() -> None:
    """`shown_photo` and `shown_portrait` know the rule; the relations behind them do not."""
    templates = settings.BASE_DIR / "templates"
    for path in templates.rglob("*.html"):
        if "admin" not in path.relative_to(templates).parts:
            assert not re.search(r"lead_photo|\.portrait", path.read_text()), path

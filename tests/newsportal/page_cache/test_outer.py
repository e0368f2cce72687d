"""What browsers and outer caches are told of kept pages, and that it tells nothing more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from newsportal.page_cache.outer import MAX_TAGS, Told, headers_of
from tests import newsroom
from tests.newsportal.page_cache.web import Web

UNTOLD = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=600"
TOLD = "max-age=30, stale-while-revalidate=30, stale-if-error=86400"

type Headers = list[tuple[str, str]]


def rule_of(*headers: tuple[str, str], told: Told | None = None) -> dict[str, str]:
    return dict(headers_of([*headers], {"articles_article:17"}, told))


def test_a_kept_page_is_asked_about_each_second_by_caches_that_nobody_tells() -> None:
    assert rule_of(("Cache-Control", "no-cache")) == {
        "Cache-Control": UNTOLD,
        "Cache-Tag": "page,articles_article:17",
    }


def test_a_browser_keeps_a_page_as_long_as_its_view_says() -> None:
    said = rule_of(("Cache-Control", "public, max-age=60, stale-while-revalidate=300"))["Cache-Control"]
    assert said == UNTOLD.replace("max-age=0", "max-age=60")


def test_that_there_is_nothing_takes_the_place_of_what_was_there() -> None:
    assert rule_of(("Cache-Control", "no-store"))["Cache-Control"] == UNTOLD


def test_the_cache_that_is_told_gets_a_longer_term_in_a_word_of_its_own() -> None:
    said = rule_of(told=Told("Surrogate-Control", "Surrogate-Key"))
    assert said["Cache-Control"] == UNTOLD
    assert said["Surrogate-Control"] == TOLD
    assert said["Surrogate-Key"] == "page articles_article:17"


def test_tags_of_stories_are_left_out_where_every_story_counts() -> None:
    tags = {"articles", "rubrics", *(f"articles_article:{number}" for number in range(300))}
    assert dict(headers_of([], tags))["Cache-Tag"] == "page,articles,rubrics"


def test_so_many_tags_that_a_proxy_would_choke_become_the_whole() -> None:
    tags = {"breaking", *(f"articles_article:{number}" for number in range(1000))}
    said = dict(headers_of([], tags))["Cache-Tag"]
    assert said == "page,articles,breaking"
    assert len(said) <= MAX_TAGS


@pytest.fixture
def story(transactional_db: None) -> Article:
    newsroom.outlet()
    return newsroom.story(section=newsroom.rubric("nature"))


def test_pages_of_all_kinds_say_it(web: Web, story: Article) -> None:
    web.hear()
    for address, tags in {
        story.url: f"page,articles_article:{story.pk}",
        "/": "page,articles,breaking,outlet,rubrics",
        "/rss.xml": "page,articles,names,outlet",
        "/sitemap.xml": None,
        "/manifest.webmanifest": "page,outlet",
        "/api/v1/articles/": "page,articles",
        f"/api/v1/articles/{story.pk}/": f"page,articles_article:{story.pk}",
    }.items():
        got = web.get(address)
        assert got.status == 200, address
        seconds = 30 if address.startswith("/api/") else 0
        assert got.headers["cache-control"] == UNTOLD.replace("max-age=0", f"max-age={seconds}"), address
        if tags:
            assert got.headers["cache-tag"] == tags
        again = web.get(address, HTTP_IF_NONE_MATCH=got.headers["etag"])
        assert again.status == 304
        assert again.headers["cache-control"] == got.headers["cache-control"]
        assert again.headers["cache-tag"] == got.headers["cache-tag"]


def test_a_coming_publication_shows_in_no_header(web: Web, story: Article) -> None:
    web.hear()
    before = {address: web.get(address).headers for address in (story.url, "/", "/api/v1/articles/")}
    newsroom.story(section=story.rubric, embargo_until=timezone.now() + timedelta(seconds=5))
    web.hear()
    for address, headers in before.items():
        after = web.get(address).headers
        assert {**after, "date": "", "last-modified": ""} == {**headers, "date": "", "last-modified": ""}


def test_a_withdrawn_page_is_kept_outside_and_that_of_somebody_signed_in_is_not(
    web: Web, story: Article
) -> None:
    web.hear()
    Article.objects.filter(pk=story.pk).update(
        publication="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Ошибка"
    )
    web.hear()
    gone = web.get(story.url)
    assert (gone.status, gone.headers["cache-control"]) == (410, UNTOLD)
    assert f"articles_article:{story.pk}" in gone.headers["cache-tag"]
    own = web.get("/", HTTP_COOKIE="sessionid=abc")
    assert "public" not in own.headers["cache-control"]
    assert "s-maxage" not in own.headers["cache-control"]

"""What nginx keeps of the portal's pages, how long, and for whom."""

import re
import time
from collections.abc import Callable

import pytest

from newsportal.hostile_input import MAX_BODY
from newsportal.lib.outer_terms import UNTOLD
from newsportal.page_cache.rendering import KEPT_STATUSES
from tests.deploy.running_nginx import RunningNginx
from tests.newsportal.page_cache.running_site import RunningSite

pytestmark = pytest.mark.enable_socket

BROTLI = {"Accept-Encoding": "gzip, deflate, br, zstd"}
# As old as what the page itself allows to caches that nobody tells.
KEPT = UNTOLD.fresh + UNTOLD.updating
# nginx counts whole seconds: one more than said.
OLDEST = KEPT + 1
PHOTOS_KEPT = 10


def until(is_so: Callable[[], bool], seconds: float) -> float:
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - begun


@pytest.fixture
def story(site: RunningSite) -> str:
    return site.story_addresses(1)[0]


def rename(site: RunningSite, address: str, headline: str) -> None:
    number = int(address.split("/")[-2].split("-", maxsplit=1)[0])
    site.sql("UPDATE articles_article SET headline = %s WHERE id = %s", headline, number)


def test_a_page_is_given_without_asking_the_portal(
    nginx: RunningNginx, site: RunningSite, story: str
) -> None:
    first = nginx.get(story, headers=BROTLI)
    assert first.status == 200
    assert first.header("content-encoding") == "br"
    site.server.suspend()
    for process in site.server.children(recursive=True):
        process.suspend()
    try:
        assert nginx.get(story, headers=BROTLI).body == first.body
    finally:
        for process in [*site.server.children(recursive=True), site.server]:
            process.resume()


def test_what_the_portal_keeps_is_kept_as_long_as_its_terms_allow(nginx: RunningNginx) -> None:
    said = (nginx.directory / "etc" / "newsportal" / "site.conf").read_text()
    assert f"\nproxy_cache_valid {' '.join(KEPT_STATUSES)} {KEPT}s;\n" in said
    # With these readers who come at the same time are given what is out of date, however old it is.
    assert not re.search(r"^\s*proxy_cache_(background_update|use_stale[^;#]*\bupdating)", said, re.MULTILINE)


def test_a_change_is_seen_within_three_seconds(nginx: RunningNginx, site: RunningSite, story: str) -> None:
    nginx.get(story)
    rename(site, story, "Совсем иной заголовок")
    assert until(lambda: "Совсем иной заголовок" in nginx.get(story).text, 10) < OLDEST + 0.5


def test_nobody_is_shown_what_was_true_long_ago(nginx: RunningNginx, site: RunningSite, story: str) -> None:
    """Who asks first after a while does not get the old page while it is asked for anew."""
    nginx.get(story)
    rename(site, story, "Заголовок после паузы")
    time.sleep(OLDEST + 0.2)
    assert "Заголовок после паузы" in nginx.get(story).text


def test_a_withdrawn_story_is_gone_within_three_seconds(nginx: RunningNginx, site: RunningSite) -> None:
    address = site.story_addresses(2)[1]
    number = int(address.split("/")[-2].split("-")[0])
    assert nginx.get(address).status == 200
    site.sql(
        "UPDATE articles_article SET publication = 'withdrawn', withdrawn_at = now(), withdrawal_reason = 'x'"
        " WHERE id = %s",
        number,
    )
    assert until(lambda: nginx.get(address).status == 410, 10) < OLDEST + 0.5


def test_kept_pages_are_given_while_the_portal_is_killed(
    nginx: RunningNginx, site: RunningSite, story: str
) -> None:
    before = nginx.get(story, headers=BROTLI)
    api = nginx.get("/api/v1/articles/")
    assert (before.status, api.status) == (200, 200)
    site.kill()
    try:
        time.sleep(OLDEST + 0.2)
        assert nginx.get(story, headers=BROTLI).body == before.body
        assert nginx.get("/api/v1/articles/").body == api.body
        away = nginx.get("/imprint/")
        assert away.status == 503
        assert "Скоро вернёмся" in away.text
        assert away.header("retry-after") == "30"
        assert away.header("cache-control") == "no-store"
        api = nginx.get("/api/v1/rubrics/")
        assert (api.status, api.header("content-type")) == (503, "application/problem+json")
    finally:
        site.start()
    assert nginx.get("/imprint/").status == 200


def test_a_photo_is_not_given_from_the_disk_while_the_portal_is_killed(
    nginx: RunningNginx, site: RunningSite
) -> None:
    """It may have been withdrawn just before."""
    site.manage(
        "shell", "-c", "from tests.newsroom import author, photo; author(portrait=photo(rendered=True))"
    )
    ((key, width, extension),) = site.sql(
        "SELECT key, renditions->0->>'width', renditions->0->>'extension' FROM articles_photo"
        " ORDER BY id DESC LIMIT 1"
    )
    address = f"/media/photos/{key}/{width}.{extension}"
    photo = nginx.get(address)
    assert (photo.status, photo.header("content-type")) == (200, f"image/{extension}")
    site.kill()
    try:
        assert nginx.get(address).body == photo.body
        time.sleep(PHOTOS_KEPT + 0.2)
        assert nginx.get(address).status == 503
    finally:
        site.start()


def test_who_has_a_session_or_a_key_goes_past(nginx: RunningNginx, site: RunningSite, story: str) -> None:
    nginx.get(story)
    for headers in (
        {"Cookie": "a=b; __Host-session=abc"},
        {"Cookie": "sessionid=abc"},
        {"Authorization": "Bearer x"},
    ):
        rename(site, story, f"Для того, кто с ключом: {headers}"[:90])
        time.sleep(0.3)
        asked = nginx.get(story, headers=headers)
        assert "Для того, кто с ключом" in asked.text
        assert str(headers)[2:8] in asked.text


def test_the_page_of_who_is_signed_in_is_given_to_nobody_else(nginx: RunningNginx, story: str) -> None:
    time.sleep(OLDEST + 0.2)
    own = nginx.get(story, headers={"Cookie": "__Host-session=abc"})
    assert "s-maxage" not in own.header("cache-control")
    other = nginx.get(story)
    assert other.all("set-cookie") == []
    assert "s-maxage" in other.header("cache-control")
    login = nginx.get("/accounts/login/")
    assert login.header("set-cookie") != ""
    assert nginx.get("/accounts/login/").header("set-cookie") != login.header("set-cookie")


def test_marks_of_campaigns_do_not_split_what_is_kept_and_questions_reach_the_portal(
    nginx: RunningNginx, site: RunningSite, story: str
) -> None:
    time.sleep(OLDEST + 0.2)
    nginx.get(story)
    rename(site, story, "Видно за вопросом")
    time.sleep(0.3)
    assert "Видно за вопросом" not in nginx.get(f"{story}?utm_source=x&fbclid=1").text
    assert "Видно за вопросом" in nginx.get(f"{story}?before=2020").text


def test_each_encoding_is_kept_by_itself(nginx: RunningNginx, story: str) -> None:
    kept = {
        said: nginx.get(story, headers={"Accept-Encoding": said}).header("content-encoding")
        for said in ("gzip, deflate, br", "br;q=1.0, gzip;q=0.5", "br;q=0, gzip", "gzip;q=0", "", "nonsense")
    }
    assert list(kept.values()) == ["br", "br", "gzip", "", "", ""]


def test_who_has_the_page_is_told_so(nginx: RunningNginx, story: str) -> None:
    first = nginx.get(story)
    known = nginx.get(story, headers={"If-None-Match": first.header("etag")})
    assert (known.status, known.body) == (304, b"")
    assert known.header("etag") == first.header("etag")
    other = nginx.get(story, headers={"If-None-Match": '"other"'})
    assert other.status == 200


def test_head_is_get_without_the_body(nginx: RunningNginx, story: str) -> None:
    before, head, after = nginx.get(story), nginx.get(story, method="HEAD"), nginx.get(story)
    assert (head.status, head.body) == (200, b"")
    # It may have been made anew just now.
    assert head.header("content-length") in {str(len(before.body)), str(len(after.body))}


def test_the_api_refuses_who_takes_no_json(nginx: RunningNginx) -> None:
    assert nginx.get("/api/v1/articles/").status == 200
    assert nginx.get("/api/v1/articles/", headers={"Accept": "text/html"}).status == 406
    assert nginx.get("/api/v1/articles/", headers={"Accept": "application/json"}).status == 200


def test_the_limit_of_bodies_is_that_of_the_portal(nginx: RunningNginx) -> None:
    said = (nginx.directory / "etc" / "nginx.conf").read_text()
    assert f"client_max_body_size {MAX_BODY // 1024 // 1024}m;" in said

"""Nobody sees what is another's, and nobody changes what others see."""

import gzip
import threading
from ipaddress import ip_network
from typing import Any

import brotli
import pytest
from backports import zstd
from django.conf import settings as django_settings
from django.test import Client

from articles.models import Article, User
from newsportal.page_cache import encodings
from tests import newsroom
from tests.newsportal.page_cache.web import Got, Web, ask

BROWSER = "gzip, deflate, br, zstd"


@pytest.fixture
def story(web: Web) -> Article:
    newsroom.outlet()
    made = newsroom.story(section=newsroom.rubric("nature"), body=f"<p>{'Длинный текст. ' * 200}</p>")
    web.hear()
    return made


PRIVATE = (
    "/admin/",
    "/accounts/login/",
    "/contacts/tip/",
    "/preview/token/",
    "/api/v1/desk/stories/",
)


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_private_is_never_kept(web: Web, story: Article, address: str) -> None:
    web.get(address)
    web.get(address)
    assert len(web.asked_of_django) == 2
    assert not web.cache.store.pages.entries
    assert not web.cache.store.made_up.entries


def test_a_page_of_somebody_signed_in_goes_to_nobody_else(web: Web, story: Article) -> None:
    user = User.objects.create_superuser("editor", "editor@news.example", "long-enough-password")
    client = Client()
    client.force_login(user)
    cookie = (
        f"{django_settings.SESSION_COOKIE_NAME}={client.cookies[django_settings.SESSION_COOKIE_NAME].value}"
    )
    web.get(story.url, HTTP_COOKIE=cookie)
    assert not web.cache.store.pages.entries
    web.get(story.url)
    # However it stands among others: what Django would find there, the key finds too.
    for written in (cookie, f"a=b;{cookie}", f'a="x; {cookie}', f"{cookie}; {cookie}", f"  {cookie} ;"):
        before = len(web.asked_of_django)
        web.get(story.url, HTTP_COOKIE=written)
        assert len(web.asked_of_django) == before + 1, written
    assert web.is_kept(story.url)


def test_a_key_of_the_api_goes_past_the_cache_both_ways(web: Web, story: Article) -> None:
    for authorization in ("Bearer evil", "", "Basic x"):
        web.cache.store.clear()
        web.get("/api/v1/articles/", HTTP_AUTHORIZATION=authorization)
        assert not web.cache.store.pages.entries
    web.get("/api/v1/articles/")
    before = len(web.asked_of_django)
    assert web.get("/api/v1/articles/", HTTP_AUTHORIZATION="Bearer evil").status == 401
    assert len(web.asked_of_django) == before + 1


@pytest.mark.parametrize("cookie", ["csrftoken=evil", "xsessionid=1", "SESSIONID=1; a=sessionid"])
def test_other_cookies_show_in_no_page(web: Web, story: Article, cookie: str) -> None:
    """One whose name has that of the session in it goes past the cache: slower, and the same page."""
    clean = web.get(story.url)
    web.cache.store.clear()
    assert web.get(story.url, HTTP_COOKIE=cookie).text == clean.text
    again = web.get(story.url)
    assert again.text == clean.text
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize(
    "odd",
    ["/kk/..{path}", "/%2e%2e{path}", "/.{path}", "/{path}", "{path};language=kk", "{path}%3Bx=1", "{path}%20",
     "{path}%00", "{path}..%2f", "{path}%ff", "{upper}"],
)  # fmt: skip
def test_an_odd_path_is_no_page_of_a_story(web: Web, story: Article, odd: str) -> None:
    clean = web.get(story.url)
    answer = web.get(odd.format(path=story.url, upper=story.url.upper()))
    assert answer.status in {301, 400, 404}
    assert web.get(story.url).text == clean.text
    assert [key[2] for key in web.cache.store.pages.entries] == [story.url]


def test_an_address_written_in_numbers_is_the_same_page(web: Web, story: Article) -> None:
    web.get(story.url)
    letters = "".join(letter if letter == "/" else f"%{ord(letter):02X}" for letter in story.url)
    assert web.get(letters).status == web.get(letters.lower()).status == 200
    assert len(web.asked_of_django) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PURGE", "BAN"])
def test_no_other_method_gets_or_drops_a_kept_page(web: Web, story: Article, method: str) -> None:
    web.get(story.url)
    before = len(web.asked_of_django)
    web.get(story.url, method=method)
    assert len(web.asked_of_django) == before + 1
    assert web.is_kept(story.url)


def test_head_may_come_first(web: Web, story: Article) -> None:
    head = web.get(story.url, method="HEAD")
    assert head.body == b""
    got = web.get(story.url)
    assert len(got.body) == int(got.headers["content-length"]) == int(head.headers["content-length"]) > 0
    assert len(web.asked_of_django) == 1


POISONS: list[dict[str, str]] = [
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_X_FORWARDED_PORT": "666"},
    {"HTTP_X_FORWARDED_FOR": "10.0.0.1"},
    {"HTTP_X_ORIGINAL_URL": "/admin/"},
    {"HTTP_FORWARDED": "host=evil.example;proto=https"},
    {"HTTP_ACCEPT_LANGUAGE": "kk"},
    {"HTTP_ACCEPT_ENCODING": "evil, br;q=x"},
    {"HTTP_COOKIE": "language=kk; csrftoken=evil; messages=evil"},
    {"HTTP_USER_AGENT": "evil"},
    {"HTTP_REFERER": "https://evil.example/"},
    {"HTTP_RANGE": "bytes=0-10"},
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_X_REWRITE_URL": "/admin/"},
    {"HTTP_X_FORWARDED_PREFIX": "/evil"},
    {"HTTP_X_REAL_IP": "10.0.0.1"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_SAVE_DATA": "on"},
    {"HTTP_ACCEPT": "evil/evil, */*;q=0.1"},
    {"HTTP_IF_MATCH": '"evil"'},
    {"HTTP_IF_RANGE": '"evil"', "HTTP_RANGE": "bytes=-5"},
    {"HTTP_IF_UNMODIFIED_SINCE": "Fri, 31 Dec 1999 00:00:00 GMT"},
    {"CONTENT_TYPE": "text/html; charset=utf-7"},
    {"CONTENT_TYPE": "multipart/form-data; boundary=evil", "CONTENT_LENGTH": "10"},
    {"CONTENT_LENGTH": str(10**12)},
    {"CONTENT_LENGTH": "evil"},
    {"HTTP_COOKIE": "csrftoken=evil; =; ; \x00; sessionidx"},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 2100 00:00:00 GMT"},
]


@pytest.mark.parametrize("peer", ["203.0.113.7", "10.9.8.7"])
@pytest.mark.parametrize("address", ["story", "/", "/api/v1/articles/"])
def test_what_the_first_sends_changes_nothing_for_the_next(
    web: Web, story: Article, settings: Any, address: str, peer: str
) -> None:
    """Neither directly, nor through the operator's own proxy, which hands on what it does not know."""
    settings.TRUSTED_PROXIES = [ip_network("10.9.8.7")]
    address = story.url if address == "story" else address
    clean = web.get(address)
    for poison in POISONS:
        web.cache.store.clear()
        answer = web.get(address, method="GET", body=b"", REMOTE_ADDR=peer, **poison)
        assert answer.status in {200, 304}, poison
        after = web.get(address)
        assert (after.status, after.text) == (clean.status, clean.text), poison
        assert _of_the_page(after) == _of_the_page(clean), poison


def _of_the_page(got: Got) -> dict[str, str]:
    """It may have changed within this second: then the date is that of the second before."""
    return {name: value for name, value in got.headers.items() if name != "last-modified"}


def test_a_strange_host_is_answered_by_django_and_never_kept(web: Web, story: Article) -> None:
    assert web.get(story.url, HTTP_HOST="evil.example").status == 400
    assert not web.cache.store.pages.entries
    assert web.get(story.url).status == 200


def test_each_host_has_its_own_page(web: Web, story: Article) -> None:
    web.get(story.url)
    web.get(story.url, HTTP_HOST="news.example")
    assert len(web.cache.store.pages.entries) == 2


def test_only_a_trusted_proxy_says_what_the_scheme_is(web: Web, story: Article, settings: Any) -> None:
    web.get(story.url, HTTP_X_FORWARDED_PROTO="https")
    assert {key[0] for key in web.cache.store.pages.entries} == {"http"}


def test_tails_of_addresses_do_not_split_the_cache(web: Web, story: Article) -> None:
    web.get(story.url)
    for tail in ("utm_source=x&utm_medium=y", "fbclid=1", "q=made-up", "before=5"):
        web.get(f"{story.url}?{tail}")
    assert len(web.asked_of_django) == 1


def test_known_parameters_find_one_page_in_any_order(web: Web, story: Article) -> None:
    for number in range(25):
        newsroom.story(headline=f"Ещё {number}", section=story.rubric)
    web.hear()
    middle = Article.objects.order_by("published_at")[10].pk
    first = web.get(f"{story.rubric.url}?utm_source=x&before={middle}")
    assert web.get(f"{story.rubric.url}?before={middle}&gclid=7").body == first.body
    assert len(web.asked_of_django) == 1
    assert first.text != web.get(story.rubric.url).text


def test_the_api_refuses_unknown_parameters_as_ever(web: Web, story: Article) -> None:
    web.get("/api/v1/articles/")
    assert web.get("/api/v1/articles/?utm_source=x").status == 400


def test_sentences_of_the_api_are_in_the_language_of_who_asks(web: Web, story: Article) -> None:
    russian = web.get("/api/v1/articles/999999/", HTTP_ACCEPT_LANGUAGE="ru")
    english = web.get("/api/v1/articles/999999/", HTTP_ACCEPT_LANGUAGE="en")
    assert (russian.status, english.status) == (404, 404)
    assert russian.text != english.text


def test_the_api_gives_no_json_to_who_takes_none(web: Web, story: Article) -> None:
    web.get("/api/v1/articles/")
    assert web.get("/api/v1/articles/", HTTP_ACCEPT="image/png").status == 406
    assert web.get("/api/v1/articles/", HTTP_ACCEPT="text/html,*/*;q=0.8").status == 200


def test_limits_of_one_client_are_told_to_no_other(web: Web, story: Article) -> None:
    web.get("/api/v1/articles/")
    kept = web.get("/api/v1/articles/")
    assert not [name for name in kept.headers if name.startswith("ratelimit")]
    assert kept.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("zstd;q=1, br;q=0.5", "zstd", zstd.decompress),
        ("br;q=0", None, bytes),
        ("", None, bytes),
        ("*", None, bytes),
    ],
)
def test_each_encoding_is_the_same_page(
    web: Web, story: Article, accepted: str, encoding: str | None, read: Any
) -> None:
    plain = web.get(story.url).body
    got = web.get(story.url, HTTP_ACCEPT_ENCODING=accepted)
    assert got.headers.get("content-encoding") == encoding
    assert read(got.body) == plain
    assert got.headers["content-length"] == str(len(got.body))
    assert "Accept-Encoding" in got.headers["vary"]
    assert len(web.asked_of_django) == 1


@pytest.mark.parametrize(
    ("accepted", "at_first", "later"),
    [
        ("gzip, deflate, br, zstd", "zstd", "br"),
        ("zstd", "zstd", "zstd"),
        ("gzip, deflate, br", "br", "br"),
        ("gzip", "gzip", "gzip"),
        ("br, zstd;q=0.5", "br", "br"),
    ],
)
def test_who_asks_first_gets_what_is_made_quickest(
    web: Web, story: Article, accepted: str, at_first: str, later: str
) -> None:
    plain = ask(web.cache._django, story.url).body
    read = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": zstd.decompress}
    for encoding in (at_first, later, later):
        got = web.get(story.url, HTTP_ACCEPT_ENCODING=accepted)
        assert got.headers["content-encoding"] == encoding
        assert read[encoding](got.body) == plain
    (kept,) = web.cache.store.pages.entries.values()
    assert list(kept.encoded) == [later]
    # Whatever it is kept in, the others are made of it.
    for encoding, decode in read.items():
        assert decode(web.get(story.url, HTTP_ACCEPT_ENCODING=encoding).body) == plain
    assert web.get(story.url).body == plain


def test_who_has_the_page_or_wants_its_head_alone_has_nothing_packed(web: Web, story: Article) -> None:
    tag = web.get(story.url, HTTP_ACCEPT_ENCODING=BROWSER).headers["etag"]
    web.get(story.url, HTTP_ACCEPT_ENCODING=BROWSER, HTTP_IF_NONE_MATCH=tag)
    web.get(story.url, HTTP_ACCEPT_ENCODING=BROWSER, method="HEAD")
    (kept,) = web.cache.store.pages.entries.values()
    assert list(kept.encoded) == ["zstd"]


def test_one_alone_packs_a_page_and_the_others_get_what_there_is(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.get(story.url, HTTP_ACCEPT_ENCODING=BROWSER)
    begun, may_end = threading.Event(), threading.Event()
    packed: list[int] = []
    brotli_of = encodings.ENCODERS["br"]

    def slowly(body: bytes) -> bytes:
        packed.append(len(body))
        begun.set()
        assert may_end.wait(20)
        return brotli_of(body)

    monkeypatch.setitem(encodings.ENCODERS, "br", slowly)
    first = threading.Thread(target=lambda: web.get(story.url, HTTP_ACCEPT_ENCODING=BROWSER))
    first.start()
    assert begun.wait(20)
    assert web.get(story.url, HTTP_ACCEPT_ENCODING=BROWSER).headers["content-encoding"] == "zstd"
    may_end.set()
    first.join()
    assert web.get(story.url, HTTP_ACCEPT_ENCODING=BROWSER).headers["content-encoding"] == "br"
    assert len(packed) == 1


def test_a_kept_page_answers_as_django_does(web: Web, story: Article) -> None:
    """But for the tag, which is one for all encodings, and for what caches outside are told (`test_outer`)."""
    kept = web.get(story.url)
    by_django = ask(web.cache._django, story.url)
    assert kept.body == by_django.body
    of_kept = {"etag": "", "cache-control": "", "cache-tag": ""}
    assert kept.headers | of_kept == by_django.headers | of_kept
    assert by_django.headers["cache-control"] == "no-cache"
    assert kept.headers["etag"] == f"W/{by_django.headers['etag']}"


def test_head_and_not_modified(web: Web, story: Article) -> None:
    got = web.get(story.url)
    head = web.get(story.url, method="HEAD")
    assert (head.body, head.headers) == (b"", got.headers)
    tag = got.headers["etag"]
    for asked in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        known = web.get(story.url, HTTP_IF_NONE_MATCH=asked)
        assert (known.status, known.body) == (304, b"")
        assert known.headers["etag"] == tag
        assert "content-security-policy" not in known.headers
    assert web.get(story.url, HTTP_IF_NONE_MATCH='"other"').status == 200
    assert web.get("/api/v1/articles/").headers["last-modified"]

"""What is typed while the database is dead is sent again from the page that refuses it, and is there once."""

import html
import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.newsportal.page_cache.running_site import RunningSite

pytestmark = [pytest.mark.enable_socket, pytest.mark.whole]

PASSWORD = "a-long-enough-word-7"
MAKE_EDITOR = (
    "from articles.models import User;"
    f"User.objects.create_superuser('editor', 'editor@news.example', {PASSWORD!r})"
)
TEXT = "Мост через Ертіс закрыт & «объезд» по <улице> Абая.\r\n\r\nСо вчерашнего дня."


class Browser:
    """Keeps cookies, follows redirects, and reads pages of errors too."""

    def __init__(self, site: RunningSite) -> None:
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self._site = f"http://127.0.0.1:{site.port}"

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(urllib.request.Request(self._site + path))  # noqa: S310  our own

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        body = encode_multipart(BOUNDARY, fields)
        headers = {"Content-Type": MULTIPART_CONTENT}
        return self._ask(urllib.request.Request(self._site + path, body, headers))  # noqa: S310  our own

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        request.add_header("Accept", "text/html")
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    found += re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.fixture(scope="module")
def editor(site: RunningSite) -> Browser:
    site.manage("shell", "-c", MAKE_EDITOR)
    browser = Browser(site)
    _status, page = browser.get("/accounts/login/")
    form = hidden(page) | {"login": "editor", "password": PASSWORD}
    status, page = browser.post("/accounts/login/", form)
    assert status == 200
    assert "logout" in browser.get("/admin/")[1]
    return browser


FORMS = {
    "/contacts/tip/": {
        "text": TEXT,
        "place": "Риддер",
        "name": "",
        "consent": "on",
        "keep_name_secret": "on",
    },
    "/admin/articles/topic/add/": {
        "name_ru": TEXT[:40],
        "slug": "sent-again",
        "name_kk": "",
        "_continue": "1",
    },
}
IS_THERE = {
    "/contacts/tip/": "SELECT count(*) FROM articles_tip WHERE place = 'Риддер' AND keep_name_secret",
    "/admin/articles/topic/add/": "SELECT count(*) FROM articles_topic WHERE slug = 'sent-again'",
}


@pytest.fixture
def dead(site: RunningSite) -> Iterator[RunningSite]:
    yield site
    site.bring_database_back()


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_was_refused_is_sent_again_with_one_button(
    dead: RunningSite, editor: Browser, path: str
) -> None:
    site, fields = dead, FORMS[path]
    status, page = editor.get(path)
    assert status == 200
    fields = fields | {"csrfmiddlewaretoken": hidden(page)["csrfmiddlewaretoken"]}
    site.kill_database()
    # At once, by a process that may not know yet; and then by one that does.
    for _time in range(4):
        status, page = editor.post(path, fields)
        assert status == 503
        assert hidden(page) == fields
        time.sleep(0.3)
    site.bring_database_back()
    end = time.monotonic() + 30
    while status == 503:
        assert time.monotonic() < end
        time.sleep(0.2)
        status, page = editor.post(path, hidden(page))
    assert status == 200, page
    assert site.sql(IS_THERE[path]) == [(1,)]

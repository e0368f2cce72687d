"""Varnish with the configuration of `deploy/`, told by the portal."""

import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsportal.lib.outer_terms import TOLD, UNTOLD
from newsportal.page_cache.outer import headers_of
from newsportal.purging.adapters import Varnish
from tests.deploy.conftest import VARNISH, need
from tests.newsportal.running_demo import free_port
from tests.project_files import ROOT

pytestmark = pytest.mark.enable_socket
# It has its configuration compiled first.
PATIENCE = 60.0


class Pages(BaseHTTPRequestHandler):
    """`/17` shows the story 17, and how often it was asked for."""

    asked: Counter[str] = Counter()

    def do_GET(self) -> None:
        number = self.path.strip("/")
        self.asked[number] += 1
        body = f"{number}: {self.asked[number]}".encode()
        if self.command == "POST":
            body += self.headers.get("Cookie", "").encode()
        self.send_response(200)
        said = [("Content-Type", "text/html"), ("Content-Length", str(len(body)))]
        for name, value in headers_of(said, {f"articles_article:{number}"}, Varnish.told):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def varnish(tmp_path: Path) -> Iterator[str]:
    need(VARNISH, "varnish varnish-modules")
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    written = tmp_path / "varnish.vcl"
    deployed = (ROOT / "deploy" / "varnish.vcl").read_text()
    written.write_text(deployed.replace('.port = "8000"', f'.port = "{portal.server_port}"'))
    url = f"127.0.0.1:{free_port()}"
    # Without a user of its own, who could not read the directory of the test.
    words = [str(VARNISH), "-j", "none", "-F", "-a", url, "-f", str(written)]
    words += ["-n", str(tmp_path / "state"), "-s", "malloc,8m"]
    log = tmp_path / "varnish.log"
    with log.open("w") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with suppress(OSError):
            get(f"http://{url}", "0")
            break
        time.sleep(0.05)
    yield f"http://{url}"
    process.terminate()
    process.wait(20)
    portal.shutdown()


def get(url: str, number: str, cookie: str = "") -> str:
    request = urllib.request.Request(f"{url}/{number}", headers={"Cookie": cookie})  # noqa: S310  our own
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        body: bytes = answer.read()
        return body.decode()


def test_it_keeps_a_page_for_its_own_term_and_drops_it_when_it_is_told(varnish: str) -> None:
    assert [get(varnish, "1"), get(varnish, "2"), get(varnish, "1", "a=b")] == ["1: 1", "2: 1", "1: 1"]
    time.sleep(UNTOLD.fresh + UNTOLD.updating + 0.5)
    assert TOLD.fresh > 10
    assert get(varnish, "1") == "1: 1"
    Varnish(varnish).purge(["articles_article:1"])
    assert [get(varnish, "1"), get(varnish, "2")] == ["1: 2", "2: 1"]
    Varnish(varnish).purge_everything()
    assert [get(varnish, "1"), get(varnish, "2")] == ["1: 3", "2: 2"]


def test_who_has_a_session_goes_past(varnish: str) -> None:
    first = get(varnish, "3")
    assert get(varnish, "3", "__Host-session=abc") != first
    assert get(varnish, "3") == first


def test_a_form_goes_past_with_the_cookie_that_it_was_given_with(varnish: str) -> None:
    cookie = {"Cookie": "csrftoken=abc"}
    request = urllib.request.Request(f"{varnish}/4", data=b"text=x", headers=cookie)  # noqa: S310  our own
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        assert answer.read() == b"4: 1csrftoken=abc"


def test_nobody_purges_through_whoever_stands_before_it(varnish: str) -> None:
    before = get(varnish, "5")
    headers = {"xkey-purge": "page", "X-Forwarded-For": "203.0.113.7"}
    request = urllib.request.Request(f"{varnish}/", headers=headers, method="PURGE")  # noqa: S310  our own
    with pytest.raises(urllib.error.HTTPError, match="403"), urllib.request.urlopen(request, timeout=10):  # noqa: S310
        pass
    assert get(varnish, "5") == before

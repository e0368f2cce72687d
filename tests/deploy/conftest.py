import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.running_nginx import BEHIND_NGINX, RunningNginx
from tests.newsportal.page_cache.running_site import RunningSite

NGINX = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
PACKAGES = "nginx libnginx-mod-http-brotli-static"
VARNISH = Path("/usr/sbin/varnishd")


def need(program: Path, packages: str) -> None:
    """Its absence fails under REQUIRE_PROXIES=1 and skips elsewhere."""
    if program.exists():
        return
    if os.environ.get("REQUIRE_PROXIES") == "1":
        pytest.fail(f"REQUIRE_PROXIES=1, but {program} was not found")
    pytest.skip(f"no {program} on this machine (Debian: apt install {packages})")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    need(NGINX, PACKAGES)
    running = RunningSite(tmp_path_factory.mktemp("site"), variables=BEHIND_NGINX)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As collecting leaves it: the file, and the same compressed beside it."""
    directory = tmp_path_factory.mktemp("static")
    for name, text in {"": b"body{}", ".br": b"of brotli", ".gz": b"of gzip"}.items():
        (directory / f"site.0123456789ab.css{name}").write_bytes(text)
    (directory / "evil.svg").write_text("<svg/>")
    return directory


@pytest.fixture(scope="module")
def nginx(
    site: RunningSite, static: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNginx]:
    running = RunningNginx(tmp_path_factory.mktemp("nginx"), portal=site.port, static=static)
    yield running
    running.stop()

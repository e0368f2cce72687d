from collections.abc import Iterator
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from newsportal.page_cache.application import PageCache
from newsportal.page_cache.kept_rows import FORGET
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.page_cache.web import Web


@pytest.fixture
def web(transactional_db: None, settings: Any) -> Iterator[Web]:
    """With a listener of its own, and a list of what Django was asked."""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "news.example"]
    django = get_wsgi_application()
    asked: list[str] = []

    def counted(environ: dict[str, Any], start_response: Any) -> Any:
        asked.append(environ["PATH_INFO"])
        return django(environ, start_response)

    web = Web(PageCache(counted, limit=8 * 1024 * 1024, forget=FORGET), asked)
    try:
        web.begin()
        yield web
    finally:
        web.end()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """Two web processes. Whoever kills anything of it waits until it is well again."""
    running = RunningSite(tmp_path_factory.mktemp("site"), workers=2)
    yield running
    running.stop()

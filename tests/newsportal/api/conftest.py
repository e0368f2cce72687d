from collections.abc import Iterator
from typing import Any

import pytest

from tests.newsportal.api import whole_site


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[whole_site.Keys]:
    """The whole site, built once for all tests of a module; what they change is taken back after each."""
    with django_db_blocker.unblock(), whole_site.standing(tmp_path_factory.mktemp("media")) as keys:
        yield keys

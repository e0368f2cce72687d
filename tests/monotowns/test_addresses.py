"""Words of addresses stand before towns: no town may have one of them for its own."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import URLPattern

from monotowns import urls
from monotowns.api import urls as api_urls
from monotowns.models.town import WORDS
from tests.monotowns.conftest import town


def words(patterns: list[URLPattern]) -> set[str]:
    """What stands where a town does."""
    found = (re.match(r"monotowns/([a-z-]+)/", str(pattern.pattern)) for pattern in patterns)
    return {match[1] for match in found if match}


def test_every_word_of_an_address_is_known() -> None:
    assert words([*urls.urlpatterns, *api_urls.urlpatterns]) <= WORDS


@pytest.mark.django_db
def test_a_place_with_such_an_address_is_no_town() -> None:
    with pytest.raises(ValidationError) as refused:
        town("groups").full_clean()
    assert list(refused.value.message_dict) == ["place"]
    town("gornyak").full_clean()

"""Names in two languages, where the page speaks a third."""

import pytest
from django.utils import translation

from articles.models import Place
from newsportal.lib.translated import in_language_of_page


@pytest.mark.parametrize(
    ("language", "name"), [("ru", "Усть-Каменогорск"), ("kk", "Өскемен"), ("en", "Усть-Каменогорск")]
)
def test_a_language_without_names_has_the_russian_ones(language: str, name: str) -> None:
    names = {"name_ru": "Усть-Каменогорск", "name_kk": "Өскемен"}
    with translation.override(language):
        assert str(Place(**names).name) == name
        assert in_language_of_page(names, "name") == name

import pytest
from django.utils.translation import override

from widgets.conditions import condition


@pytest.mark.parametrize(
    ("code", "russian", "kazakh"),
    [
        (0, "ясно", "ашық"),
        (3, "пасмурно", "бұлтты"),
        (71, "небольшой снег", "жеңіл қар"),
        (95, "гроза", "найзағай"),
    ],
)
def test_codes_have_words_in_both_languages(code: int, russian: str, kazakh: str) -> None:
    with override("ru"):
        assert str(condition(code)) == russian
    with override("kk"):
        assert str(condition(code)) == kazakh


@pytest.mark.parametrize("code", [None, 4, 42, 98, 1000])
def test_unknown_codes_have_no_words(code: int | None) -> None:
    assert condition(code) is None


def test_a_clear_night_has_another_icon() -> None:
    clear = condition(0)
    assert clear is not None
    assert (clear.icon(True), clear.icon(False), clear.icon(None)) == (
        "clear-day",
        "clear-night",
        "clear-day",
    )

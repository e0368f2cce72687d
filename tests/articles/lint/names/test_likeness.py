import pytest

from articles.lint.names.likeness import difference, has_fleeting_vowel, is_slip, neighbours, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("кульсары", "кулсары"),
        ("королёв", "королев"),
        ("риддер", "ридер"),
        ("усть-каменогорск", "усть каменогорск"),
        ("жайык", "жаик"),
        ("құлсары", "кулсары"),
        ("алуа", "алуа"),
        ("д’артаньян", "дартаньян"),
    ],
)
def test_what_nobody_hears_is_not_in_the_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        # Letters that sound alike.
        ("болат", "балат", True),
        ("серик", "серек", True),
        # At the end: only what sounds alike, and only in a long name.
        ("ахмет", "ахмед", False),
        ("экибастуз", "экибастус", True),
        ("экибастуз", "экибастун", False),
        # Derived from one name.
        ("казахстанк", "казахстанск", False),
        # Never at the beginning.
        ("оразбай", "аразбай", False),
        # Any letter, in a long name.
        ("жанаозен", "жанаузен", True),
        ("нурлан", "нуржан", False),
        # Missing, or changed places.
        ("казинформ", "казинфром", True),
        ("казинформ", "казинфрм", True),
        ("кентау", "кетау", False),
        ("актау", "акату", False),
        # Two letters at once, in a very long name.
        ("екатеринбург", "екатиренбург", False),
        ("екатеринбург", "екатбург", False),
        ("нурмагамбетов", "нурмугамбетов", True),
        ("темиртау", "хромтау", False),
    ],
)
def test_how_much_may_differ_depends_on_the_length(one: str, other: str, is_one: bool) -> None:
    assert is_slip(one, other) is is_one
    assert is_slip(other, one) is is_one


def test_the_difference_and_its_tail() -> None:
    assert difference("казинформ", "казинфром") == ("ор", "ро", "м")
    assert difference("анна", "ана") == ("н", "", "а")


def test_a_vowel_that_goes_when_an_ending_comes() -> None:
    assert has_fleeting_vowel("череповец", "череповц")
    assert has_fleeting_vowel("павел", "павл")
    assert not has_fleeting_vowel("павл", "павел")
    assert not has_fleeting_vowel("кайрат", "кайрт")


@pytest.mark.parametrize(
    ("one", "other"),
    [("казинформ", "казинфром"), ("жанаозен", "жанаузен"), ("казинформ", "казинфрм"), ("уба", "уба")],
)
def test_neighbours_meet(one: str, other: str) -> None:
    assert not neighbours(one).isdisjoint(neighbours(other))

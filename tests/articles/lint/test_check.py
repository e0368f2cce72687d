"""The rules together: their order, blockers, and marks by which an acceptance is kept."""

from dataclasses import FrozenInstanceError

import pytest
from django.utils import translation

from articles.lint import check
from articles.lint.warning import MAX_EXCERPT, clip, fingerprint, warning
from tests.articles.lint.versions import around, version

SLOPPY = version(
    "<p>Живут в в Риддере - и рады...</p><p>Туда вошли 6 городов:</p><ul><li>Аксу</li><li>Абай</li></ul>",
    headline="",
    lead_photo=9,
)


def test_a_clean_story_has_no_warnings() -> None:
    assert check(version(), language="ru", around=around()) == []


def test_blockers_come_first() -> None:
    found = check(SLOPPY, language="ru", around=around())
    assert [(one.code, one.severity) for one in found] == [
        ("headline-missing", "blocker"),
        ("photo-unusable", "blocker"),
        ("count-differs-from-list", "warning"),
        ("word-repeated", "warning"),
        ("hyphen-for-dash", "warning"),
        ("dots-for-ellipsis", "warning"),
    ]


def test_every_warning_can_be_shown_and_kept() -> None:
    found = check(SLOPPY, language="ru", around=around())
    assert len({one.fingerprint for one in found}) == len(found)
    for one in found:
        assert str(one.message)
        assert len(one.excerpt) <= MAX_EXCERPT
        assert len(one.fingerprint) == 32


def test_the_same_thing_is_said_once() -> None:
    broken = '<p><a href="https://">раз</a> и <a href="https://">раз</a></p>'
    assert [one.code for one in check(version(broken), language="ru", around=around())] == ["link-broken"]


def test_the_sentence_is_in_the_language_of_its_reader() -> None:
    """Rules run once; the page is rendered later, maybe in another language."""
    with translation.override("en"):
        (one,) = check(version(headline=""), language="ru", around=around())
    with translation.override(None):
        assert str(one.message) == "Write a headline."


def test_a_warning_cannot_be_changed() -> None:
    (one,) = check(version(headline=""), language="ru", around=around())
    with pytest.raises(FrozenInstanceError):
        one.severity = "warning"  # type: ignore[misc]


def accepted(body: str) -> set[str]:
    return {one.fingerprint for one in check(version(body), language="ru", around=around())}


HYPHEN = "<p>Риддер - город у гор</p>"


@pytest.mark.parametrize(
    "body",
    [
        HYPHEN,
        f"<p>Новое начало.</p>{HYPHEN}",
        "<p>Риддер   - город у гор</p>".replace("   ", "\u00a0"),
        "<p><strong>Риддер</strong> - город, у гор</p>".replace(",", ""),
        "<p>РИДДЕР - город у гор и у реки</p>",
    ],
)
def test_what_was_accepted_stays_accepted_while_the_words_stand(body: str) -> None:
    assert accepted(HYPHEN) <= accepted(body)


@pytest.mark.parametrize("body", ["<p>Алтай - город у гор</p>", f"{HYPHEN}<p>Алтай - тоже</p>"])
def test_other_words_are_asked_about_again(body: str) -> None:
    assert accepted(HYPHEN).isdisjoint(accepted(body))


def test_a_list_that_changed_is_asked_about_again() -> None:
    intro = "<p>Туда вошли 6 городов:</p>"
    five = f"{intro}<ul><li>Аксу</li><li>Абай</li></ul>"
    four = f"{intro}<ul><li>Аксу</li></ul>"
    assert accepted(five).isdisjoint(accepted(four))


def test_a_fingerprint_is_of_the_rule_and_of_the_words() -> None:
    assert fingerprint("a", "Лёд  встал") == fingerprint("a", "«лёд встал»")
    assert fingerprint("a", "лёд встал") != fingerprint("b", "лёд встал")
    assert fingerprint("a", "лёд встал") != fingerprint("a", "лёд сошёл")
    # Marks alone are words too.
    assert fingerprint("a", "???") != fingerprint("a", "…")
    # The mark is kept in the log for years: it must not drift.
    assert fingerprint("count-differs-from-list", "6 городов → 5") == "fd9d637d44008b350d61a8ab36f48b02"


def test_an_excerpt_is_cut_and_its_mark_is_not() -> None:
    one, other = (warning("a", "", field="body", words="лёд " * 60 + end) for end in ("раз", "два"))
    assert one.excerpt == other.excerpt
    assert one.excerpt.endswith("…")
    assert len(one.excerpt) <= MAX_EXCERPT
    assert one.fingerprint != other.fingerprint
    assert clip("лёд\n  встал") == "лёд встал"

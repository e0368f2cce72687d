"""Words that were deleted and inserted, as a person would mark them."""

import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsportal.lib.word_diff import Kind, WordDiff, counterparts, diff
from newsportal.lib.word_diff.markup import words
from newsportal.lib.word_diff.tokens import split

NBSP = "\u00a0"
SAID = {Kind.SAME: "{}", Kind.DELETED: "[-{}-]", Kind.INSERTED: "[+{}+]"}


@pytest.fixture(autouse=True)
def _in_english(_russian: None) -> Iterator[None]:
    """The words of the code, whatever they become in the catalogues."""
    with translation.override("en"):
        yield


def told(old: str, new: str) -> str:
    return "".join(SAID[run.kind].format(run.new or run.old) for run in diff(old, new).runs)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Лёд на реке", "Лёд на реке", "Лёд на реке"),
        ("", "Лёд", "[+Лёд+]"),
        ("Лёд", "", "[-Лёд-]"),
        ("Лёд на реке", "Лёд на Ульбе", "Лёд на [-реке-][+Ульбе+]"),
        ("Әдемі қала", "Әдемі ауыл", "Әдемі [-қала-][+ауыл+]"),
        ("Әдемі қала", "әдемі қала", "[-Әдемі-][+әдемі+] қала"),
        ("a b c", "a c", "a [-b -]c"),
        ("в Усть-Каменогорске", "в Семее", "в [-Усть-Каменогорске-][+Семее+]"),
        ("какой то дом", "какой-то дом", "[-какой то-][+какой-то+] дом"),
        ("до 23.11.2026, 14:05", "до 24.11.2026, 14:05", "до [-23.11.2026-][+24.11.2026+], 14:05"),
        ("курс 497,33 тенге", "курс 500,00 тенге", "курс [-497,33-][+500,00+] тенге"),
        ('сказал: "да"', "сказал: «да»", 'сказал: [-"-][+«+]да[-"-][+»+]'),
        ("слово .", "слово.", "слово[- -]."),
        ("Раз.\nДва.", "Раз. Два.", "Раз.[-\n-][+ +]Два."),
        ("семья 👨‍👩‍👧", "семья 👨‍👩‍👦", "семья [-👨‍👩‍👧-][+👨‍👩‍👦+]"),
        ("за\u0301мок", "замо\u0301к", "[-за\u0301мок-][+замо\u0301к+]"),
    ],
)
def test_changes_are_marked(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Short words kept by chance between two changes are swallowed.
        (
            "Мы пошли в лес и нашли гриб.",
            "Мы поехали в город и купили хлеб.",
            "Мы [-пошли в лес и нашли гриб-][+поехали в город и купили хлеб+].",
        ),
        # What is long enough to lean on stays.
        (
            "Цены выросли, сообщает министерство, вдвое",
            "Тарифы упали, сообщает министерство, втрое",
            "[-Цены выросли-][+Тарифы упали+], сообщает министерство, [-вдвое-][+втрое+]",
        ),
        # Between two insertions it was really kept.
        ("город и село", "большой город и малое село", "[+большой +]город и [+малое +]село"),
        # Whole sentences come and go.
        ("Один. Три.", "Один. Два. Три.", "Один. [+Два. +]Три."),
        ("Один. Два. Три.", "Один. Три.", "Один. [-Два. -]Три."),
        ("Один.", "Один. Два.", "Один.[+ Два.+]"),
    ],
)
def test_the_result_reads_well(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


@pytest.mark.parametrize("space", [NBSP, "\u202f", "  ", " \u00ad"])
def test_another_kind_of_space_is_a_change_where_it_is_the_only_one(space: str) -> None:
    assert told("5 тысяч", f"5{space}тысяч") == f"5[- -][+{space}+]тысяч"
    assert diff("5 тысяч", f"5{space}тысяч").is_unseen
    assert told("5 тысяч тенге", f"5{space}тысяч рублей") == f"5{space}тысяч [-тенге-][+рублей+]"
    assert not diff("5 тысяч тенге", f"5{space}тысяч рублей").is_unseen


@pytest.mark.parametrize(("old", "new"), [("пример", "при\u00adмер"), ("й", "и\u0306"), ("x\u200b", "x")])
def test_what_nobody_sees_is_a_change_of_its_own_kind(old: str, new: str) -> None:
    assert diff(old, new).is_unseen
    assert not diff(old, new).is_empty


WORDS = ["қала", "ауыл", "и", "в", "на", "город", "реке", "Усть-Каменогорск", "12,5", "5", "за\u0301мок", "й"]
SPACES = [" ", " ", " ", " ", NBSP, "\n", "  ", "\u00ad", "\u200b"]
SIGNS = [
    ".",
    ",",
    "…",
    "...",
    "«",
    "»",
    "-",
    "—",
    "👨\u200d👩\u200d👧",
    "🇰🇿",
    "\u0301",
    "и\u0306",
    "_",
    "<b>",
    "&",
]
PIECES = st.sampled_from([*WORDS, *SPACES, *SIGNS])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@settings(deadline=None)
@given(TEXTS, TEXTS)
@example("a b", "a\u200d b")
def test_the_runs_are_both_texts(old: str, new: str) -> None:
    result = diff(old, new)
    assert "".join(run.old for run in result.runs) == old
    assert "".join(run.new for run in result.runs) == new
    assert result.is_empty == (old == new)
    assert all(run.old or run.new for run in result.runs)
    assert all(one.kind != other.kind for one, other in zip(result.runs, result.runs[1:], strict=False))


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_kept_words_pair_up(old: str, new: str) -> None:
    for run in diff(old, new).runs:
        if run.kind == Kind.SAME:
            pairs = list(counterparts(run))
            assert "".join(one for one, _other in pairs) == run.old
            assert "".join(other for _one, other in pairs) == run.new
            assert all(one[0].isspace() == other[0].isspace() for one, other in pairs)


@settings(deadline=None)
@given(TEXTS)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text


@settings(deadline=None)
@given(st.lists(st.sampled_from(["а", "б", "в", " ", "."]), min_size=2).map("".join), st.data())
def test_long_texts_are_both_texts_too(text: str, data: st.DataObject) -> None:
    """The way of texts that are too long, with a limit that these are beyond."""
    other = data.draw(st.permutations(list(text))).copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsportal.lib.word_diff.sequences.MAX_CELLS", data.draw(st.integers(0, 20)))
        result = diff(text, "".join(other))
    assert "".join(run.old for run in result.runs) == text
    assert "".join(run.new for run in result.runs) == "".join(other)


def test_texts_too_long_for_words_are_compared_by_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsportal.lib.word_diff.sequences.MAX_CELLS", 30)
    old = "Раз два три. Первое второе третье четвёртое пятое шестое седьмое. Конец всему."
    new = "Начало дня. Раз два три. Другое иное новое прочее разное чужое странное. Конец всему. Точка тут."
    result = diff(old, new)
    assert result.is_coarse
    assert [run.new for run in result.runs if run.kind == Kind.SAME] == ["Раз два три. ", " Конец всему."]


WORST = {
    "all different": (" ".join(f"а{n}" for n in range(60_000)), " ".join(f"б{n}" for n in range(60_000))),
    "one word": ("а " + "да " * 133_000 + "б", "в " + "да " * 130_000 + "г"),
    "one letter": ("а" * 400_000, "а" * 399_999),
    "spaces": (" " * 400_000, NBSP * 400_000),
    "points": (". , " * 100_000, ", ! " * 100_000),
    "short sentences": ("да. нет. " * 44_000, "нет. да. нет. " * 29_000),
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_of_400_000_letters_is_told_in_full(name: str, record_property: Any) -> None:
    started = time.process_time()
    result = diff(*WORST[name])
    took = time.process_time() - started
    record_property(f"{name}, ms", round(took * 1000))
    assert "".join(run.old for run in result.runs) == WORST[name][0]
    # And what a page shows of it stays in proportion.
    assert len(words(result)) < 3_000_000


def test_60_000_letters_are_compared_word_by_word(record_property: Any) -> None:
    draw = random.Random(1)
    vocabulary = [f"слово{n}" for n in range(900)] + ["в", "и", "на", "по"] * 60
    old = [draw.choice(vocabulary) for _n in range(10_000)]
    new = [draw.choice(vocabulary) if draw.random() < 0.1 else word for word in old]
    started = time.process_time()
    result = diff(" ".join(old), " ".join(new))
    took = time.process_time() - started
    record_property("ms", round(took * 1000))
    assert not result.is_coarse


def test_the_markup_is_escaped_and_says_what_colour_says() -> None:
    assert words(diff("<b>да</b>", "<b>нет</b>")) == (
        '&lt;b&gt;<del><span class="visually-hidden">[deleted: </span>да<span class="visually-hidden">]</span></del>'
        '<ins><span class="visually-hidden">[inserted: </span>нет<span class="visually-hidden">]</span></ins>&lt;/b&gt;'
    )


def test_a_space_that_changed_gets_a_sign_and_a_name() -> None:
    markup = words(diff("5 тысяч", f"5{NBSP}тысяч"))
    assert "␣" in markup
    assert "⍽" in markup
    assert "non-breaking space" in markup


def test_an_empty_comparison_is_empty() -> None:
    assert diff("", "") == WordDiff(())
    assert words(diff("", "")) == ""

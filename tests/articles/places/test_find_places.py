"""`manage.py find_places`: JSON on standard output alone, errors in words."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands import find_places
from articles.places.reference import load_places

pytestmark = pytest.mark.django_db


class Standard(io.StringIO):
    """A standard input with the bytes behind it."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.buffer = io.BytesIO(data)  # type: ignore[misc]


def answer(
    data: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, object]]:
    monkeypatch.setattr(sys, "stdin", Standard(data))
    call_command("find_places")
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_it_prints_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load_places()
    text = "🙂 В городе Абай снег.\r\nАбай Кунанбаев писал."
    found = answer(text.encode(), monkeypatch, capsys)
    assert [set(item) for item in found] == [{"place", "start", "end", "text", "verdict", "why"}] * 2
    assert [(item["place"], item["verdict"]) for item in found] == [
        ("abay", "confirmed"),
        ("abay", "rejected"),
    ]
    for item in found:
        assert text[item["start"] : item["end"]] == item["text"]  # type: ignore[index]
        assert item["why"]
    file = tmp_path / "story.txt"
    file.write_text(text, encoding="utf-8", newline="")
    call_command("find_places", str(file))
    assert json.loads(capsys.readouterr().out) == found


def test_without_a_gazetteer_the_facts_of_the_project_serve(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [item["place"] for item in answer("Риддер".encode(), monkeypatch, capsys)] == ["ridder"]


@pytest.mark.parametrize("data", [b"", b"\x00", "\ufeff".encode(), b"\n" * 100])
def test_nothing_is_an_empty_list(
    data: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(data, monkeypatch, capsys) == []


def test_a_mark_of_byte_order_counts_as_the_character_that_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [item] = answer("\ufeffРиддер".encode(), monkeypatch, capsys)
    assert (item["start"], item["end"]) == (1, 7)


def test_what_is_not_utf_8_is_refused_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Standard("Риддер".encode("cp1251")))
    with pytest.raises(CommandError, match="not UTF-8: byte 1 is 0xd0"):
        call_command("find_places")


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt cannot be read"):
        call_command("find_places", "nowhere.txt")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("find_places", "nul\x00name")


def test_a_huge_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_places, "LARGEST", 10)
    monkeypatch.setattr(sys, "stdin", Standard(b"x" * 11))
    with pytest.raises(CommandError, match="longer than"):
        call_command("find_places")

"""`manage.py find_places story.txt`: the places that a text names, as JSON."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.places import packaged
from articles.places.gazetteer import matcher
from articles.places.matching import Matcher, Occurrence
from articles.places.reasons import in_words

LARGEST = 64 * 1024 * 1024
"""Bytes; a longer text is no story, and would be held in memory whole."""


class Command(BaseCommand):
    help = "Print the places that a text names as a JSON list on standard output; positions count characters."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="UTF-8 text; without it, standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        text = _text(options["file"])
        words = cache(in_words)
        lines = [
            json.dumps(as_json(item, words), ensure_ascii=False)
            for item in _matcher(self.stderr).occurrences(text)
        ]
        sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")


def as_json(item: Occurrence, words: Callable[[str, str], str]) -> dict[str, object]:
    return {
        "place": item.place,
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "verdict": item.verdict.value,
        "why": words(item.reason, item.witness),
    }


def _text(name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise CommandError(f"{name} cannot be read: {error}") from None
    if len(data) > LARGEST:
        raise CommandError(f"The text is longer than {LARGEST // 1024 // 1024} MB. Give it in parts.")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise CommandError(
            f"The text is not UTF-8: byte {error.start + 1} is 0x{data[error.start]:02x}. Save it as UTF-8."
        ) from None


def _matcher(told: Any) -> Matcher:
    """Of the newsroom's gazetteer; of the project's own facts where there is none yet."""
    try:
        made = matcher()
    except DatabaseError:
        made = None
    if made is not None and made.places:
        return made
    told.write("The gazetteer is empty: the places that the project comes with are used.")
    return Matcher(*packaged.facts())

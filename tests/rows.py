"""Rows of the database compared whole."""

from collections.abc import Iterable
from typing import Any


def same(one: Iterable[Any], other: Iterable[Any]) -> None:
    """Every column and every annotation of them, in their order."""
    assert [_told(row) for row in one] == [_told(row) for row in other]


def _told(row: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name != "_state"}

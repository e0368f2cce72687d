"""Cells that a spreadsheet would run instead of showing."""

import re

_NUMBER = re.compile(r"-\d+([.,]\d+)?")
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def is_formula(cell: str) -> bool:
    """Spaces before it do not help; a number below zero is none."""
    bare = cell.lstrip(" \u00a0")
    return bare.startswith(_BEGINNINGS) and _NUMBER.fullmatch(bare.strip()) is None


def safe_cell(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it."""
    return f"'{text}" if is_formula(text) else text

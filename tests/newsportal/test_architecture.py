"""The arrows between the rooms, read from the imports themselves."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MAY_IMPORT = {
    "articles": {"articles"},
    "widgets": {"widgets"},
    "monotowns": {"monotowns", "articles"},
    "newsportal": {"newsportal", "articles", "widgets", "monotowns"},
}
LEAVES = ("newsportal.lib", "newsportal.embedded")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] in MAY_IMPORT}


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_arrows_point_one_way(room: str) -> None:
    assert modules(room), room
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imported(path)
        if name.split(".")[0] not in MAY_IMPORT[room] and not name.startswith("newsportal.lib")
    ]
    assert wrong == []


@pytest.mark.parametrize("leaf", LEAVES)
def test_leaves_know_nobody(leaf: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(leaf.replace(".", "/"))
        for name in imported(path)
        if not name.startswith(leaf)
    ]
    assert wrong == []


def test_no_module_is_named_for_nothing() -> None:
    empty_words = {"core", "utils", "helpers", "services", "managers", "signals"}
    named = {path.stem for room in MAY_IMPORT for path in modules(room)}
    assert named & empty_words == set()


def test_modules_stay_small() -> None:
    """A module that outgrows 400 lines becomes a package with one file for each thing."""
    long = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for room in MAY_IMPORT
        for path in modules(room)
        if "migrations" not in path.parts
    }
    assert {name: lines for name, lines in long.items() if lines > 400} == {}

"""What the documents say of variables, files and addresses is so."""

import argparse
import re
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from newsportal.management.commands.demo import Command
from tests.project_files import ROOT, project_files

README = (ROOT / "README.md").read_text()
OPERATIONS = ROOT / "docs" / "operations.md"
SETTINGS = (ROOT / "newsportal" / "settings.py").read_text()
# Set by the commands for each other; people have no use for them.
INTERNAL = {"NEWSPORTAL_MODE", "NEWSPORTAL_WEB"}
READ_BY_TESTS = {"REQUIRE_BROWSER", "REQUIRE_PROXIES"}

DOCUMENTS = sorted(project_files("*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# A path into one of our directories, as documents write it: `articles/models/article.py`, `templates/`.
NAMED_PATH = re.compile(
    r"`((?:articles|widgets|monotowns|newsportal|tests|templates|static|locale|deploy|docs|\.ci)/[\w./-]*)`"
)
# Of the machine that somebody works on; in pieces, so that this file names none.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:" + "|".join(["work", "root", "home", "Users", "tmp"]) + r")/")


def variables_of_settings() -> set[str]:
    return set(re.findall(r'\benv\.\w+\(\s*"([A-Z0-9_]+)"', SETTINGS))


def variables_of_readme() -> set[str]:
    table = README.partition("## Environment variables")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", table, re.MULTILINE))


def variables_of_example() -> set[str]:
    example = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE))


def test_the_readme_has_each_variable_of_the_settings_and_no_other() -> None:
    assert variables_of_readme() - READ_BY_TESTS == variables_of_settings()
    assert variables_of_readme() >= READ_BY_TESTS


def test_the_example_has_each_variable_that_people_set() -> None:
    assert variables_of_example() == variables_of_readme() - INTERNAL


def test_the_example_changes_nothing_as_it_stands() -> None:
    """Copied unread, it leaves every default."""
    set_by_it = [
        line for line in (ROOT / ".env.example").read_text().splitlines() if line[:1] not in {"", "#"}
    ]
    assert set_by_it == []


@pytest.mark.parametrize("command", ["uv run manage.py demo", "uv run pytest"])
def test_the_readme_opens_with_both_commands(command: str) -> None:
    assert f"pip install uv && {command}" in "\n".join(README.splitlines()[:30])


def test_the_readme_has_each_option_of_the_demo() -> None:
    options = {name for action in demo_options() for name in action.option_strings if name != "--help"}
    table = README.partition("| `manage.py demo`")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(--[a-z-]+)", table)) == options - {"-h"}


def demo_options() -> list[argparse.Action]:
    parser = argparse.ArgumentParser()
    Command().add_arguments(parser)
    return parser._actions


def test_operators_find_each_system_check() -> None:
    ids = set(re.findall(r'id="(newsportal\.[A-Z]\d+)"', (ROOT / "newsportal" / "checks.py").read_text()))
    told = set(re.findall(r"^\| `(newsportal\.[A-Z]\d+)`", OPERATIONS.read_text(), re.MULTILINE))
    assert ids == told


def headings(document: Path) -> set[str]:
    """As anchors of links name them."""
    lines = re.findall(r"^#+ (.+)$", CODE_BLOCK.sub("", document.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    dead = []
    for link in LINK.findall(CODE_BLOCK.sub("", document.read_text())):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (document.parent / unquote(parts.path)).resolve() if parts.path else document
        is_there = target.exists() and target.is_relative_to(ROOT)
        if not is_there or (parts.fragment and parts.fragment not in headings(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_named_files_exist(document: Path) -> None:
    named = NAMED_PATH.findall(document.read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_no_document_names_a_path_of_somebodys_machine() -> None:
    documents = chain(DOCUMENTS, (ROOT / name for name in (".env.example", "Makefile", "pyproject.toml")))
    naming = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in documents
        for match in MACHINE_PATH.finditer(path.read_text())
    }
    assert naming == set()

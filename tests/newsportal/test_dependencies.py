"""Every package is pinned exactly, and the three places that say so agree with each other and with what runs."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project_files import ROOT, project_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
FOR_PRODUCTION = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
FOR_DEVELOPERS = [Requirement(line) for group in PROJECT["dependency-groups"].values() for line in group]
DIRECT = FOR_PRODUCTION + FOR_DEVELOPERS
CONSTRAINTS = [Requirement(line) for line in PROJECT["tool"]["uv"]["constraint-dependencies"]]
# In pieces, so that this file does not name them.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("cdn", "jsdelivr", "net"),
        ("unpkg", "com"),
    )
]


def exact_version(requirement: Requirement) -> str:
    [specifier] = requirement.specifier
    assert specifier.operator == "==", requirement
    assert "*" not in specifier.version, requirement
    return specifier.version


def versions(requirements: list[Requirement]) -> dict[str, str]:
    return {canonicalize_name(each.name): exact_version(each) for each in requirements}


PINS = versions(DIRECT + CONSTRAINTS)


def exported() -> list[tuple[Requirement, str]]:
    """Each requirement of the export with the text of its hashes."""
    text = (ROOT / "deploy" / "requirements.txt").read_text().replace("\\\n", " ")
    lines = (line.partition("--hash") for line in text.splitlines() if line.strip())
    return [(Requirement(requirement), mark + hashes) for requirement, mark, hashes in lines]


def installed(requirements: list[Requirement]) -> Iterator[metadata.Distribution]:
    """The distributions of this environment that these need, and that those need in turn."""
    seen: set[tuple[str, str]] = set()
    waiting = [(each, "") for each in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        distribution = metadata.distribution(requirement.name)
        for wanted in ("", *requirement.extras):
            if (distribution.name, wanted) not in seen:
                seen.add((distribution.name, wanted))
                waiting += [(Requirement(line), wanted) for line in distribution.requires or []]
        yield distribution


def found(requirements: list[Requirement]) -> dict[str, str]:
    return {canonicalize_name(each.name): each.version for each in installed(requirements)}


def test_each_package_is_pinned_once_and_exactly() -> None:
    names = [canonicalize_name(each.name) for each in DIRECT + CONSTRAINTS]
    assert len(names) == len(set(names))
    assert len(PINS) == len(names)


def test_nothing_that_runs_is_missing_from_the_pins() -> None:
    assert found(DIRECT).items() - PINS.items() == set()


def test_the_export_has_what_production_needs_and_no_more() -> None:
    export = versions([requirement for requirement, _hashes in exported()])
    assert export.items() - PINS.items() == set()
    needed = found(FOR_PRODUCTION)
    assert needed.items() - export.items() == set()
    # What is exported beyond this environment is for other systems, and never a tool of developers.
    assert (export.keys() - needed.keys()) & found(FOR_DEVELOPERS).keys() == set()


def test_the_export_has_hashes_and_no_options() -> None:
    for requirement, hashes in exported():
        assert re.fullmatch(r"(--hash=sha256:[0-9a-f]{64}\s*)+", hashes), requirement
    options = [word for word in (ROOT / "deploy" / "requirements.txt").read_text().split() if word[0] == "-"]
    assert {option.split("=")[0] for option in options} == {"--hash"}


def test_no_lock_file_is_kept() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize("registry", REGISTRIES)
def test_no_file_names_a_download_address(registry: str) -> None:
    naming: list[Path] = [
        path.relative_to(ROOT) for path in project_files() if registry.encode() in path.read_bytes().lower()
    ]
    assert naming == []

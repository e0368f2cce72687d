"""The data directory of the demonstration: whose it is, and when it may be emptied."""

from pathlib import Path

import pytest

from newsportal.demo.data_directory import empty, occupy
from newsportal.demo.errors import DemoError


def filled(directory: Path) -> Path:
    for name in ("accounts.json", "secret_key", "demo.lock", "static.sources"):
        (directory / name).write_text("x")
    for name in ("media", "static"):
        (directory / name).mkdir()
        (directory / name / "file").write_text("x")
    return directory


def names(directory: Path) -> set[str]:
    return {entry.name for entry in directory.iterdir()}


def test_one_demonstration_at_a_time(tmp_path: Path) -> None:
    with occupy(tmp_path / "new"), pytest.raises(DemoError, match="already running"):
        occupy(tmp_path / "new")


def test_it_is_free_again_afterwards(tmp_path: Path) -> None:
    with occupy(tmp_path):
        pass
    occupy(tmp_path).release()


def test_emptying_keeps_the_secret_key(tmp_path: Path) -> None:
    empty(filled(tmp_path))
    assert names(tmp_path) == {"secret_key", "demo.lock"}


def test_a_directory_with_anything_else_in_it_is_not_emptied(tmp_path: Path) -> None:
    (filled(tmp_path) / "thesis.odt").write_text("years of work")
    with pytest.raises(DemoError, match=r"thesis\.odt"):
        empty(tmp_path)
    assert (tmp_path / "media" / "file").exists()


def test_media_of_some_other_site_are_not_removed(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    with pytest.raises(DemoError, match="does not look like"):
        empty(tmp_path)
    assert (tmp_path / "media").exists()


def test_a_link_is_removed_not_followed(tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    elsewhere.mkdir()
    (elsewhere / "photo").write_text("x")
    (data / "accounts.json").write_text("x")
    (data / "media").symlink_to(elsewhere)
    empty(data)
    assert (elsewhere / "photo").exists()
    assert not (data / "media").exists()

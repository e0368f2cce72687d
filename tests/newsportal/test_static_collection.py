import os
import re
from pathlib import Path

import pytest
from pytest_django import Settings

from newsportal.static_collection import collect_if_changed


@pytest.fixture
def source(settings: Settings, tmp_path: Path) -> Path:
    """A project with one static file."""
    path = tmp_path / "source" / "site.css"
    path.parent.mkdir()
    path.write_text("p { color: black }")
    settings.STATICFILES_DIRS = [path.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "newsportal.static_files.HashedStaticFilesStorage"}
    }
    return path


def collected(settings: Settings) -> set[str]:
    return {path.name.split(".")[0] for path in Path(settings.STATIC_ROOT).iterdir()}


def test_files_are_collected_once(source: Path, settings: Settings) -> None:
    assert collect_if_changed()
    assert collected(settings) == {"site", "staticfiles"}
    assert not collect_if_changed()


def test_another_time_of_the_same_content_is_no_change(source: Path) -> None:
    collect_if_changed()
    os.utime(source, (1, 1))
    assert not collect_if_changed()


def test_a_change_is_collected_and_what_is_gone_goes(source: Path, settings: Settings) -> None:
    collect_if_changed()
    source.rename(source.with_name("print.css"))
    assert collect_if_changed()
    assert collected(settings) == {"print", "staticfiles"}


def test_modules_import_files_that_are_there_and_no_map_is_collected(
    settings: Settings, tmp_path: Path
) -> None:
    """All that this project collects, as `demo` and `serve` do."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "newsportal.static_files.HashedStaticFilesStorage"}
    }
    assert collect_if_changed()
    root = Path(settings.STATIC_ROOT)
    assert [path.name for path in root.rglob("*") if ".map" in path.suffixes] == []
    kept = {path.name.split(".")[0] + path.suffix for path in (root / "django_prose_editor").iterdir()}
    assert kept == {"editor.js", "editor.br", "editor.gz"}
    imports = [
        (module, name)
        for module in (root / "js").rglob("*.js")
        for name in re.findall(r'^(?:import|export)\b[^"]*?"(\.[^"]+)";$', module.read_text(), re.MULTILINE)
    ]
    assert len(imports) > 50
    for module, name in imports:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name), (module, name)
        assert (module.parent / name).is_file(), (module, name)

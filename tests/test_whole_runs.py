"""What waits for `--whole` runs when it is named, with workers and without."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project_files import ROOT

SETTINGS = """
[pytest]
testpaths = all
pythonpath = {root}
addopts = -p no:cacheprovider -p xdist -p tests.plugin_whole_runs
"""
WAITING = """
import pytest

@pytest.mark.whole
def test_of_a_browser():
    pass

def test_of_a_function():
    pass
"""


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize(
    ("words", "passed"),
    [((), 1), (("--whole",), 2), (("all/test_it.py",), 2), (("-k", "browser"), 1), (("all",), 2)],
)
def test_named_tests_are_run(tmp_path: Path, workers: int, words: tuple[str, ...], passed: int) -> None:
    (tmp_path / "pytest.ini").write_text(SETTINGS.format(root=ROOT))
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "test_it.py").write_text(WAITING)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", f"-n{workers}", *words],
        cwd=tmp_path,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{passed} passed" in run.stdout, run.stdout + run.stderr
    assert ("left out" in run.stdout) is (not words)

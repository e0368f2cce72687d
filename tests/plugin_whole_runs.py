"""A pytest plugin: which tests wait for `--whole`.

What drives a browser, a proxy or servers of its own takes as long as all the rest. It runs with `--whole`, as in
CI, with `--long`, and whenever it is asked for by name; a run of everything leaves it out and says so.
"""

from pathlib import Path
from typing import Any

import pytest

DIRECTORIES = (Path(__file__).parent / "browser", Path(__file__).parent / "deploy")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="leave nothing out, as CI does")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "whole: drives a server of its own, and waits for clocks")
    asked = config.option
    # The arguments of a worker of xdist are not those that were typed.
    if (given := getattr(config, "workerinput", None)) is not None:
        asked.whole = given["whole"]
        return
    is_named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    is_again = getattr(asked, "lf", False) or getattr(asked, "failedfirst", False)
    is_long = getattr(asked, "long", False)
    asked.whole = bool(asked.whole or is_long or asked.keyword or asked.markexpr or is_again or is_named)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tells a worker of xdist what was asked for."""
    node.workerinput["whole"] = node.config.option.whole


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.whole:
        return
    if waiting := [item for item in items if _waits(item)]:
        config.hook.pytest_deselected(items=waiting)
        items[:] = [item for item in items if not _waits(item)]


def _waits(item: pytest.Item) -> bool:
    return item.get_closest_marker("whole") is not None or any(
        item.path.is_relative_to(directory) for directory in DIRECTORIES
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.option.whole:
        terminalreporter.section("left out")
        terminalreporter.line(
            "What drives browsers, proxies and servers of its own: `--whole` runs it, as CI does."
        )

import signal
from pathlib import Path

import pytest

from newsportal.embedded import ClusterError, cluster, remove, throw_away
from tests.newsportal.embedded.processes import all_gone, soon
from tests.newsportal.embedded.users import User, ask


def test_a_throw_away_cluster_vanishes_with_its_user() -> None:
    with throw_away() as first, throw_away() as second:
        assert first.data != second.data
        assert ask(first.url, "SHOW fsync") == "off"
    for data in (first.data, second.data):
        assert soon(lambda data=data: not data.exists() and all_gone(data))  # type: ignore[misc]


@pytest.mark.parametrize("death", [None, signal.SIGKILL, signal.SIGINT])
def test_also_when_the_user_cannot_clear_up(death: signal.Signals | None) -> None:
    with User("throw-away") as user:
        data = Path(str(ask(user.answer(), "SHOW data_directory"))).parent
        user.leave(death)
        assert soon(lambda: not data.exists() and all_gone(data))


def test_a_cluster_that_is_kept_is_durable(data: Path) -> None:
    with cluster(data) as ours:
        assert ask(ours.url, "SHOW fsync") == ask(ours.url, "SHOW full_page_writes") == "on"


def test_a_cluster_is_removed_only_when_nobody_uses_it(data: Path) -> None:
    (data / "media").mkdir()
    with cluster(data) as ours:
        with pytest.raises(ClusterError, match=r"is in use: stop the program that uses it\."):
            remove(data, timeout=0.2)
        assert ask(ours.url, "SELECT 1") == 1
    remove(data)
    assert [entry.name for entry in data.iterdir()] == ["media"]
    remove(data / "nowhere")

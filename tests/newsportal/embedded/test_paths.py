from pathlib import Path

import pytest

from newsportal.embedded import ClusterError, cluster
from tests.newsportal.embedded.users import User, ask


@pytest.mark.parametrize("name", ["Мои документы, қазақша", 'it\'s "quoted" %s $HOME', "deep/" * 40 + "end"])
def test_any_path_will_do(data: Path, name: str) -> None:
    place = data / name
    place.mkdir(parents=True)
    (data / "postgres").rename(place / "postgres")

    with cluster(place) as ours:
        assert str(ask(ours.url, "SHOW data_directory")) == str(place / "postgres")


def test_a_new_cluster_is_made_at_a_path_with_spaces_and_cyrillic(empty: Path) -> None:
    with cluster(empty / "Мои документы" / "Жаңа", durable=False) as ours:
        assert ask(ours.url, "SELECT current_database()") == "newsportal"


@pytest.mark.parametrize("name", ["Временные, файлы", "long" * 40])
def test_so_will_any_directory_for_temporary_files(data: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with User(data, environment={"TMPDIR": str(tmp_path / name)}) as user:
        assert ask(user.answer(), "SELECT 1") == 1


def test_a_data_directory_that_is_a_file_is_one_clear_sentence(empty: Path) -> None:
    empty.touch()
    with (
        pytest.raises(ClusterError, match=r"data directory .* cannot be made: File exists\."),
        cluster(empty),
    ):
        pass

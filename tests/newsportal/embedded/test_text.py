from pathlib import Path

import pytest

from tests.newsportal.embedded.users import User, ask


@pytest.mark.parametrize(
    "locale", [{"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "kk_KZ.UTF-8", "LANG": "ru"}], ids=str
)
def test_cyrillic_works_whatever_the_locale(empty: Path, locale: dict[str, str]) -> None:
    unset = dict.fromkeys(("LANG", "LC_ALL", "LC_CTYPE", "LANGUAGE"), "")
    with User(empty, environment=unset | locale | {"PYTHONUTF8": ""}) as user:
        url = user.answer()
        ask(url, "CREATE EXTENSION pg_trgm")

        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SELECT lower('ҚАЗАҚ ӘҢҒҮҰӨҺІ Ж')") == "қазақ әңғүұөһі ж"
        assert ask(url, "SELECT similarity('Кулсары', 'Кульсары')") > 0.5  # type: ignore[operator]
        assert ask(url, "SELECT to_tsvector('russian', 'Горняки') @@ to_tsquery('russian', 'горняк')") is True


def test_variables_for_postgres_programs_are_not_believed(data: Path, tmp_path: Path) -> None:
    with User(data, environment={"PGDATA": str(tmp_path), "PGPORT": "1", "PGTZ": "Asia/Almaty"}) as user:
        assert ask(user.answer(), "SHOW TimeZone") == "UTC"

"""Files into the registry: a diff first, then all of it or nothing, and the same again changes nothing."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Place, User
from monotowns.importing import reading
from monotowns.importing.planning import plan
from monotowns.models import Enterprise, Group, Indicator, Industry, Membership, Observation, Region, Town
from tests.monotowns.conftest import edition, put, region, town

pytestmark = pytest.mark.django_db

TOWNS = """\
slug,name_ru,name_kk,region_iso,region_ru,kato,latitude,longitude,group_code,population,population_date,population_source,enterprise_ru,industry_code,enterprise_source,enterprise_confidence
temirtau,Темиртау,Теміртау,KZ-35,Карагандинская область,352410000,50.05197,72.95497,first,171609,2024-01-01,БНС-2024,АО «Qarmet»,steel,interfax.kz,high
kulsary,Кульсары,Құлсары,KZ-23,Атырауская область,,,,second,66580,2024-01-01,БНС-2024,,oil,perceptiode.com,low
"""
POPULATION = """\
slug,date,year,population,kind,scope,source
temirtau,1999,1999,170481,census,city,abcdef.wiki
temirtau,2021-10,2021,171019,census,city,wikiclassic.com
temirtau,2023-01-01,2023,177628,estimate,akimat,БНС-2023
"""

Run = Callable[..., str]


@pytest.fixture
def draft(population: Indicator) -> Any:
    for code in ("steel", "oil"):
        Industry.objects.get_or_create(code=code, defaults={"name_ru": code})
    return edition("draft-2025")


@pytest.fixture
def run(tmp_path: Path, draft: Any) -> Run:
    """`run(towns=…, population=…, yes=True)` imports texts as files of these names; answers what was told."""

    def run(**options: Any) -> str:
        files = []
        for name in [
            name for name, value in options.items() if isinstance(value, (str, bytes)) and name in FILES
        ]:
            text = options.pop(name)
            path = tmp_path / f"{name}.csv"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            files.append(str(path))
        out = io.StringIO()
        call_command("import_monotowns", *files, stdout=out, stderr=out, **options)
        return out.getvalue()

    return run


FILES = {"towns", "population", "members", "enterprises"}


def counts() -> dict[str, int]:
    models = (Region, Place, Town, Enterprise, Membership, Observation)
    return {model.__name__: model._default_manager.count() for model in models}


NOTHING = {"Region": 0, "Place": 0, "Town": 0, "Enterprise": 0, "Membership": 0, "Observation": 0}


def test_a_table_of_towns_brings_all_that_it_says(run: Run) -> None:
    run(towns=TOWNS, population=POPULATION, yes=True)
    assert counts() == {
        "Region": 2,
        "Place": 2,
        "Town": 2,
        "Enterprise": 2,
        "Membership": 2,
        "Observation": 5,
    }
    here = Town.objects.get(place__slug="temirtau")
    assert (here.place.name_kk, here.kato, here.latitude) == ("Теміртау", "352410000", Decimal("50.05197"))  # type: ignore[attr-defined]
    assert here.memberships.get().group.code == "first"
    months = here.observations.get(precision="month")
    assert (months.date, int(months.value), months.kind) == (date(2021, 10, 1), 171019, "census")
    assert here.observations.get(precision="year").date == date(1999, 1, 1)
    there = Enterprise.objects.get(town__place__slug="kulsary")
    assert (there.name, there.industry and there.industry.code, there.confidence) == ("", "oil", "low")


def test_a_dry_run_tells_and_writes_nothing(run: Run) -> None:
    told = run(towns=TOWNS, dry_run=True)
    assert counts() == NOTHING
    assert "+ Темиртау" in told
    assert "АО «Qarmet»" in told


def test_the_same_again_changes_nothing(run: Run) -> None:
    run(towns=TOWNS, population=POPULATION, yes=True)
    before = counts()
    told = run(towns=TOWNS, population=POPULATION, yes=True)
    assert counts() == before
    assert "+" not in told and "~" not in told
    assert Town.history.count() == 2


def test_a_changed_value_is_told_with_the_old_one(run: Run) -> None:
    run(towns=TOWNS, yes=True)
    told = run(towns=TOWNS.replace("352410000", "352410001").replace(",first,", ",second,"), yes=True)
    assert "352410000 → 352410001" in told
    assert "First → Second" in told
    here = Town.objects.get(place__slug="temirtau")
    assert here.kato == "352410001"
    assert here.memberships.get().group.code == "second"


def test_a_blank_cell_erases_nothing(run: Run) -> None:
    run(towns=TOWNS, yes=True)
    run(towns=TOWNS.replace("352410000", ""), yes=True)
    assert Town.objects.get(place__slug="temirtau").kato == "352410000"


def test_the_history_names_who_and_why(run: Run) -> None:
    User.objects.create(username="curator")
    run(towns=TOWNS, yes=True, user="curator", reason="Письмо БНС от 3 марта")
    row = Town.history.get(place__slug="temirtau")
    assert (row.history_type, row.history_user.username, row.history_change_reason) == (
        "+",
        "curator",
        "Письмо БНС от 3 марта",
    )
    assert Observation.history.count() == 2


def test_nobody_to_confirm_and_no_yes_writes_nothing(run: Run) -> None:
    with pytest.raises(CommandError, match="--yes"):
        run(towns=TOWNS)
    assert counts() == NOTHING


def test_a_user_who_is_not_there(run: Run) -> None:
    with pytest.raises(CommandError, match="nobody7"):
        run(towns=TOWNS, yes=True, user="nobody7")


def test_a_place_of_the_gazetteer_is_left_as_it_is(run: Run) -> None:
    Place.objects.create(slug="temirtau", name_ru="Темиртау", aliases=["Темир-Тау"])
    run(towns=TOWNS, yes=True)
    place = Place.objects.get(slug="temirtau")
    assert (place.name_kk, place.aliases) == ("", ["Темир-Тау"])  # type: ignore[attr-defined]


def test_towns_join_an_edition_by_a_table_of_memberships(run: Run) -> None:
    old, here = edition("old", valid_from=date(2012, 1, 1)), town("ridder")
    run(members="slug,edition,group_code\nridder,old,second\nridder,draft-2025,first\n", yes=True)
    assert {row.classification.slug: row.group.code for row in here.memberships.all()} == {
        "old": "second",
        "draft-2025": "first",
    }
    assert old.memberships.count() == 1


def test_a_table_of_towns_fills_the_edition_that_is_named(run: Run) -> None:
    edition("old", groups=("first", "second", "third"), valid_from=date(2012, 1, 1))
    run(towns=TOWNS, yes=True, edition="draft-2025")
    assert set(Membership.objects.values_list("classification__slug", flat=True)) == {"draft-2025"}


def test_enterprises_have_a_table_of_their_own(run: Run) -> None:
    town("kentau")
    run(
        enterprises="slug,name_ru,industry_code,since,until,source,source_url,confidence\n"
        "kentau,Комбинат «Ачполиметалл»,steel,1927,1995,vlast.kz,https://vlast.kz/,medium\n",
        yes=True,
    )
    made = Enterprise.objects.get()
    assert (made.since, made.until, made.source_url) == (1927, 1995, "https://vlast.kz/")


def test_semicolons_and_a_mark_of_byte_order_are_what_spreadsheets_write(run: Run) -> None:
    run(towns=b"\xef\xbb\xbf" + TOWNS.replace(",", ";").encode(), yes=True)
    assert Town.objects.count() == 2


def line(text: str, number: int) -> str:
    return text.splitlines()[number - 1]


def with_row(text: str, number: int, row: str) -> str:
    lines = text.splitlines()
    lines[number - 1] = row
    return "\n".join(lines) + "\n"


R2, R3 = line(TOWNS, 2), line(TOWNS, 3)
WRONG_TOWNS: dict[str, tuple[str | bytes, int, str, str]] = {
    "a town twice": (TOWNS + R2 + "\n", 4, "slug", "towns.csv, строка 2|towns.csv, row 2"),
    "an unknown group": (TOWNS.replace(",second,", ",third,"), 3, "group_code", ""),
    "an unknown industry": (TOWNS.replace(",oil,", ",gold,"), 3, "industry_code", ""),
    "a negative population": (TOWNS.replace("66580", "-66580"), 3, "population", ""),
    "words for a number": (TOWNS.replace("66580", "много"), 3, "population", ""),
    "not a number": (TOWNS.replace("66580", "NaN"), 3, "population", ""),
    "a number without end": (TOWNS.replace("66580", "Infinity"), 3, "population", ""),
    "thirty digits": (TOWNS.replace("66580", "9" * 30), 3, "population", ""),
    "a formula": (TOWNS.replace("АО «Qarmet»", "=cmd|' /C calc'!A0"), 2, "enterprise_ru", ""),
    "a formula after a space": (TOWNS.replace("АО «Qarmet»", " @SUM(A1)"), 2, "enterprise_ru", ""),
    "NUL": (TOWNS.replace("Qarmet", "Qar\x00met"), 2, "enterprise_ru", ""),
    "another encoding": (TOWNS.encode("cp1251", "replace"), 2, "name_ru", "UTF-8"),
    "UTF-16": (TOWNS.encode("utf-16"), 1, "", "UTF-8"),
    "a missing column": (TOWNS.replace("region_iso", "region_code", 1), 1, "region_iso", ""),
    "an unknown column": (TOWNS.replace("kato", "kateo", 1), 1, "kateo", ""),
    "a column twice": (TOWNS.replace("latitude", "kato", 1), 1, "kato", ""),
    "an unknown region": (TOWNS.replace("KZ-23,Атырауская область", "KZ-23,"), 3, "region_iso", ""),
    "no name": (TOWNS.replace(",Кульсары,", ",,"), 3, "name_ru", ""),
    "no address": (TOWNS.replace("kulsary,", ","), 3, "slug", ""),
    "an address in Cyrillic": (TOWNS.replace("kulsary,", "кульсары,"), 3, "slug", ""),
    "one coordinate": (TOWNS.replace("50.05197,", ","), 2, "latitude", ""),
    "coordinates swapped": (TOWNS.replace("50.05197,72.95497", "72.95497,50.05197"), 2, "latitude", ""),
    "a code too short": (TOWNS.replace("352410000", "35241"), 2, "kato", ""),
    "no date of a population": (TOWNS.replace("66580,2024-01-01", "66580,"), 3, "population_date", ""),
    "no such day": (TOWNS.replace("66580,2024-01-01", "66580,2023-02-29"), 3, "population_date", ""),
    "no source": (TOWNS.replace("perceptiode.com", ""), 3, "enterprise_source", ""),
    "an unknown confidence": (TOWNS.replace(",low", ",sure"), 3, "enterprise_confidence", ""),
    "a row too short": (TOWNS + "abay,Абай\n", 4, "", ""),
    "a quotation mark that is not closed": (TOWNS + 'abay,"Абай\n', 4, "", ""),
    "no rows": (line(TOWNS, 1) + "\n", 0, "", ""),
    "nothing": ("", 1, "", ""),
    "another table": ("a,b\n1,2\n", 1, "", ""),
    "a name too long": (TOWNS.replace("Кульсары", "К" * 81), 3, "name_ru", ""),
}


def problem_of(told: str) -> str:
    return next(found for found in told.splitlines() if ".csv" in found)


@pytest.mark.parametrize("what", WRONG_TOWNS)
def test_a_malformed_table_is_refused_with_row_and_column(
    what: str, tmp_path: Path, draft: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    text, row, column, said = WRONG_TOWNS[what]
    path = tmp_path / "towns.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    told = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_monotowns", path, yes=True, stderr=told, stdout=told)
    found = problem_of(f"{told.getvalue()}\n{caught.value}")
    assert found.startswith("towns.csv")
    assert (f" {row}" in found.partition(":")[0]) == (row > 0), found
    assert not column or f"«{column}»" in found, found
    assert not said or any(one in found for one in said.split("|")), found
    assert counts() == NOTHING


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ("temirtau,1999,1999,-1,census,city,s", "population"),
        ("temirtau,1999,1999,5,guess,city,s", "kind"),
        ("temirtau,1999,1999,5,census,oblast,s", "scope"),
        ("temirtau,1999,1999,5,census,city,", "source"),
        ("temirtau,0001,0001,5,census,city,s", "date"),
        ("temirtau,99,1999,5,census,city,s", "date"),
        ("nowhere,1999,1999,5,census,city,s", "slug"),
        (line(POPULATION, 3), "date"),
    ],
)
def test_a_wrong_figure_keeps_the_others_out(run: Run, wrong: str, column: str) -> None:
    town("temirtau")
    told = io.StringIO()
    with pytest.raises(CommandError):
        run(population=POPULATION + wrong + "\n", yes=True)
    assert Observation.objects.count() == 0
    problems = plan([reading.parse("p.csv", (POPULATION + wrong + "\n").encode())]).problems
    assert [(one.row, one.column) for one in problems.told] == [(5, column)], told


def test_a_file_too_large_is_refused_unread(tmp_path: Path, draft: Any) -> None:
    path = tmp_path / "towns.csv"
    with path.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(CommandError, match="16"):
        call_command("import_monotowns", path, yes=True)


def test_a_device_without_end_is_read_no_further_than_the_limit(draft: Any) -> None:
    with pytest.raises(CommandError, match="16"):
        call_command("import_monotowns", "/dev/zero", yes=True)


def test_a_file_that_is_not_there(draft: Any) -> None:
    with pytest.raises(CommandError, match=r"missing\.csv"):
        call_command("import_monotowns", "missing.csv", yes=True)


def test_all_problems_are_told_together(draft: Any) -> None:
    text = TOWNS.replace(",second,", ",third,").replace("352410000", "3")
    problems = plan([reading.parse("towns.csv", text.encode())], edition="draft-2025").problems
    assert [(one.row, one.column) for one in problems.told] == [(2, "kato"), (3, "group_code")]


def test_an_address_of_another_place_is_refused(draft: Any) -> None:
    Place.objects.create(slug="temirtau", name_ru="Аксу")
    problems = plan([reading.parse("towns.csv", TOWNS.encode())], edition="draft-2025").problems
    assert [(one.row, one.column) for one in problems.told] == [(2, "slug")]


def test_a_code_of_another_town_is_refused(draft: Any) -> None:
    town("aksu", kato="352410000")
    problems = plan([reading.parse("towns.csv", TOWNS.encode())], edition="draft-2025").problems
    assert [(one.row, one.column) for one in problems.told] == [(2, "kato")]


def test_one_file_that_is_wrong_keeps_the_other_out(run: Run) -> None:
    with pytest.raises(CommandError):
        run(towns=TOWNS, population=POPULATION.replace("census", "guess", 1), yes=True)
    assert counts() == NOTHING


def test_planning_asks_as_much_for_many_rows_as_for_few(draft: Any) -> None:
    region()

    def asked(rows: int) -> int:
        names = [f"t{number},Город {number},KZ-35,first" for number in range(rows)]
        sheet = reading.parse("t.csv", "\n".join(["slug,name_ru,region_iso,group_code", *names]).encode())
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert not plan([sheet], edition="draft-2025").problems
        return len(captured)

    assert asked(2) == asked(200) <= 12


def test_groups_of_another_edition_stay(run: Run) -> None:
    old, here = edition("old", valid_from=date(2012, 1, 1)), town("temirtau", region=region("KZ-35"))
    put(here, old, "second")
    Place.objects.filter(slug="temirtau").update(name_ru="Темиртау")
    run(towns=TOWNS, yes=True, edition="draft-2025")
    assert old.memberships.get().group.code == "second"
    assert Group.objects.count() == 4


SAME = "slug,date,population,kind,scope,source\ntemirtau,2024-01-01,{},estimate,city,БНС-2024\n"


def test_two_files_may_state_the_same_figure_and_not_two_of_one(run: Run) -> None:
    with pytest.raises(CommandError):
        run(towns=TOWNS, population=SAME.format(171610), yes=True)
    assert counts() == NOTHING
    run(towns=TOWNS, population=SAME.format(171609), yes=True)
    assert Observation.objects.count() == 2

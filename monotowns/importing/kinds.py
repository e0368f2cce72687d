"""The four tables that can be imported, by the columns of each; a file is recognised by its header."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from monotowns.importing.problems import Problem, Problems
from monotowns.importing.reading import Sheet


class Kind(StrEnum):
    TOWNS = "towns"
    ENTERPRISES = "enterprises"
    MEMBERSHIPS = "memberships"
    OBSERVATIONS = "observations"


@dataclass(frozen=True)
class Columns:
    """`ignored` are known and say nothing that the registry keeps: they may stand in a table of others."""

    required: frozenset[str]
    optional: frozenset[str]
    ignored: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        return self.required | self.optional | self.ignored


def _columns(required: str, optional: str = "", ignored: str = "") -> Columns:
    return Columns(frozenset(required.split()), frozenset(optional.split()), frozenset(ignored.split()))


COLUMNS = {
    # A town with its group, its newest population and its enterprise in one row.
    Kind.TOWNS: _columns(
        "slug name_ru region_iso",
        "name_kk aliases_ru former_names_ru region_ru region_kk district_ru district_kk kato latitude"
        " longitude notes_ru notes_kk group_code population population_date population_scope population_kind"
        " population_source enterprise_ru enterprise_kk industry_code industry_ru industry_kk"
        " enterprise_source enterprise_source_url enterprise_confidence",
        "order group_ru seed_spelling name_en region_en geonames_id population_2023 industrial_zone_planned",
    ),
    Kind.ENTERPRISES: _columns(
        "slug name_ru source",
        "name_kk industry_code activity_ru activity_kk since until source_url confidence",
    ),
    Kind.MEMBERSHIPS: _columns("slug group_code", "edition", "group_ru group_kk name_ru name_kk"),
    # `population` is short for the indicator of this name and its `value`.
    Kind.OBSERVATIONS: _columns(
        "slug date scope kind source", "indicator value population source_url", "year name_ru name_kk unit"
    ),
}


def recognise(sheet: Sheet, problems: Problems) -> Kind | None:
    """The table that most of the header belongs to, with what is missing or unknown among the problems."""
    header = set(sheet.columns)
    kind = max(
        Kind,
        key=lambda kind: (
            len(header & COLUMNS[kind].required) / len(COLUMNS[kind].required)
            + len(header & COLUMNS[kind].known) / len(header)
        ),
    )
    columns = COLUMNS[kind]
    if not header & columns.known - {"slug"}:
        problems.add(sheet.problem(1, "", _("These columns are of none of the tables that are imported.")))
        return None
    missing = sorted(columns.required - header)
    if kind is Kind.OBSERVATIONS and not ({"value", "indicator"} <= header or "population" in header):
        missing.append("population")
    for column in missing:
        reason = _("The column is missing; a table of %(table)s has it.") % {"table": kind.value}
        problems.add(sheet.problem(1, column, reason))
    for column in sheet.columns:
        if column not in columns.known:
            reason = _("A table of %(table)s has no such column.") % {"table": kind.value}
            problems.add(Problem(sheet.file, 1, column, reason))
    return kind if not missing and header <= columns.known else None

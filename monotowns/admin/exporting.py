"""Tables of the registry as CSV: an import takes the columns back, a spreadsheet runs nothing of them."""

import csv
import io
from typing import Any

from django.http import HttpRequest
from import_export import fields, resources
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV

from monotowns.models import Enterprise, Membership, Observation, Town
from newsportal.lib.spreadsheets import safe_cell


class SafeCsv(CSV):
    """With the mark of byte order, without which spreadsheets take UTF-8 for something else."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def export_data(self, dataset: Any, **options: Any) -> bytes:
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(dataset.headers)
        table.writerows([safe_cell(str(cell)) for cell in row] for row in dataset)
        return text.getvalue().encode("utf-8-sig")


class ExportsCsv(ExportMixin):
    """What the list shows, filters kept, at once: there is nothing to choose."""

    export_formats = (SafeCsv,)
    skip_export_form = True

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class _Columns(resources.ModelResource):
    """Exports only: an import has rules of its own."""

    @classmethod
    def column(cls, name: str, attribute: str) -> fields.Field:
        return fields.Field(column_name=name, attribute=attribute, readonly=True)


column = _Columns.column


class TownResource(_Columns):
    slug = column("slug", "place__slug")
    name_ru = column("name_ru", "place__name_ru")
    name_kk = column("name_kk", "place__name_kk")
    region_iso = column("region_iso", "region__code")
    notes_ru = column("notes_ru", "note_ru")
    notes_kk = column("notes_kk", "note_kk")

    class Meta:
        model = Town
        fields = (
            *("slug", "name_ru", "name_kk", "region_iso", "district_ru", "district_kk", "kato"),
            *("latitude", "longitude", "notes_ru", "notes_kk"),
        )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("place", "region")


class EnterpriseResource(_Columns):
    slug = column("slug", "town__place__slug")
    industry_code = column("industry_code", "industry__code")

    class Meta:
        model = Enterprise
        fields = (
            *("slug", "name_ru", "name_kk", "industry_code", "activity_ru", "activity_kk"),
            *("since", "until"),
            *("source", "source_url", "confidence"),
        )


class MembershipResource(_Columns):
    slug = column("slug", "town__place__slug")
    edition = column("edition", "classification__slug")
    group_code = column("group_code", "group__code")

    class Meta:
        model = Membership
        fields = ("slug", "edition", "group_code")


class ObservationResource(_Columns):
    slug = column("slug", "town__place__slug")
    indicator = column("indicator", "indicator__code")
    date = column("date", "moment")

    class Meta:
        model = Observation
        fields = ("slug", "indicator", "value", "date", "scope", "kind", "source", "source_url")

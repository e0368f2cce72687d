from django.contrib import admin

from monotowns.admin.audited import AuditedAdmin
from monotowns.admin.exporting import ExportsCsv, ObservationResource
from monotowns.models import Indicator, Measure, Observation


@admin.register(Measure)
class MeasureAdmin(AuditedAdmin):
    list_display = ("kind", "stage", "town", "group", "document")
    list_filter = ("kind", "stage")
    list_select_related = ("town__place", "group", "document")
    search_fields = ("description_ru", "description_kk", "town__place__name_ru", "group__name_ru")
    autocomplete_fields = ("town", "group", "document")


@admin.register(Indicator)
class IndicatorAdmin(AuditedAdmin):
    list_display = ("name", "code", "unit", "may_be_negative")
    search_fields = ("name_ru", "name_kk", "code")


@admin.register(Observation)
class ObservationAdmin(ExportsCsv, AuditedAdmin):
    resource_classes = (ObservationResource,)
    list_display = ("town", "indicator", "value", "date", "precision", "scope", "kind", "source")
    list_filter = ("indicator", "scope", "kind")
    list_select_related = ("town__place", "indicator")
    search_fields = ("town__place__name_ru", "town__place__name_kk", "source")
    autocomplete_fields = ("town", "indicator")
    date_hierarchy = None

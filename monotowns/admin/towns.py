from typing import Any

from django.contrib import admin

from monotowns.admin.audited import AuditedAdmin, AuditedInline
from monotowns.admin.exporting import EnterpriseResource, ExportsCsv, TownResource
from monotowns.admin.importing import ImportsCsv
from monotowns.models import Enterprise, Industry, Region, Town


@admin.register(Region)
class RegionAdmin(AuditedAdmin):
    list_display = ("name", "code")
    search_fields = ("name_ru", "name_kk", "code")


@admin.register(Industry)
class IndustryAdmin(AuditedAdmin):
    list_display = ("name", "code")
    search_fields = ("name_ru", "name_kk", "code")


class EnterpriseInline(AuditedInline):
    model = Enterprise
    fields = ("name_ru", "name_kk", "industry", "since", "until", "source", "confidence")


@admin.register(Town)
class TownAdmin(ImportsCsv, ExportsCsv, AuditedAdmin):
    """The page of the import stands here: its files may hold any of the tables."""

    resource_classes = (TownResource,)
    list_display = ("place", "region", "district", "kato")
    list_filter = ("region",)
    list_select_related = ("place", "region")
    search_fields = ("place__name_ru", "place__name_kk", "place__slug", "place__aliases", "kato")
    autocomplete_fields = ("place",)
    inlines = (EnterpriseInline,)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("place", "region")


@admin.register(Enterprise)
class EnterpriseAdmin(ExportsCsv, AuditedAdmin):
    resource_classes = (EnterpriseResource,)
    list_display = ("__str__", "town", "industry", "confidence", "source")
    list_filter = ("confidence", "industry")
    list_select_related = ("town__place", "industry")
    search_fields = ("name_ru", "name_kk", "town__place__name_ru")
    autocomplete_fields = ("town", "industry")

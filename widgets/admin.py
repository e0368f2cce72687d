from django.contrib import admin

from widgets.held_back_admin import HeldBackAdmin
from widgets.models import City, Currency, Notice, Rate, SuspectRate, WeatherObservation
from widgets.notice_admin import NoticeAdmin
from widgets.observation_admin import ObservationAdmin
from widgets.source_admin import SourceRunAdmin

__all__ = ["SourceRunAdmin"]

admin.site.register(SuspectRate, HeldBackAdmin)
admin.site.register(Notice, NoticeAdmin)


@admin.register(City)
class CityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("position", "name", "region", "is_home", "is_active")
    list_display_links = ("name",)
    list_filter = ("is_active",)
    search_fields = ("name_ru", "name_kk", "former_names", "slug")
    prepopulated_fields = {"slug": ("name_ru",)}


@admin.register(Currency)
class CurrencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("position", "code", "name", "symbol", "is_major")
    list_display_links = ("code",)
    list_filter = ("is_major",)
    search_fields = ("code", "name_ru", "name_kk")


@admin.register(WeatherObservation)
class WeatherObservationAdmin(ObservationAdmin):
    list_display = ("city", "observed_at", "temperature", "code", "source", "fetched_at")
    list_filter = ("source", "city")
    list_select_related = ("city",)
    ordering = ("-pk",)


@admin.register(Rate)
class RateAdmin(ObservationAdmin):
    list_display = ("currency", "date", "value", "quant", "change", "source", "fetched_at")
    list_filter = ("source", "currency")
    list_select_related = ("currency",)
    ordering = ("-pk",)

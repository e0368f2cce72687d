from django.contrib import admin

from articles.models import Place
from newsportal.lib.translated_admin import TwoLanguageAdmin


@admin.register(Place)
class PlaceAdmin(TwoLanguageAdmin):
    """The gazetteer; its case forms are filled by the registry's part of the newsroom."""

    list_display = ["name", "name_kk", "slug"]
    search_fields = ["name_ru", "name_kk", "slug", "aliases", "former_names"]
    prepopulated_fields = {"slug": ["name_ru"]}

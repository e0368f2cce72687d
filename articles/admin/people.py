"""Who signs stories, where they come from, what they are about."""

from django.contrib import admin

from articles.admin.typing_select import ChosenByTyping
from articles.models import Author, Source, Topic
from newsportal.lib.translated_admin import TwoLanguageAdmin


@admin.register(Author)
class AuthorAdmin(ChosenByTyping, TwoLanguageAdmin):
    list_display = ["name", "slug", "user"]
    list_select_related = ["user"]
    search_fields = ["name_ru", "name_kk", "slug"]
    autocomplete_fields = ["portrait", "user"]
    prepopulated_fields = {"slug": ["name_ru"]}


@admin.register(Topic)
class TopicAdmin(TwoLanguageAdmin):
    list_display = ["name", "name_kk", "slug"]
    search_fields = ["name_ru", "name_kk", "slug"]
    prepopulated_fields = {"slug": ["name_ru"]}


@admin.register(Source)
class SourceAdmin(TwoLanguageAdmin):
    list_display = ["name", "kind", "url", "phrase"]
    list_filter = ["kind"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["name_ru", "name_kk", "slug", "url"]
    prepopulated_fields = {"slug": ["name_ru"]}

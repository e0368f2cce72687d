from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Field, ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.rubric_choices import IN_TREE_ORDER, RubricChoiceField, indented_markup
from articles.admin.rubric_form import RubricForm, reserved_words_help
from articles.models import FormerRubricPath, Rubric
from newsportal.lib.translated_admin import TwoLanguageAdmin


@admin.register(Rubric)
class RubricAdmin(TwoLanguageAdmin):
    """The tree. A rubric with stories or rubrics in it is not deleted: the database refuses."""

    form = RubricForm
    list_display = ["name_in_tree", "full_name", "path", "position", "four_eyes", "correspondents_publish"]
    search_fields = ["menu_name_ru", "menu_name_kk", "path"]
    ordering = [IN_TREE_ORDER]
    sortable_by: ClassVar[list[str]] = []
    actions = None

    @admin.display(description=_("rubric"))
    def name_in_tree(self, rubric: Rubric) -> SafeString:
        return indented_markup(rubric)

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest | None, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and db_field.name == "slug":
            field.help_text = reserved_words_help()
        return field

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **options: Any
    ) -> "ModelChoiceField[Any] | None":
        options |= {"form_class": RubricChoiceField, "queryset": Rubric.objects.order_by(IN_TREE_ORDER)}
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(FormerRubricPath)
class FormerRubricPathAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Kept by moving rubrics; to look at."""

    list_display = ["path", "rubric"]
    list_select_related = ["rubric"]
    search_fields = ["path"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

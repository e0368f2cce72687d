"""The admin's labels of names in two languages: without the language both fields would read the same."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

LANGUAGES = {"_ru": _("in Russian"), "_kk": _("in Kazakh")}


class TwoLanguageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Says beside the label of `name_ru` and `name_kk` which language belongs there."""

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest | None, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[arg-type]
        language = LANGUAGES.get(db_field.name[-3:])
        if field is not None and language is not None:
            field.label = format_lazy("{} {}", capfirst(db_field.verbose_name), language)
            field.widget.attrs["lang"] = db_field.name[-2:]
        return field

"""Rows chosen by typing, as Django's admin has it; what is sent in their place is no error of the server."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.http import HttpRequest

from newsportal.lib.text import small_number

LARGEST_ID = 999_999_999


class _NumbersAlone(AutocompleteMixin):
    """Django looks up what was sent before anything has checked it: what is no number would be a 500."""

    def __init__(self, field: Any, **options: Any) -> None:
        super().__init__(field, admin.site, **options)

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        numbers = [one for one in value if small_number(str(one), at_most=LARGEST_ID)]
        return super().optgroups(name, numbers, attr)


class TypingSelect(_NumbersAlone, AutocompleteSelect):
    pass


class TypingSelectMultiple(_NumbersAlone, AutocompleteSelectMultiple):
    pass


class ChosenByTyping:
    """For a ModelAdmin or an inline with `autocomplete_fields`; stands before it among the bases."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            options.setdefault("widget", TypingSelect(db_field))
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            options.setdefault("widget", TypingSelectMultiple(db_field))
            # Django's own leaves a field out whose rows have a model, as topics do.
            return db_field.formfield(**options)
        return super().formfield_for_manytomany(db_field, request, **options)  # type: ignore[misc]

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin import large_columns
from articles.admin.typing_select import ChosenByTyping
from articles.models import Pin
from newsportal.lib.translated_admin import TwoLanguageAdmin

USUAL_DURATION = timedelta(hours=6)


class PinForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Pin
        fields = ["slot", "article", "text_ru", "text_kk", "starts_at", "ends_at", "position"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end is not after the beginning."))
        if data.get("article") is None and "article" not in self.errors:
            if data.get("slot") == Pin.Slot.LEAD:
                self.add_error("article", _("The lead of the front page is a story: choose it."))
            elif not data.get("text_ru") and "text_ru" not in self.errors:
                raise ValidationError(_("Choose a story, or write the text of the bar in Russian."))
        return data


@admin.register(Pin)
class PinAdmin(ChosenByTyping, TwoLanguageAdmin):
    """What stands on top for a while; it always ends."""

    form = PinForm
    list_display = ["slot", "shown", "starts_at", "ends_at", "position", "pinned_by"]
    list_display_links = ["slot", "shown"]
    list_select_related = ["article", "pinned_by"]
    list_filter = ["slot"]
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ["article"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Pin]":
        return super().get_queryset(request).defer(*large_columns.of_article("article"))

    @admin.display(description=_("what"))
    def shown(self, pin: Pin) -> str:
        return str(pin)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        now = timezone.localtime().replace(second=0, microsecond=0)
        initial: dict[str, Any] = {"starts_at": now, "ends_at": now + USUAL_DURATION}
        return initial | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Pin, form: forms.ModelForm, change: bool) -> None:  # type: ignore[type-arg]
        if not change:
            obj.pinned_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

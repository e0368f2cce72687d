"""Forms of the registry ask why, and the answer stands in the history beside who and when."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from articles.admin.typing_select import ChosenByTyping
from newsportal.lib.translated_admin import TwoLanguageAdmin

REASON = "change_reason"
MAX_REASON = 500


class ReasonForm(forms.ModelForm):  # type: ignore[type-arg]
    change_reason = forms.CharField(
        label=_("Why"),
        max_length=MAX_REASON,
        help_text=_("For the history: a document, a letter, a mistake that was found."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class AuditedAdmin(ChosenByTyping, SimpleHistoryAdmin, TwoLanguageAdmin):
    """Nothing is deleted by ticking: each deletion has a reason of its own."""

    form = ReasonForm
    actions = None
    show_full_result_count = False
    history_list_display = ()
    object_history_list_template = "admin/monotowns/history_list.html"
    delete_confirmation_template = "admin/monotowns/delete_confirmation.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The reason comes last; whoever only looks is not asked for one."""
        fieldsets = super().get_fieldsets(request, obj)
        names = [name for _title, options in fieldsets for name in options["fields"] if name != REASON]
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [(None, {"fields": [*names, REASON] if may_save else names})]

    def get_history_queryset(self, request: HttpRequest, history: Any, pk_name: str, object_id: Any) -> Any:
        """The library's own asks for related rows of a model that has none, which Django no longer takes."""
        related = [field.name for field in history.model.tracked_fields if isinstance(field, ForeignKey)]
        return history.filter(**{pk_name: object_id}).select_related("history_user", *related)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = form.cleaned_data[REASON]
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for inner in formset.forms:
            inner.instance._change_reason = form.cleaned_data[REASON]
        super().save_formset(request, form, formset, change)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST" and not request.POST.get(REASON, "").strip():
            # Asked again, with the sentence beside the field.
            request.POST = QueryDict()
            extra_context = (extra_context or {}) | {"lacks_reason": True}
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj._change_reason = request.POST[REASON].strip()[:MAX_REASON]
        super().delete_model(request, obj)


class AuditedInline(ChosenByTyping, admin.StackedInline):  # type: ignore[type-arg]
    extra = 0
    show_change_link = True

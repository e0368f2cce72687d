"""What stands on top for a while. A row that is over stays as history."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import pinning, policy
from articles.admin import large_columns
from articles.admin.typing_select import ChosenByTyping
from articles.models import Pin, User
from articles.policy import Action
from newsportal.lib.dates import short_time
from newsportal.lib.translated_admin import TwoLanguageAdmin

USUAL_DURATION = timedelta(hours=6)


class PinForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Pin
        fields = ["slot", "article", "text_ru", "text_kk", "starts_at", "ends_at", "position"]

    # Who asks: set for each request by the admin.
    user: User

    def clean(self) -> dict[str, Any]:
        """From here on nobody else pins, until this one is saved or refused."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        pinning.hold()
        verdict = policy.may(self.user, Action.PIN, data["article"])
        if not verdict:
            raise ValidationError({"article": verdict.reason})
        pinning.check(Pin(pk=self.instance.pk, **data))
        return data


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("on", gettext_lazy("on top, or to come")), ("over", gettext_lazy("over"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        standing = Pin.objects.not_over(timezone.now()).values("pk")
        match self.value():
            case "on":
                return queryset.filter(pk__in=standing)
            case "over":
                return queryset.exclude(pk__in=standing)
        return queryset


@admin.register(Pin)
class PinAdmin(ChosenByTyping, TwoLanguageAdmin):
    """A story is pinned from its own page; a line of text, from here."""

    form = PinForm
    list_display = ["shown", "slot", "state", "begins", "ends", "position", "pinned_by"]
    list_display_links = ["shown"]
    list_select_related = ["article", "pinned_by"]
    list_filter = [StandingFilter, "slot"]
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ["article"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Pin]":
        return super().get_queryset(request).defer(*large_columns.of_article("article"))

    @admin.display(description=gettext_lazy("what"))
    def shown(self, pin: Pin) -> str:
        return pin.line

    @admin.display(description=gettext_lazy("from"), ordering="starts_at")
    def begins(self, pin: Pin) -> str:
        return _moment(pin.starts_at)

    @admin.display(description=gettext_lazy("until"), ordering="ends_at")
    def ends(self, pin: Pin) -> str:
        return _moment(pin.ended_at or pin.ends_at)

    @admin.display(description=gettext_lazy("state"))
    def state(self, pin: Pin) -> SafeString | str:
        now = timezone.now()
        if pin.ended_at is not None:
            return _("taken off")
        if pin.ends_at <= now:
            return _("over")
        word = _("on top") if pin.starts_at <= now else _("to come")
        url = reverse("admin:articles_pin_end", args=[pin.pk])
        return format_html('{}<br><a href="{}">{}</a>', word, url, _("Take it off now"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Pin | None = None) -> bool:
        return bool(policy.may(request.user, Action.VIEW))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(policy.may(request.user, Action.PIN))  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Pin | None = None) -> bool:
        return self.has_add_permission(request) and (obj is None or not obj.is_over(timezone.now()))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What stood on top stays known."""
        return False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> "type[forms.ModelForm[Any]]":
        form = super().get_form(request, obj, change, **options)
        form.user = request.user  # type: ignore[attr-defined]
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        now = timezone.localtime().replace(second=0, microsecond=0)
        initial: dict[str, Any] = {"starts_at": now, "ends_at": now + USUAL_DURATION}
        return initial | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Pin, form: Any, change: bool) -> None:
        pinning.keep(obj, by=request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.end_view)
        return [path("<int:pin_id>/end/", view, name="articles_pin_end"), *super().get_urls()]

    def end_view(self, request: HttpRequest, pin_id: int) -> HttpResponse:
        """Off the top, before its time: asked once."""
        pin = get_object_or_404(Pin.objects.select_related("article"), pk=pin_id)
        user: User = request.user  # type: ignore[assignment]
        if not (verdict := policy.may(user, Action.PIN)):
            raise PermissionDenied(verdict.reason)
        if request.method == "POST":
            try:
                pinning.end(pin, by=user)
            except ValidationError as refusal:
                messages.warning(request, refusal.message)
            else:
                sentence = _("Taken off: %(line)s") % {"line": pin}
                self.log_change(request, pin, sentence)
                messages.success(request, sentence)
            return HttpResponseRedirect(reverse("admin:articles_pin_changelist"))
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": pin,
            "title": _("Take it off now"),
        }
        return TemplateResponse(request, "admin/articles/pin/end.html", context)


def _moment(moment: datetime) -> str:
    """«14:05» today; another day with its time, since a pin lasts for hours."""
    local = timezone.localtime(moment)
    told = short_time(moment)
    return told if local.date() == timezone.localdate() else f"{told}, {local:%H:%M}"

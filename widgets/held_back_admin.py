"""Rates held back, in the admin: what was published, what it was compared with, and two buttons."""

from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from newsportal.lib.dates import day_and_time, long_day
from widgets import display
from widgets.models import SuspectRate
from widgets.nbk import deciding
from widgets.observation_admin import ObservationAdmin

Verdict = SuspectRate.Verdict

DECISIONS: dict[str, Callable[..., list[SuspectRate]]] = {
    "release": deciding.release,
    "reject": deciding.reject,
}
# Of one click: a publication has 39 currencies, and a page of the list a hundred rows.
AT_ONCE = 200


class HeldBackAdmin(ObservationAdmin):
    """Nothing is typed over: who may change these rows releases or rejects them."""

    list_display = ["currency", "day", "value_published", "value_before", "move", "reason", "state"]
    list_select_related = ["currency"]
    list_filter = ["verdict", "reason"]
    search_fields = ["currency__code"]
    show_facets = admin.ShowFacets.NEVER
    # What waits comes first, whatever its day.
    ordering = [Case(When(verdict=Verdict.WAITING, then=Value(0)), default=Value(1)), "-date", "-pk"]
    actions = ["release_selected", "reject_selected"]
    fieldsets = [
        (None, {"fields": ["currency", "day", "reason", "value_published", "value_before", "move"]}),
        (None, {"fields": ["at_the_bank", "fetched", "state"]}),
    ]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("widgets.change_suspectrate")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or self.has_decide_permission(request)

    @admin.display(description=gettext_lazy("in force on"), ordering="date")
    def day(self, suspect: SuspectRate) -> str:
        return long_day(suspect.date)

    @admin.display(description=gettext_lazy("published"))
    def value_published(self, suspect: SuspectRate) -> str:
        return f"{suspect.value:f} {display.units(suspect.quant)}".strip()

    @admin.display(description=gettext_lazy("before"))
    def value_before(self, suspect: SuspectRate) -> str:
        if suspect.previous_value is None or suspect.previous_date is None:
            return display.NOTHING
        return f"{suspect.previous_value:f} ({long_day(suspect.previous_date)})"

    @admin.display(description=gettext_lazy("moved by"))
    def move(self, suspect: SuspectRate) -> str:
        return display.NOTHING if suspect.move is None else f"{suspect.move:+.1f} %"

    @admin.display(description=gettext_lazy("verdict"), ordering="verdict")
    def state(self, suspect: SuspectRate) -> str:
        told = str(suspect.get_verdict_display())
        if suspect.decided_at is None:
            return told
        return ", ".join(filter(None, [told, suspect.decided_by, day_and_time(suspect.decided_at)]))

    @admin.display(description=gettext_lazy("fetched"))
    def fetched(self, suspect: SuspectRate) -> str:
        return day_and_time(suspect.fetched_at)

    @admin.display(description=gettext_lazy("what the bank says now"))
    def at_the_bank(self, suspect: SuspectRate) -> SafeString:
        url = f"{settings.NBK_BASE_URL}/rss/get_rates.cfm?fdate={suspect.date:%d.%m.%Y}"
        return format_html('<a href="{}" rel="external noreferrer">{}</a>', url, url)

    @admin.action(description=gettext_lazy("Release the selected rates"), permissions=["decide"])
    def release_selected(self, request: HttpRequest, queryset: "QuerySet[SuspectRate]") -> None:
        self._decide(request, "release", list(queryset.values_list("pk", flat=True)[:AT_ONCE]))

    @admin.action(description=gettext_lazy("Reject the selected rates"), permissions=["decide"])
    def reject_selected(self, request: HttpRequest, queryset: "QuerySet[SuspectRate]") -> None:
        self._decide(request, "reject", list(queryset.values_list("pk", flat=True)[:AT_ONCE]))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.decide_view))
        addresses = [
            path(
                f"<int:suspect_id>/{decision}/",
                view,
                {"decision": decision},
                name=f"widgets_suspectrate_{decision}",
            )
            for decision in DECISIONS
        ]
        return [*addresses, *super().get_urls()]

    def decide_view(self, request: HttpRequest, suspect_id: int, decision: str) -> HttpResponse:
        if not self.has_decide_permission(request):
            raise PermissionDenied
        suspect = get_object_or_404(SuspectRate, pk=suspect_id)
        self._decide(request, decision, [suspect.pk])
        return HttpResponseRedirect(reverse("admin:widgets_suspectrate_changelist"))

    def _decide(self, request: HttpRequest, decision: str, suspects: Collection[int]) -> None:
        decided = DECISIONS[decision](suspects, by=request.user.get_username())
        for suspect in decided:
            self.log_change(request, suspect, str(suspect.get_verdict_display()))
        if decided:
            messages.success(request, _told(decision, decided))
        if left := len(suspects) - len(decided):
            messages.warning(
                request,
                ngettext(
                    "%(count)d rate was left as it is: it is decided already, or is zero or less.",
                    "%(count)d rates were left as they are: decided already, or zero or less.",
                    left,
                )
                % {"count": left},
            )

    def render_change_form(  # type: ignore[override]
        self, request: HttpRequest, context: dict[str, Any], **options: Any
    ) -> HttpResponse:
        context["may_decide"] = self.has_decide_permission(request)
        return super().render_change_form(request, context, **options)


def _told(decision: str, decided: list[SuspectRate]) -> str:
    if len(decided) == 1:
        [one] = decided
        facts = {"rate": f"{one.currency_id} {one.value:f}", "day": long_day(one.date)}
        if decision == "release":
            return _("%(rate)s of %(day)s is released: readers see it.") % facts
        return _("%(rate)s of %(day)s is rejected: the value before stands.") % facts
    count = {"count": len(decided)}
    if decision == "release":
        return ngettext("%(count)d rate released.", "%(count)d rates released.", len(decided)) % count
    return ngettext("%(count)d rate rejected.", "%(count)d rates rejected.", len(decided)) % count

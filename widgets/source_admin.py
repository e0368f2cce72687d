"""How the sources are, for administrators and the chief editor; runs are looked at, not written by hand."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from newsportal.lib.dates import day_and_time
from widgets.models import SourceRun
from widgets.schedule import run_now
from widgets.source_health import SOURCES, health_of
from widgets.source_words import words_of


@admin.register(SourceRun)
class SourceRunAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """«May add» means: may have a source asked at once."""

    list_display = ["finished", "service", "outcome", "stored", "reason_in_words", "detail"]
    list_display_links = None
    list_filter = ["service", "outcome"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    ordering = ["-finished_at", "-pk"]
    actions = None

    @admin.display(description=gettext_lazy("ended"), ordering="finished_at")
    def finished(self, run: SourceRun) -> str:
        return day_and_time(run.finished_at)

    @admin.display(description=gettext_lazy("what it means"))
    def reason_in_words(self, run: SourceRun) -> str:
        return str(words_of(run.reason).meaning) if run.reason else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("health/", wrap(self.health), name="widgets_sourcerun_health"),
            path("run/<slug:kind>/", wrap(require_POST(self.run)), name="widgets_sourcerun_run"),
            *super().get_urls(),
        ]

    def health(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        site: AdminSite = self.admin_site
        context = {
            **site.each_context(request),
            "title": _("How the sources are"),
            "opts": self.opts,
            "sources": [health_of(source, now) for source in SOURCES.values()],
            "may_run": may_run(request),
        }
        return TemplateResponse(request, "admin/widgets/sourcerun/health.html", context)

    def run(self, request: HttpRequest, kind: str) -> HttpResponse:
        if not may_run(request):
            raise PermissionDenied
        source = SOURCES.get(kind)
        if source is None:
            raise Http404
        if run_now(source.task):
            told = _("“%(source)s” has been put into the queue: the worker asks the service within seconds.")
            messages.success(request, told % {"source": source.name})
        else:
            told = _("“%(source)s” waits in the queue already. If it stays there, no worker runs.")
            messages.warning(request, told % {"source": source.name})
        return HttpResponseRedirect(reverse("admin:widgets_sourcerun_health"))


def may_run(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("widgets.add_sourcerun"))

"""The pages that the web processes keep: how many, how well they serve, and how to have one made anew."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import policy
from articles.policy import Action
from newsportal.admin.drop_form import DropForm, words_of
from newsportal.admin.page_figures import Process, minutes, outside, recently_dropped
from newsportal.models import WebProcess
from newsportal.page_cache.database import notify
from newsportal.page_cache.processes import ask_all

PAGE = "newsportal_webprocess_changelist"
BY_HAND = 10

log = logging.getLogger(__name__)


@admin.register(WebProcess)
class KeptPagesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One page in the place of the list: rows are written by the processes, and by nobody else."""

    def get_urls(self) -> list[URLPattern]:
        return [path("", self.admin_site.admin_view(self.kept_pages), name=PAGE)]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(policy.may(request.user, Action.LOOK_AFTER_PAGES))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def kept_pages(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = DropForm(request.POST or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            self._drop(request, form.payload)
            return HttpResponseRedirect(reverse(f"admin:{PAGE}"))
        rows = ask_all()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Kept pages"),
            "opts": self.opts,
            "form": form,
            "is_off": not settings.PAGE_CACHE_BYTES,
            "processes": [Process(row) for row in rows],
            "minutes": minutes(rows),
            "dropped": recently_dropped(rows),
            "outside": outside(),
            "by_hand": self._by_hand(),
        }
        return TemplateResponse(request, "admin/newsportal/webprocess/kept_pages.html", context)

    def _drop(self, request: HttpRequest, payload: str) -> None:
        """As a trigger would say it: every process hears it."""
        notify(payload)
        what = words_of(payload)
        log.info("Kept pages dropped by %s: %s", request.user, payload)
        LogEntry.objects.create(
            user=request.user,  # type: ignore[misc]
            content_type=self._kind(),
            object_repr=payload,
            action_flag=DELETION,
            change_message="",
        )
        told = _("Every web process has been told to make these pages anew: %(what)s.")
        messages.success(request, told % {"what": what})

    def _by_hand(self) -> list[tuple[LogEntry, str]]:
        entries = LogEntry.objects.filter(content_type=self._kind()).select_related("user")[:BY_HAND]
        return [(entry, words_of(entry.object_repr)) for entry in entries]

    def _kind(self) -> ContentType:
        return ContentType.objects.get_for_model(WebProcess)

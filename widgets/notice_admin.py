"""Notices in the admin: the list of what was told, putting one away, and the draft that it suggests.

Who may change a notice may put it away; its text is nobody's to change.
"""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from newsportal.lib.dates import day_and_time
from widgets.models import Notice
from widgets.notices.drafts.making import SENTENCES, NoDraftError, draft_of
from widgets.notices.words import sentence
from widgets.observation_admin import ObservationAdmin


class NoticeAdmin(ObservationAdmin):
    list_display = ["told", "noticed", "put_away"]
    list_display_links = None
    list_filter = ["kind"]
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-noticed_at", "-pk"]
    actions = None

    @admin.display(description=gettext_lazy("notice"))
    def told(self, notice: Notice) -> str:
        return sentence(notice, None)

    @admin.display(description=gettext_lazy("noticed"), ordering="noticed_at")
    def noticed(self, notice: Notice) -> str:
        return day_and_time(notice.noticed_at)

    @admin.display(description=gettext_lazy("put away"))
    def put_away(self, notice: Notice) -> str:
        if notice.dismissed_at is None:
            return ""
        return ", ".join(filter(None, [notice.dismissed_by, day_and_time(notice.dismissed_at)]))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or _may_put_away(request)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:notice_id>/dismiss/",
                wrap(require_POST(self.dismiss)),
                name="widgets_notice_dismiss",
            ),
            path(
                "<int:notice_id>/draft/<slug:language>/",
                wrap(require_safe(self.draft)),
                name="widgets_notice_draft",
            ),
            *super().get_urls(),
        ]

    def dismiss(self, request: HttpRequest, notice_id: int) -> HttpResponse:
        """From the desk of everybody. Who was first stays written down."""
        notice = _asked_for(request, notice_id)
        by = request.user.get_username()
        dismissed = Notice.objects.filter(pk=notice.pk, dismissed_at=None)
        if dismissed.update(dismissed_at=timezone.now(), dismissed_by=by):
            messages.success(request, _("Put away, for the whole newsroom."))
        return HttpResponseRedirect(reverse("admin:index"))

    def draft(self, request: HttpRequest, notice_id: int, language: str) -> HttpResponse:
        """The form of a new story with the draft in it: nothing is saved before somebody saves it."""
        notice = _asked_for(request, notice_id)
        if language not in SENTENCES:
            raise Http404
        try:
            fields = asdict(draft_of(notice, language))
        except NoDraftError:
            messages.warning(request, _("The values have changed since: there is nothing to write about."))
            return HttpResponseRedirect(reverse("admin:index"))
        return HttpResponseRedirect(f"{reverse('admin:articles_article_add')}?{urlencode(fields)}")


def _may_put_away(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("widgets.change_notice"))


def _asked_for(request: HttpRequest, notice_id: int) -> Notice:
    if not _may_put_away(request):
        raise PermissionDenied
    return get_object_or_404(Notice, pk=notice_id)

"""All that readers were told was wrong, and what is proposed to be told. Written at the story, never here."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles import policy
from articles.admin import large_columns
from articles.models import Correction, StoryEvent
from articles.policy import Action
from articles.publishing import Change
from newsportal.lib.dates import short_time

SILENT_DAYS = 30
SHOWN = (
    "article_link",
    "kind",
    "text",
    "placement",
    "requested_by",
    "basis",
    "published_at",
    "proposed_by",
    "published_by",
    "versions",
)


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("proposed", _("proposed")), ("published", _("published"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() in {"proposed", "published"}:
            return queryset.filter(published_at__isnull=self.value() == "proposed")
        return queryset


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A proposal opens at its story; a published correction is shown as readers saw it."""

    list_display = ["kind", "state", "article", "beginning", "versions"]
    list_display_links = ["kind", "beginning"]
    list_select_related = ["article", "from_revision", "to_revision"]
    list_filter = [StateFilter, "kind", "placement"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["text"]
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]
    actions = None
    fields = SHOWN
    readonly_fields = SHOWN

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Correction]":
        revisions = ("from_revision__content", "to_revision__content")
        return super().get_queryset(request).defer(*large_columns.of_article("article"), *revisions)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return bool(policy.has_right(request.user, Action.VIEW))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It is written on the page of its story, where the text that it corrects stands."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("text"))
    def beginning(self, correction: Correction) -> str:
        return Truncator(correction.text).chars(100)

    @admin.display(description=_("published"), ordering="published_at")
    def state(self, correction: Correction) -> SafeString:
        if correction.published_at is None:
            return format_html('<span class="state state-scheduled">{}</span>', _("proposed"))
        return format_html(
            '<span class="state state-published">{}</span>', short_time(correction.published_at)
        )

    @admin.display(description=_("versions"))
    def versions(self, correction: Correction) -> str:
        """From which one to which, as readers had them."""
        pair = [str(row) for row in (correction.from_revision, correction.to_revision) if row is not None]
        return " → ".join(dict.fromkeys(pair)) or "—"

    @admin.display(description=_("story"))
    def article_link(self, correction: Correction) -> SafeString:
        url = reverse("admin:articles_article_correction", args=[correction.article_id])
        return format_html('<a href="{}">{}</a>', url, correction.article)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        waiting = self.get_object(request, object_id)
        if waiting is not None and waiting.published_at is None:
            address = "admin:articles_article_proposal"
            return HttpResponseRedirect(reverse(address, args=[waiting.article_id, waiting.pk]))
        return super().change_view(request, object_id, form_url, extra_context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        counted = {"silent_typos": silent_typos(), "silent_days": SILENT_DAYS}
        return super().changelist_view(request, (extra_context or {}) | counted)


def silent_typos() -> int:
    """Changes of live texts of which readers were not told: typing errors, as whoever published said."""
    since = timezone.now() - timedelta(days=SILENT_DAYS)
    changed = StoryEvent.objects.filter(kind=StoryEvent.Kind.CHANGED, at__gte=since)
    return changed.filter(details__change=Change.TYPO.value).count()

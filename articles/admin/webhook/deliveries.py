"""The log of what was told to whom. Nothing is typed here; what failed is sent again."""

import json
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin import large_columns
from articles.admin.uncounted import UncountedChangeList, UncountedPaginator
from articles.models import Webhook, WebhookDelivery
from articles.webhooks import outbox, words
from newsportal.lib.dates import day_and_time, short_time

State = WebhookDelivery.State
SHOWN = (
    "webhook",
    "kind",
    "story",
    "event_id",
    "happened",
    "state",
    "attempts",
    "outcome",
    "last_status",
    "last_detail",
    "next_time",
    "sent",
)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["occurred", "kind", "story", "webhook", "state", "outcome"]
    list_select_related = ["webhook", "article"]
    list_filter = ["state", "kind", "webhook"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = UncountedPaginator
    list_per_page = 50
    sortable_by: ClassVar[list[str]] = []
    actions = None
    fields = SHOWN
    readonly_fields = SHOWN

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[UncountedChangeList]:
        return UncountedChangeList

    def get_queryset(self, request: HttpRequest) -> "QuerySet[WebhookDelivery]":
        rows = super().get_queryset(request).select_related("webhook", "article")
        return rows.defer(*large_columns.of_article("article"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go by themselves, after a month, and with their webhook."""
        return False

    @admin.display(description=gettext_lazy("happened"))
    def occurred(self, delivery: WebhookDelivery) -> str:
        return short_time(delivery.occurred_at)

    @admin.display(description=gettext_lazy("happened"))
    def happened(self, delivery: WebhookDelivery) -> str:
        return day_and_time(delivery.occurred_at)

    @admin.display(description=gettext_lazy("story"))
    def story(self, delivery: WebhookDelivery) -> SafeString | str:
        if delivery.article is None:
            return "—"
        url = reverse("admin:articles_article_change", args=[delivery.article.pk])
        return format_html('<a href="{}">{}</a>', url, delivery.article)

    @admin.display(description=gettext_lazy("what came of it"))
    def outcome(self, delivery: WebhookDelivery) -> str:
        if delivery.state == State.DELIVERED and delivery.delivered_at:
            return _("taken %(when)s") % {"when": day_and_time(delivery.delivered_at)}
        if delivery.state == State.DROPPED:
            return _("When its moment came, readers saw the story otherwise.")
        return words.why(delivery) or "—"

    @admin.display(description=gettext_lazy("next attempt"))
    def next_time(self, delivery: WebhookDelivery) -> str:
        return day_and_time(delivery.next_attempt_at) if delivery.next_attempt_at else "—"

    @admin.display(description=gettext_lazy("what was sent"))
    def sent(self, delivery: WebhookDelivery) -> SafeString | str:
        if delivery.payload is None:
            return "—"
        text = json.dumps(delivery.payload, ensure_ascii=False, indent=2)
        # Long lines are scrolled, by the keyboard too.
        return format_html(
            '<pre tabindex="0" role="region" aria-label="{}">{}</pre>', _("what was sent"), text
        )

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> HttpResponse:  # type: ignore[override]
        context["may_send_again"] = _may_send(request)
        return super().render_change_form(request, context, **options)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.again_view))
        again = path("<int:delivery_id>/again/", view, name="articles_webhookdelivery_again")
        return [again, *super().get_urls()]

    def again_view(self, request: HttpRequest, delivery_id: int) -> HttpResponse:
        """The same event, with the same number, as the story is now."""
        if not _may_send(request):
            raise PermissionDenied
        delivery = get_object_or_404(WebhookDelivery.objects.select_related("webhook"), pk=delivery_id)
        if delivery.webhook.is_active:
            outbox.send_again(delivery)
            self.log_change(request, delivery, _("Sent again."))
            messages.success(request, _("It is on its way again."))
        else:
            messages.warning(request, _("The webhook is switched off: switch it on first."))
        return HttpResponseRedirect(reverse("admin:articles_webhookdelivery_change", args=[delivery.pk]))


def _may_send(request: HttpRequest) -> bool:
    """Who may set webhooks up."""
    return bool(request.user.has_perm(f"articles.change_{Webhook._meta.model_name}"))

"""Whom we tell of stories."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.webhook import deliveries, pages
from articles.admin.webhook.form import WebhookForm
from articles.models import Webhook, WebhookDelivery, WebhookKind
from articles.webhooks import outbox, signing
from newsportal.lib.dates import day_and_time, short_time

__all__ = ["WebhookAdmin", "deliveries"]


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The secret stands on the page that answers the form, and never again."""

    form = WebhookForm
    list_display = ["name", "url", "told", "state", "succeeded", "log"]
    show_facets = admin.ShowFacets.NEVER
    actions = None
    readonly_fields = ["state", "succeeded", "log", "made"]
    fieldsets = [
        (None, {"fields": ["name", "url", "events", "is_active"]}),
        (gettext_lazy("How it goes"), {"fields": ["state", "succeeded", "log", "made"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj else self.fieldsets[:1]

    @admin.display(description=gettext_lazy("what is told"))
    def told(self, hook: Webhook) -> str:
        return ", ".join(str(WebhookKind(kind).label) for kind in hook.events)

    @admin.display(description=gettext_lazy("state"))
    def state(self, hook: Webhook) -> str:
        if hook.disabled:
            return _("switched off: %(why)s") % {"why": hook.get_disabled_display()}
        if not hook.is_active:
            return _("switched off")
        if hook.failing_since is None:
            return _("in order") if hook.succeeded_at else _("nothing told yet")
        return _("fails since %(when)s") % {"when": day_and_time(hook.failing_since)}

    @admin.display(description=gettext_lazy("answered well last"), ordering="succeeded_at")
    def succeeded(self, hook: Webhook) -> str:
        return short_time(hook.succeeded_at) if hook.succeeded_at else "—"

    @admin.display(description=gettext_lazy("log"))
    def log(self, hook: Webhook) -> SafeString:
        url = reverse("admin:articles_webhookdelivery_changelist", query={"webhook__id__exact": hook.pk})
        return format_html('<a href="{}">{}</a>', url, _("what was told"))

    @admin.display(description=gettext_lazy("made"))
    def made(self, hook: Webhook) -> str:
        return f"{day_and_time(hook.created_at)}, {hook.created_by}"

    def get_urls(self) -> list[URLPattern]:
        return [*pages.urls(self), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
            obj.created_at = timezone.now()
            obj.secret = signing.new_secret()
        super().save_model(request, obj, form, change)
        if obj.is_active:
            # Not while this row is held: whoever publishes holds a story, and needs this row.
            transaction.on_commit(partial(outbox.plan_everything, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not while somebody who publishes may be writing a row for it."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_active)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its log goes with it, though nobody deletes from the log by hand."""
        deleted, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, forbidden - {WebhookDelivery._meta.verbose_name}, protected

    def response_add(self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None) -> Any:
        messages.success(request, _("The webhook is made: %(name)s") % {"name": obj})
        return self.secret_page(request, obj)

    def secret_page(self, request: HttpRequest, hook: Webhook) -> HttpResponse:
        return pages.secret_page(self, request, hook)

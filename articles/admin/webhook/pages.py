"""What is done with a webhook beside its form: a test, another secret."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Webhook, WebhookKind
from articles.webhooks import outbox, signing

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

type Desk = "ModelAdmin[Any]"


def urls(desk: Desk) -> list[URLPattern]:
    def page(view: Callable[[Desk, HttpRequest, Webhook], HttpResponse]) -> Any:
        def about(request: HttpRequest, hook_id: int) -> HttpResponse:
            hook = get_object_or_404(Webhook, pk=hook_id)
            if not desk.has_change_permission(request, hook):
                raise PermissionDenied
            return view(desk, request, hook)

        return desk.admin_site.admin_view(about)

    return [
        path("<int:hook_id>/test/", require_POST(page(_test)), name="articles_webhook_test"),
        path("<int:hook_id>/secret/", page(_secret), name="articles_webhook_secret"),
    ]


def secret_page(desk: Desk, request: HttpRequest, hook: Webhook) -> HttpResponse:
    """The only page that ever shows it; no cache keeps it."""
    response = _page(desk, request, hook, "secret", {"title": _("The secret"), "secret": hook.secret})
    add_never_cache_headers(response)
    return response


def _test(desk: Desk, request: HttpRequest, hook: Webhook) -> HttpResponse:
    if hook.is_active:
        outbox.write_down([hook], None, WebhookKind.TEST, timezone.now())
        desk.log_change(request, hook, _("A test was sent."))
        messages.success(request, _("The test is on its way. What came of it stands here in a moment."))
    else:
        messages.warning(request, _("The webhook is switched off: switch it on first."))
    url = reverse("admin:articles_webhookdelivery_changelist", query={"webhook__id__exact": hook.pk})
    return HttpResponseRedirect(url)


def _secret(desk: Desk, request: HttpRequest, hook: Webhook) -> HttpResponse:
    if request.method == "POST":
        signing.renew(hook, timezone.now())
        desk.log_change(request, hook, _("The secret was renewed."))
        return secret_page(desk, request, hook)
    return _page(desk, request, hook, "renew", {"title": _("Make a new secret")})


def _page(
    desk: Desk, request: HttpRequest, hook: Webhook, name: str, context: dict[str, Any]
) -> HttpResponse:
    around = desk.admin_site.each_context(request) | {"opts": desk.opts, "original": hook}
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, f"admin/articles/webhook/{name}.html", around | context)

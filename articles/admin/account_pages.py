"""What an administrator does for somebody who cannot: sign him out, take away a lost second factor."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.accounts import end_sessions, has_second_factor, live_sessions, reset_second_factor
from articles.models import User

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

Page = Callable[["ModelAdmin[Any]", HttpRequest, User], HttpResponse]


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    def page(view: Page) -> Any:
        @wraps(view)
        def about(request: HttpRequest, user_id: int) -> HttpResponse:
            user = get_object_or_404(User, pk=user_id)
            if not desk.has_change_permission(request, user):
                raise PermissionDenied
            return view(desk, request, user)

        return desk.admin_site.admin_view(about)

    # Whoever found the administrator's browser open must not get into other accounts by it.
    reset = reauthentication_required(app="allauth.mfa")(page(_reset))
    return [
        path("<int:user_id>/end-sessions/", page(_end_sessions), name="articles_user_end_sessions"),
        path("<int:user_id>/reset-second-factor/", reset, name="articles_user_reset_second_factor"),
    ]


def _end_sessions(desk: "ModelAdmin[Any]", request: HttpRequest, user: User) -> HttpResponse:
    if request.method == "POST":
        count = end_sessions(user)
        return _done(
            desk,
            request,
            user,
            ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", count)
            % {"count": count},
        )
    count = len(live_sessions(user))
    told = ngettext(
        "%(name)s is signed in in %(count)s browser and will be signed out of it.",
        "%(name)s is signed in in %(count)s browsers and will be signed out of all of them.",
        count,
    )
    return _question(desk, request, user, _("End all sessions"), [told % {"name": user, "count": count}])


def _reset(desk: "ModelAdmin[Any]", request: HttpRequest, user: User) -> HttpResponse:
    if user == request.user:
        messages.error(request, _("Your own second factor is changed here."))
        return HttpResponseRedirect(reverse("mfa_index"))
    if request.method == "POST":
        reset_second_factor(user)
        return _done(desk, request, user, _("The second factor was reset, and all sessions were ended."))
    told = [
        _(
            "The authenticator app, the passkeys and the recovery codes of %(name)s will no longer be "
            "asked for, and all sessions end. Then the password alone is enough to sign in."
        )
        % {"name": user},
        _("Be sure who asks: call back, or see each other. A stranger who knows the password may be asking."),
    ]
    if not has_second_factor(user):
        told.insert(0, _("This account has no second factor."))
    return _question(desk, request, user, _("Reset the second factor"), told)


def _question(
    desk: "ModelAdmin[Any]", request: HttpRequest, user: User, title: str, told: list[str]
) -> HttpResponse:
    context = {"opts": desk.opts, "original": user, "title": title, "subtitle": str(user), "told": told}
    request.current_app = desk.admin_site.name
    return TemplateResponse(
        request, "admin/articles/user/question.html", desk.admin_site.each_context(request) | context
    )


def _done(desk: "ModelAdmin[Any]", request: HttpRequest, user: User, sentence: str) -> HttpResponse:
    desk.log_change(request, user, sentence)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("admin:articles_user_change", args=[user.pk]))

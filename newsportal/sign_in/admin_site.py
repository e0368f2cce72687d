"""The admin signs nobody in by itself: its pages for that lead to those under /accounts/."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


class NewsroomAdminSite(AdminSite):
    """Django's own, but for signing in and out and for the password."""

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        following = request.GET.get(REDIRECT_FIELD_NAME, "")
        if not url_has_allowed_host_and_scheme(following, allowed_hosts=None):
            following = reverse("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(following)
        if request.user.is_authenticated:
            return render(request, "account/not_of_the_newsroom.html", status=403)
        query = urlencode({REDIRECT_FIELD_NAME: following})
        return HttpResponseRedirect(f"{reverse('account_login')}?{query}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from allauth.account.views import logout

        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return HttpResponseRedirect(reverse("account_change_password"))


class NewsroomAdminConfig(AdminConfig):
    """Puts the site above in the place of Django's."""

    default_site = "newsportal.sign_in.admin_site.NewsroomAdminSite"

    def ready(self) -> None:
        super().ready()
        self._hide_tables_of_allauth()

    def _hide_tables_of_allauth(self) -> None:
        """Secrets and sessions are managed on pages of their own, not as rows."""
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession
        from django.contrib import admin

        for model in (EmailAddress, Authenticator, UserSession):
            admin.site.unregister(model)

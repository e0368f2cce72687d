"""Pages about signing in: allauth's, with what this project adds to some of them."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as stock
from allauth.account.internal.flows.logout import logout
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.internal import ratelimit
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from articles.accounts import end_sessions, lacks_second_factor, live_sessions
from articles.models import User
from newsportal.errors import too_many_requests
from newsportal.lib.browsers import browser_name
from newsportal.lib.text import small_number
from newsportal.sign_in.gate import signed_out, wants_json
from newsportal.sign_in.second_factor import passkey_host

RESET_RETRY_SECONDS = 3600


def passkey_address(request: HttpRequest) -> str:
    """Where passkeys work, if it is not here: the same page at the host that they belong to."""
    here = urlsplit(f"//{request.get_host()}")
    if f".{here.hostname}".endswith(f".{passkey_host()}"):
        return ""
    port = f":{here.port}" if here.port else ""
    return f"{request.scheme}://{passkey_host()}{port}{request.get_full_path()}"


def _member(request: HttpRequest) -> User:
    """For pages that nobody else sees."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


class SignInView(stock.LoginView):
    """With `?popup=1`, for somebody whose session ended while he wrote: see `SignedInView`."""

    def get_next_url(self) -> str | None:
        return reverse("account_signed_in") if "popup" in self.request.GET else super().get_next_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        following = self.get_next_url()
        return super().get_context_data(**kwargs) | {
            "next": following,
            "is_popup": "popup" in self.request.GET,
            "passkey_address": passkey_address(self.request),
        }


class PasskeySignInView(LoginWebAuthnView):
    """A GET begins a session, so that is limited too; a refusal keeps the way on."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ratelimit.consume(request, app="allauth.mfa", action="webauthn_login", limit_get=True):
            return JsonResponse({"error": "too_many_requests"}, status=429, headers={"Retry-After": "60"})
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey is not known here, or is no longer valid."))
        return HttpResponseRedirect(
            passthrough_next_redirect_url(self.request, reverse("account_login"), "next")
        )


class ConfirmPasskeyView(ReauthenticateWebAuthnView):
    """A refusal stays on the page, where the other ways are; the original leads to the sign-in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return HttpResponseRedirect(
            passthrough_next_redirect_url(self.request, reverse("mfa_reauthenticate_webauthn"), "next")
        )


class SignedInView(TemplateView):
    """The end of a sign-in in a second window, and what a page that was left open learns of it.

    The page itself says «close this tab and go on writing». Its script announces on the BroadcastChannel
    "newsroom-session" `{"user": <user name>, "csrf_token": <token>}`: signing in changes the CSRF token, so a
    form that was open before must take the new one (into `csrfmiddlewaretoken`, and into `X-CSRFToken` of its
    requests) or its text will be refused. A script that has heard nothing asks here for JSON: the same
    object, or 401 `signed_out` as at the desk. Compare the user: somebody else may have signed in.
    """

    template_name = "account/signed_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_anonymous:
            if wants_json(request):
                return signed_out()
            return HttpResponseRedirect(f"{reverse('account_login')}?popup=1")
        session = {"user": request.user.get_username(), "csrf_token": get_token(request)}
        if wants_json(request):
            return JsonResponse(session)
        return super().get(request, *args, session=session, **kwargs)


class PasswordResetView(stock.PasswordResetView):
    """By e-mail, where the operator has said how to send it; otherwise the page says whom to ask."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.EMAIL:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        email = form.cleaned_data["email"].lower()
        if not ratelimit.consume(self.request, app="allauth.account", action="reset_password", key=email):
            return too_many_requests(self.request, RESET_RETRY_SECONDS)
        form.save(self.request)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sends_mail": bool(settings.EMAIL)}


class SecondFactorView(IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "must_set_up": lacks_second_factor(_member(self.request)),
            "passkey_address": passkey_address(self.request),
        }


class AddPasskeyView(AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The original drops the form that was just refused.
        shown = {"form": kwargs["form"]} if "form" in kwargs else {}
        return super().get_context_data(**kwargs) | shown | {"passkey_address": passkey_address(self.request)}


class SessionsView(LoginRequiredMixin, TemplateView):
    """Where one is signed in: each can be ended, or all others at once."""

    template_name = "usersessions/usersession_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = self.request.session.session_key
        sessions = [
            {
                "pk": session.pk,
                "is_current": session.session_key == current,
                "browser": browser_name(session.user_agent) or _("an unknown browser"),
                "address": session.ip,
                "began": session.created_at,
                "seen": session.last_seen_at,
            }
            for session in live_sessions(_member(self.request))
        ]
        sessions.sort(key=lambda session: not session["is_current"])
        return super().get_context_data(**kwargs) | {"sessions": sessions}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user, current = _member(request), request.session.session_key
        if "others" in request.POST:
            end_sessions(user, keep=current)
            messages.success(request, _("All other sessions are signed out."))
            return HttpResponseRedirect(reverse("usersessions_list"))
        wanted = small_number(request.POST.get("session"), at_most=10**9)
        if any(one.pk == wanted and one.session_key == current for one in live_sessions(user)):
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        if end_sessions(user, only=wanted):
            messages.success(request, _("The session is signed out."))
        return HttpResponseRedirect(reverse("usersessions_list"))

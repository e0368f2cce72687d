"""All addresses of signing in. Those of allauth that are not here, signing up before all, do not exist."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

ACCOUNT = "allauth.account.views"
CODE = "allauth.mfa.base.views"
APP = "allauth.mfa.totp.views"
PASSKEY = "allauth.mfa.webauthn.views"
RECOVERY = "allauth.mfa.recovery_codes.views"
OURS = "newsportal.sign_in.views"


def page(address: str, module: str, view: str, name: str, title: Any) -> URLPattern:
    """A page with its title.

    The view is imported when somebody first asks: what passkeys need takes a tenth of the start of a web
    process, and most processes serve readers for hours before anybody signs in.
    """

    @cache
    def imported() -> Any:
        return import_string(f"{module}.{view}").as_view(extra_context={"title": title})

    def show(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        response: HttpResponseBase = imported()(request, **parts)
        return response

    return re_path(address, show, name=name) if address.startswith("^") else path(address, show, name=name)


RESET_KEY = r"^password/reset/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,100})/$"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account"),
    # Signing in and out.
    page("login/", OURS, "SignInView", "account_login", _("Sign in")),
    page("login/passkey/", OURS, "PasskeySignInView", "mfa_login_webauthn", _("Sign in")),
    page("login/code/", CODE, "AuthenticateView", "mfa_authenticate", _("Second factor")),
    page("signed-in/", OURS, "SignedInView", "account_signed_in", _("Signed in")),
    page("inactive/", ACCOUNT, "AccountInactiveView", "account_inactive", _("The account is closed")),
    page("logout/", ACCOUNT, "LogoutView", "account_logout", _("Sign out")),
    # Once more, before something weighty.
    page("confirm/password/", ACCOUNT, "ReauthenticateView", "account_reauthenticate", _("Is it you?")),
    page("confirm/code/", CODE, "ReauthenticateView", "mfa_reauthenticate", _("Is it you?")),
    page("confirm/passkey/", OURS, "ConfirmPasskeyView", "mfa_reauthenticate_webauthn", _("Is it you?")),
    # The password.
    page("password/", ACCOUNT, "PasswordChangeView", "account_change_password", _("Password")),
    page("password/set/", ACCOUNT, "PasswordSetView", "account_set_password", _("Password")),
    page("password/reset/", OURS, "PasswordResetView", "account_reset_password", _("A new password")),
    page(
        "password/reset/sent/",
        ACCOUNT,
        "PasswordResetDoneView",
        "account_reset_password_done",
        _("A new password"),
    ),
    page(
        RESET_KEY, ACCOUNT, "PasswordResetFromKeyView", "account_reset_password_from_key", _("A new password")
    ),
    page(
        "password/reset/done/",
        ACCOUNT,
        "PasswordResetFromKeyDoneView",
        "account_reset_password_from_key_done",
        _("A new password"),
    ),
    # The second factor.
    page("2fa/", OURS, "SecondFactorView", "mfa_index", _("Second factor")),
    page("2fa/app/", APP, "ActivateTOTPView", "mfa_activate_totp", _("Authenticator app")),
    page("2fa/app/disconnect/", APP, "DeactivateTOTPView", "mfa_deactivate_totp", _("Disconnect the app")),
    page(
        "2fa/recovery-codes/",
        RECOVERY,
        "ViewRecoveryCodesView",
        "mfa_view_recovery_codes",
        _("Recovery codes"),
    ),
    page(
        "2fa/recovery-codes/new/",
        RECOVERY,
        "GenerateRecoveryCodesView",
        "mfa_generate_recovery_codes",
        _("New recovery codes"),
    ),
    path("2fa/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    page("2fa/passkeys/add/", OURS, "AddPasskeyView", "mfa_add_webauthn", _("Add a passkey")),
    page("2fa/passkeys/<int:pk>/", PASSKEY, "EditWebAuthnView", "mfa_edit_webauthn", _("Rename the passkey")),
    page(
        "2fa/passkeys/<int:pk>/remove/",
        PASSKEY,
        "RemoveWebAuthnView",
        "mfa_remove_webauthn",
        _("Remove the passkey"),
    ),
    # Where one is signed in.
    page("sessions/", OURS, "SessionsView", "usersessions_list", _("Sessions")),
]

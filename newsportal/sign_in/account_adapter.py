"""What allauth asks this project about accounts."""

from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

TOO_MANY = "too_many_login_attempts"
FRESH_SECONDS = 300
"""How long after signing in nothing asks for the password once more."""

ERRORS = {
    "username_password_mismatch": _("The user name or the password is not right."),
    "incorrect_password": _("The password is not right."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("The code is not right. An app shows a new one every 30 seconds."),
    TOO_MANY: _("Too many attempts failed. Try again in five minutes; a passkey lets you in at once."),
    "rate_limited": _("Too many attempts failed. Try again in five minutes."),
    "invalid_password_reset": _("This link is no longer valid. Ask for a new one."),
}
MESSAGES = {
    "account/messages/password_changed.txt": _(
        "The password is changed. Other sessions are signed out, and your keys of the API are revoked."
    ),
    "account/messages/password_set.txt": _("The password is set."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is connected."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is disconnected."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; people are told in words that our catalogues know."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_safe_url(self, url: str) -> bool:
        """A path of this site; hosts of ours are not named either."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        """IPv4 inside IPv6 would make one address of them all: limits look at the first half of IPv6.

        Without an address (a socket of this machine) everybody is one sender, and nobody is turned away.
        """
        address = ip_address(get_client_ip(request) or "::")
        return str(getattr(address, "ipv4_mapped", None) or address)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account alone: with the host in it, as in the original, each port would give new attempts."""
        return str(credentials.get("username", "")).lower()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Signing in a moment ago is as good as typing the password again."""
        return super().is_reauthentication_required(app=app, **kwargs) and not self._is_fresh()

    def _is_fresh(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        return bool(records) and timezone.now().timestamp() - records[-1]["at"] < FRESH_SECONDS

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *details: Any,
        message: str | None = None,
        **more: Any,
    ) -> None:
        """Ours, or none: that one is signed in can be seen."""
        text = message or MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, text)

"""Forms for a code: of an authenticator app, or one of the recovery codes."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as stock
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

ANY_CODE = _("Six digits from your authenticator app, or one of your recovery codes.")


class CodeField(forms.CharField):
    """Recovery codes are longer than those of an app, and numbers too; people copy them with spaces."""

    def __init__(self, help_text: Any, **attributes: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"} | attributes
        super().__init__(
            label=_("Code"), help_text=help_text, max_length=40, widget=forms.TextInput(attrs=attributes)
        )


class OnlyOnce:
    """allauth forgets a used code after 30 seconds; with the steps before and after it lives for 90."""

    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        spent = f"spent-code:{self.user.pk}:{normalize_user_code(code)}"
        lifetime = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(spent, True, lifetime):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnlyOnce, stock.AuthenticateForm):
    code = CodeField(ANY_CODE, autofocus=True)


class ConfirmCodeForm(OnlyOnce, stock.ReauthenticateForm):
    code = CodeField(ANY_CODE, autofocus=True)


class ActivateForm(OnlyOnce, ActivateTOTPForm):
    code = CodeField(_("The six digits that the app shows now."))

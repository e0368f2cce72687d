"""Forms for what a browser says about a passkey: JSON that anybody may write."""

import json
from collections.abc import Callable
from typing import Any

from allauth.mfa.webauthn import forms as stock
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from newsportal.sign_in.account_adapter import TOO_MANY

MAX_CREDENTIAL = 20_000
MAX_NAME = 60


class CredentialField(forms.JSONField):
    """An object of a size that passkeys have, and with nothing that the database could not store."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (len(value) > MAX_CREDENTIAL or "\\u0000" in value):
            raise ValueError("too long, or with a NUL")
        parsed = super().to_python(value)
        if parsed is None:
            return None
        if not isinstance(parsed, dict):
            raise TypeError("no object")
        # Halves of characters and NaN are no JSON to Postgres.
        json.dumps(parsed, ensure_ascii=False, allow_nan=False).encode()
        return parsed

    def clean(self, value: Any) -> Any:
        return _or_refuse(lambda: super(CredentialField, self).clean(value))


class NameField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Name"),
            help_text=_("To tell this passkey from your others."),
            max_length=MAX_NAME,
            **options,
        )


class AddPasskeyForm(stock.AddWebAuthnForm):
    name = NameField(required=False)
    credential = CredentialField()
    passwordless = forms.BooleanField(
        label=_("Sign in with it without a password"),
        required=False,
        initial=True,
        help_text=_("The device then asks for your finger, your face or its PIN."),
    )

    def clean(self) -> dict[str, Any]:
        return _or_refuse(super().clean)


class RenamePasskeyForm(stock.EditWebAuthnForm):
    name = NameField()


class _Presented(stock.AuthenticateWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self) -> Any:
        return _or_refuse(super().clean_credential)


class PasskeyForm(_Presented):
    pass


class ConfirmPasskeyForm(_Presented, stock.ReauthenticateWebAuthnForm):
    reauthenticated = True


class SignInPasskeyForm(_Presented, stock.LoginWebAuthnForm):
    passwordless = True


def _or_refuse(clean: Callable[[], Any]) -> Any:
    """The parsers below trust what they read, and fail on anything else in as many ways as there are."""
    try:
        return clean()
    except DatabaseError:
        raise
    except Exception as error:
        if getattr(error, "code", None) == TOO_MANY:
            raise
        refused = _("The passkey was not accepted. Try once more, or choose another way.")
        raise ValidationError(refused, code="refused_passkey") from None

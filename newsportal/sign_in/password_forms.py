"""Forms about the password: allauth's, in words that our catalogues know."""

from typing import Any

from allauth.account import forms as stock
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from articles.accounts import account_named

MAX_PASSWORD = 4096
"""As Django's own forms: hashing what is longer would keep a process busy."""

# The one sentence of allauth's that these forms still say; our catalogues come before its own.
gettext_noop("You must type the same password each time.")


class PresentPasswordField(forms.CharField):
    def __init__(self, label: Any, **attributes: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"} | attributes)
        super().__init__(label=label, strip=False, max_length=MAX_PASSWORD, widget=widget)


class NewPasswordField(forms.CharField):
    def __init__(self, label: Any, help_text: Any = "") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(
            label=label, help_text=help_text, strip=False, max_length=MAX_PASSWORD, widget=widget
        )


class JudgedPasswordField(NewPasswordField):
    """For the account `user`, which the form of allauth names."""

    user: Any = None

    def clean(self, value: Any) -> str:
        return get_adapter().clean_password(super().clean(value), user=self.user)


class RepeatedPassword(forms.Form):
    password1 = JudgedPasswordField(_("New password"), password_validators_help_text_html())
    password2 = NewPasswordField(_("New password once more"))


class SignInForm(stock.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("User name or e-mail"),
            max_length=254,
            widget=forms.TextInput(
                attrs={
                    "autocomplete": "username",
                    "autocapitalize": "none",
                    "spellcheck": "false",
                    "autofocus": True,
                }
            ),
        )
        self.fields["password"] = PresentPasswordField(_("Password"))

    @cached_property
    def _account_name(self) -> str:
        """Of the account, if there is one: attempts are counted for it, however it is named."""
        typed: str = self.cleaned_data["login"]
        account = account_named(typed)
        return account.username if account else typed

    def user_credentials(self) -> dict[str, Any]:
        return {"username": self._account_name, "password": self.cleaned_data["password"]}


class ConfirmPasswordForm(stock.ReauthenticateForm):
    password = PresentPasswordField(_("Password"), autofocus=True)


class ChangePasswordForm(RepeatedPassword, stock.ChangePasswordForm):
    oldpassword = PresentPasswordField(_("Present password"))
    field_order = ["oldpassword", "password1", "password2"]


class SetPasswordForm(RepeatedPassword, stock.SetPasswordForm):
    pass


class ResetPasswordKeyForm(RepeatedPassword, stock.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(forms.Form):
    """Looks nothing up: neither the answer nor its time tells whether there is such an account."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def save(self, request: HttpRequest) -> None:
        from newsportal.tasks import send_password_reset

        send_password_reset.defer(email=self.cleaned_data["email"])

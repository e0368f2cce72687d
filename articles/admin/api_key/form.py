"""What is asked when a key is made."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import api_keys
from articles.models import ApiKey, KeyScope, User
from newsportal.lib.dates import LATEST


class ApiKeyForm(forms.ModelForm):  # type: ignore[type-arg]
    scopes = forms.MultipleChoiceField(
        label=_("what it may do"),
        choices=KeyScope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[KeyScope.READ],
        help_text=_("No more than the program needs, and never more than its owner may do on the desk."),
    )
    last_day = forms.DateField(
        label=_("works until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day; left empty, it works until it is revoked."),
    )
    is_partner = forms.BooleanField(
        label=_("for a partner"),
        required=False,
        help_text=_("It reads what readers see, and stays when you leave the newsroom."),
    )

    class Meta:
        model = ApiKey
        fields = ["name"]

    # Who asks: set for each request by the admin.
    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_partner" in self.fields and not api_keys.runs_keys(self.user):
            del self.fields["is_partner"]

    @property
    def expires_at(self) -> datetime | None:
        """The end of the last day, in the time of the newsroom."""
        day: date | None = self.cleaned_data["last_day"]
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day is over: the key would never work."))
        if day is not None and day >= LATEST.date():
            raise ValidationError(_("Take a date between 1990 and 2100."))
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_partner") and data.get("scopes") != [KeyScope.READ]:
            self.add_error("scopes", _("The key of a partner reads, and does nothing else."))
        return data

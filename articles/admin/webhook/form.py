"""The form of a webhook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Webhook
from articles.models.webhook import KINDS
from articles.webhooks.addresses import refuse_unfit


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]
    events = forms.MultipleChoiceField(
        label=_("what is told"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=[kind.value for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Webhook
        fields = ["name", "url", "events", "is_active"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        refuse_unfit(url)
        return url

    def clean(self) -> dict[str, Any]:
        """Switched on, or led elsewhere, it begins anew; what failed before is forgotten."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins_anew = "url" in self.changed_data or "is_active" in self.changed_data
        if data.get("is_active") and begins_anew:
            self.instance.disabled = ""
            self.instance.failures, self.instance.failing_since = 0, None
        return data

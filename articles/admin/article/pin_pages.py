"""Putting a story on top: the breaking bar, the lead of the front page."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from articles import pinning, policy
from articles.admin.article import pages
from articles.admin.article.publishing_forms import MomentField
from articles.models import Article, Pin
from articles.policy import Action
from newsportal.lib.dates import day_and_time

HOURS = (1, 3, 6, 12)
USUAL_HOURS = 6
SET_TIME = "set"


class PinChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        until = _("until %(when)s") % {"when": day_and_time(obj.ends_at)}
        return f"{obj.get_slot_display()} · {obj} · {until}"


def _choices_of_length() -> list[tuple[str, str | Promise]]:
    hours = [(str(number), ngettext_lazy("%d hour", "%d hours", number) % number) for number in HOURS]
    return [*hours, (SET_TIME, gettext_lazy("until a set time"))]


class PinStoryForm(forms.Form):
    """Where, with which words, until when; and what goes to make room."""

    slot = forms.ChoiceField(
        label=gettext_lazy("place"),
        choices=Pin.Slot.choices,
        initial=Pin.Slot.BREAKING,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("text of the bar"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Left empty, the short title serves."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    lasts = forms.ChoiceField(
        label=gettext_lazy("how long"),
        choices=_choices_of_length,
        initial=str(USUAL_HOURS),
        widget=forms.RadioSelect,
    )
    ends_at = MomentField(
        label=gettext_lazy("set time"), required=False, help_text=gettext_lazy("Time of Kazakhstan, UTC+5.")
    )
    position = forms.IntegerField(
        label=gettext_lazy("order"),
        min_value=0,
        max_value=99,
        initial=0,
        help_text=gettext_lazy("The smallest number stands first."),
    )
    instead = PinChoiceField(
        label=gettext_lazy("take off at the same time"),
        queryset=Pin.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, article: Article) -> None:
        super().__init__(data, initial={"text": article.card_title[:160]})
        self.article = article
        self.now = timezone.now()
        standing = Pin.objects.not_over(self.now).select_related("article").order_by("slot", "ends_at")
        self.fields["text"].widget.attrs["lang"] = article.language
        self.fields["instead"].queryset = standing  # type: ignore[attr-defined]
        if not standing.exists():
            del self.fields["instead"]

    @property
    def starts_at(self) -> datetime:
        """Now; with a story that is still to come, its moment."""
        moments = [self.now, self.article.published_at, self.article.embargo_until]
        return max(moment for moment in moments if moment is not None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("lasts") == SET_TIME and data.get("ends_at") is None and "ends_at" not in self.errors:
            self.add_error("ends_at", _("Say until when."))
        return data

    def pin(self) -> Pin:
        data, start = self.cleaned_data, self.starts_at
        ends = data["ends_at"] if data["lasts"] == SET_TIME else start + timedelta(hours=int(data["lasts"]))
        return Pin(
            slot=data["slot"],
            article=self.article,
            starts_at=start,
            ends_at=ends,
            position=data["position"],
            **{f"text_{self.article.language}": data["text"]},
        )


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"pin": ("pin/", pin)})


def pin(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    user = pages.member(request)
    article = pages.story(request, article_id, Action.PIN)
    verdict = policy.may(user, Action.PIN, article)
    form = PinStoryForm(request.POST or None, article=article)
    if request.method == "POST" and form.is_valid():
        made = form.pin()
        try:
            pinning.keep(made, by=user, instead=form.cleaned_data.get("instead", ()))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {"slot": made.get_slot_display(), "when": day_and_time(made.ends_at)}
            return pages.done(desk, request, article, _("Pinned: %(slot)s, until %(when)s.") % told)
    context = {
        "form": form,
        "title": _("Pin"),
        "warnings": [] if verdict else [verdict.reason],
        "standing": article.pins.not_over(form.now).order_by("ends_at"),
        "starts_later": form.starts_at if form.starts_at > form.now else None,
    }
    return pages.story_page(desk, request, article, "pin", context)

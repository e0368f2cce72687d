"""What somebody of the newsroom wants made anew."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsportal.models import Change
from newsportal.page_cache.invalidation import ARTICLES, EVERYTHING

NAMED = 8
STORY = "story"
ALL = "all"
Resource = Change.Resource
WHOLES = {
    Resource.ARTICLES.value: _("all stories"),
    Resource.RUBRICS.value: _("rubrics"),
    Resource.OUTLET.value: _("the publication"),
    Resource.BREAKING.value: _("breaking news and pins"),
    Resource.NAMES.value: _("authors, topics, sources, places"),
    Resource.WEATHER.value: _("weather"),
    Resource.RATES.value: _("rates"),
    Resource.FORECASTS.value: _("forecasts"),
    Resource.MONOTOWNS.value: _("the registry of towns"),
}
NUMBER = re.compile(r"(\d{1,18})")
IN_ADDRESS = re.compile(r"/(\d{1,18})(?:-[^/]*)?/?")


class DropForm(forms.Form):
    """`payload` is the notice that the triggers would send for the same."""

    what = forms.ChoiceField(
        label=_("Pages that show"),
        choices=[(STORY, _("one story")), *WHOLES.items(), (ALL, _("anything: drop everything"))],
    )
    story = forms.CharField(
        label=_("Address or number of the story"),
        help_text=_("Needed for one story alone. The address is that of the page in the browser."),
        required=False,
        max_length=1000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("what") == STORY and "story" in cleaned:
            self._find(cleaned["story"])
        return cleaned

    def _find(self, said: str) -> None:
        number = _number_in(said)
        if number is None:
            self.add_error("story", _("Give the number of a story, or its whole address."))
        elif not Article.objects.filter(pk=number).exists():
            self.add_error("story", _("There is no story with this number."))
        else:
            self.cleaned_data["story"] = str(number)

    @property
    def payload(self) -> str:
        what = self.cleaned_data["what"]
        if what == ALL:
            return EVERYTHING
        return f"{ARTICLES} {self.cleaned_data['story']}" if what == STORY else f"{what} {EVERYTHING}"


def _number_in(said: str) -> int | None:
    if whole := NUMBER.fullmatch(said):
        return int(whole[1])
    try:
        path = urlsplit(said).path
    except ValueError:
        return None
    found = re.search(rf"{IN_ADDRESS.pattern}$", path)
    return int(found[1]) if found else None


def words_of(payload: str) -> str:
    """A notice, for people."""
    resource, _space, numbers = payload.partition(" ")
    if payload == EVERYTHING:
        return str(_("everything"))
    if resource == ARTICLES and numbers not in (EVERYTHING, "0"):
        return f"{_('stories')} {_named(numbers.split(','))}"
    return str(WHOLES.get(resource, payload))


def _named(numbers: list[str]) -> str:
    """A bulk change names hundreds of stories."""
    more = len(numbers) - NAMED
    return ", ".join(numbers) if more <= 0 else f"{', '.join(numbers[:NAMED])}, … (+{more})"

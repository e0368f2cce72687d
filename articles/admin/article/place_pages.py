"""The places that a story names, each with its sentence: a person says which of them are really meant."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import policy
from articles.admin.article import pages
from articles.models import Article, Mention
from articles.places import mentions
from articles.policy import Action


class PlacesForm(forms.Form):
    """One question for each place; an empty answer leaves it to the rules."""

    def __init__(self, data: Any, *, shown: list[Mention], may_answer: bool) -> None:
        super().__init__(data)
        self.shown = shown
        for mention in shown:
            self.fields[_field(mention)] = forms.ChoiceField(
                label=str(mention.place),
                choices=[
                    ("", _("as the rules say")),
                    (Mention.Answer.CONFIRMED, _("it is the place")),
                    (Mention.Answer.REJECTED, _("it is something else")),
                ],
                initial=mention.decision,
                required=False,
                disabled=not may_answer,
                widget=forms.RadioSelect,
            )

    def rows(self) -> list[tuple[Mention, forms.BoundField]]:
        return [(mention, self[_field(mention)]) for mention in self.shown]

    def answers(self) -> dict[int, str]:
        return {mention.place_id: self.cleaned_data[_field(mention)] for mention in self.shown}


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"places": ("places/", places)})


def places(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    article = pages.story(request, article_id)
    user = pages.member(request)
    verdict = policy.may(user, Action.EDIT, article)
    form = PlacesForm(request.POST or None, shown=_shown(article), may_answer=bool(verdict))
    if request.method == "POST":
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if form.is_valid():
            changed = mentions.decide(article, form.answers(), by=user)
            sentence = ngettext(
                "%(number)s place was decided.", "%(number)s places were decided.", changed
            ) % {"number": changed}
            return pages.done(desk, request, article, sentence)
    context = {
        "form": form,
        "rows": form.rows(),
        "may_answer": bool(verdict),
        "reason": verdict.reason,
        "title": _("Places in the text"),
    }
    return pages.story_page(desk, request, article, "places", context)


def _shown(article: Article) -> list[Mention]:
    """What waits for an answer first; places of the live version alone come last."""
    order = [Mention.Answer.ASK, Mention.Answer.CONFIRMED, Mention.Answer.REJECTED, ""]
    found = article.mentions.select_related("place", "decided_by")
    return sorted(found, key=lambda item: (order.index(item.working_verdict), item.place.name))


def _field(mention: Mention) -> str:
    return f"place-{mention.place_id}"

"""The places that a story names as questions, in the form of the story and on a page of their own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from articles.models import Article, Mention, User
from articles.places import mentions

FIELD = "place-"
ORDER = [Mention.Answer.ASK, Mention.Answer.CONFIRMED, Mention.Answer.REJECTED, ""]


class PlacesForm(forms.Form):
    """One question for each place; an empty answer leaves it to the rules."""

    def __init__(self, data: Mapping[str, Any] | None, *, shown: list[Mention], may_answer: bool) -> None:
        super().__init__(None if data is None else _completed(data, shown))
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
                # What stood there when the page was opened: an answer of somebody else since is not undone.
                show_hidden_initial=True,
            )

    def rows(self) -> list[tuple[Mention, forms.BoundField]]:
        return [(mention, self[_field(mention)]) for mention in self.shown]

    def open_rows(self) -> list[tuple[Mention, forms.BoundField]]:
        """What waits for an answer."""
        return [row for row in self.rows() if row[0].working_verdict == Mention.Answer.ASK]

    def clear_rows(self) -> list[tuple[Mention, forms.BoundField]]:
        return [row for row in self.rows() if row[0].working_verdict != Mention.Answer.ASK]

    def save(self, article: Article, *, by: User) -> int:
        """Writes what was answered anew; returns how many. What is no answer at all is none."""
        self.full_clean()
        answers = {
            mention.place_id: self.cleaned_data[name]
            for mention in self.shown
            if (name := _field(mention)) in self.changed_data and name in self.cleaned_data
        }
        return mentions.decide(article, answers, by=by) if answers else 0


def shown_in(article: Article) -> list[Mention]:
    """What waits for an answer first; places of the live version alone come last."""
    found = article.mentions.select_related("place", "decided_by")
    return sorted(found, key=lambda item: (ORDER.index(item.working_verdict), item.place.name))


def _field(mention: Mention) -> str:
    return f"{FIELD}{mention.place_id}"


def _completed(data: Mapping[str, Any], shown: list[Mention]) -> dict[str, Any]:
    """A page that was opened before a place was found has no answer about it: nothing is taken back."""
    found: dict[str, Any] = {}
    for mention in shown:
        for name in (_field(mention), f"initial-{_field(mention)}"):
            found[name] = data.get(name, mention.decision)
    return found

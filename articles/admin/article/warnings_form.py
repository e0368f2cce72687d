"""What a careful reader would ask of this version: each warning is mended, or gets a reason to stand."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import content as contents
from articles import lint
from articles.accepted_warnings import MAX_REASON, Accepted, accept, reasons_before
from articles.lint import around as surroundings
from articles.models import Article, Revision


def warnings_of(
    article: Article, revision: Revision, *, publish_at: datetime | None = None
) -> list[lint.Warning]:
    content = contents.of_revision(revision)
    around = surroundings.load(content, language=article.language, article=article, publish_at=publish_at)
    return lint.check(content, language=article.language, around=around)


class WarningsForm(forms.Form):
    """One line for each warning of this version; a reason that was given before stands there already.

    Not valid while a blocker stands: that is mended in the text and accepted by nobody.
    """

    def __init__(self, data: Any, *, article: Article, found: list[lint.Warning]) -> None:
        self.found = {f"reason-{warning.fingerprint}": warning for warning in found if not warning.is_blocker}
        self.blockers = [warning for warning in found if warning.is_blocker]
        before = reasons_before(article) if self.found else {}
        initial = {name: before.get(warning.fingerprint, "") for name, warning in self.found.items()}
        super().__init__(data, initial=initial)
        for name, warning in self.found.items():
            self.fields[name] = forms.CharField(
                label=warning.message,
                max_length=MAX_REASON,
                widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
                error_messages={"required": _("Mend it, or say why it may stand.")},
            )

    def clean(self) -> dict[str, Any]:
        if self.blockers:
            self.add_error(None, _("The text cannot be published before this is mended."))
        return self.cleaned_data

    @cached_property
    def lines(self) -> list[tuple[forms.BoundField, lint.Warning]]:
        return [(self[name], warning) for name, warning in self.found.items()]

    @property
    def accepted(self) -> list[Accepted]:
        return [accept(warning, self.cleaned_data[name]) for name, warning in self.found.items()]

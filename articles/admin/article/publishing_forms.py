"""What is asked before a story appears or goes."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision
from articles.publication_state import PublicationState, state_of
from articles.working_copy import missing_relations
from newsportal.lib.dates import LATEST, day_and_time

CHOICE_OF_REVISIONS = 30


class RevisionChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        parts = [str(obj), day_and_time(obj.saved_at), str(obj.saved_by or ""), obj.note]
        return " · ".join(part for part in parts if part)


class PublishForm(forms.Form):
    """Which version, and when. The version of the row says that nobody published in between."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    revision = RevisionChoiceField(label=_("version"), queryset=Revision.objects.none(), empty_label=None)
    when = forms.ChoiceField(
        label=_("when"),
        choices=[("now", _("now")), ("at", _("at a set time"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    at = forms.DateTimeField(
        label=_("time"),
        required=False,
        help_text=_("Time of Kazakhstan, UTC+5."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    substance_changed = forms.BooleanField(
        label=_("the substance changed"),
        required=False,
        help_text=_("Readers see “updated” with the time. Not for a typing error."),
    )

    def __init__(self, data: Any, *, article: Article, revision: Revision | None) -> None:
        super().__init__(data, initial={"version": article.version, "revision": revision})
        self.article = article
        self.now = timezone.now()
        self.state = state_of(article, self.now)
        newest = article.revisions.order_by("-number").values("pk")[:CHOICE_OF_REVISIONS]
        chosen = {row["pk"] for row in newest} | ({revision.pk} if revision else set())
        self.fields["revision"].queryset = (  # type: ignore[attr-defined]
            article.revisions.filter(pk__in=chosen)
            .select_related("saved_by")
            .defer("content")
            .order_by("-number")
        )
        if self.is_change:
            # A change to a story that readers see comes at once: another date would take it away until then.
            del self.fields["when"], self.fields["at"]
        else:
            del self.fields["substance_changed"]

    @property
    def is_change(self) -> bool:
        """Of a story that had its moment already."""
        return self.state in {
            PublicationState.PUBLISHED,
            PublicationState.EMBARGO,
            PublicationState.EXPIRED,
        }

    @property
    def moment(self) -> datetime | None:
        """The `at` of `publishing.publish`: None keeps the date of a story that has one."""
        if self.is_change:
            return None
        at: datetime | None = self.cleaned_data["at"]
        return at if self.cleaned_data["when"] == "at" else self.now

    def clean_revision(self) -> Revision:
        revision: Revision = self.cleaned_data["revision"]
        if missing := missing_relations(revision.content):
            raise ValidationError(
                _("This version refers to what was deleted since: %(what)s. Open it, choose anew and save."),
                params={"what": ", ".join(missing)},
            )
        return revision

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_change or "at" in self.errors or "when" in self.errors:
            return data
        if data["when"] == "at":
            if data["at"] is None:
                self.add_error("at", _("Say when."))
            elif data["at"] <= self.now:
                self.add_error("at", _("This time has passed. To publish at once choose “now”."))
            elif data["at"] >= LATEST:
                self.add_error("at", _("This is too far ahead."))
        ends = self.article.expires_at
        if ends and "at" not in self.errors and (self.moment or self.now) >= ends:
            raise ValidationError(_("The story is to be taken down before that: its term ends earlier."))
        return data


class WithdrawForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        help_text=_("Readers see it at the address of the story, in the language of the story."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

"""What is asked before a story appears or goes."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import content as contents
from articles import policy, publishing
from articles.admin.article.correction_forms import CorrectionsWithVersion
from articles.models import Article, Revision, User
from articles.policy import Action
from articles.publication_state import state_of
from articles.publishing import HAD_ITS_MOMENT, Change
from articles.scheduled_changes import schedule_change
from articles.working_copy import missing_relations
from newsportal.lib.dates import EARLIEST, LATEST, day_and_time

CHOICE_OF_REVISIONS = 30


def changed_meanwhile() -> str:
    return gettext("Somebody published or withdrew this story while this page was open. Open the page again.")


class RevisionChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        parts = [str(obj), day_and_time(obj.saved_at), str(obj.saved_by or ""), obj.note]
        return " · ".join(part for part in parts if part)


def newest_revisions(article: Article, chosen: Revision | None) -> QuerySet[Revision]:
    """What there is to choose from: the newest, and the one that was named however old it is."""
    newest = article.revisions.order_by("-number").values("pk")[:CHOICE_OF_REVISIONS]
    ids = {row["pk"] for row in newest} | ({chosen.pk} if chosen else set())
    return (
        article.revisions.filter(pk__in=ids).select_related("saved_by").defer("content").order_by("-number")
    )


class MomentField(forms.DateTimeField):
    """Day and time in one field of the browser's own, in the time of the newsroom."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        if moment is not None and not EARLIEST < moment < LATEST:
            raise ValidationError(_("Take a date between 1990 and 2100."))
        return moment


class VersionForm(forms.Form):
    """The version of the row says that nobody changed the publication while the page was open."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(VersionForm):
    """Which version, when, and what it is to readers."""

    revision = RevisionChoiceField(label=_("version"), queryset=Revision.objects.none(), empty_label=None)
    change = forms.ChoiceField(
        label=_("what has changed"),
        choices=Change.choices,
        initial=Change.UPDATE,
        widget=forms.RadioSelect,
    )
    when = forms.ChoiceField(
        label=_("when"),
        choices=[("now", _("now")), ("at", _("at a set time"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    at = MomentField(label=_("time"), required=False, help_text=_("Time of Kazakhstan, UTC+5."))

    def __init__(self, data: Any, *, article: Article, revision: Revision | None, user: User) -> None:
        super().__init__(data, initial={"version": article.version, "revision": revision})
        self.article = article
        self.user = user
        self.now = timezone.now()
        self.state = state_of(article, self.now)
        self.fields["revision"].queryset = newest_revisions(article, revision)  # type: ignore[attr-defined]
        # Its part about corrections: of a change, for who may publish them.
        self.corrections: CorrectionsWithVersion | None = None
        if not self.is_change:
            del self.fields["change"]
        elif policy.has_right(user, Action.CORRECT, article):
            self.corrections = CorrectionsWithVersion(data, article=article, user=user)
        else:
            choices = [choice for choice in Change.choices if choice[0] != Change.CORRECTION]
            self.fields["change"].choices = choices  # type: ignore[attr-defined]

    @property
    def is_change(self) -> bool:
        """Of a story that had its moment already."""
        return self.state in HAD_ITS_MOMENT

    @property
    def moment(self) -> datetime | None:
        """None: a change at once, which keeps the date of the story."""
        if self.cleaned_data["when"] == "at":
            at: datetime = self.cleaned_data["at"]
            return at
        return None if self.is_change else self.now

    @property
    def moment_if_valid(self) -> datetime | None:
        return self.moment if self.is_valid() else None

    def publish(self, details: dict[str, Any] | None = None) -> str:
        """Do it; returns the sentence that says so.

        Raises StaleVersionError, PermissionDenied, ValidationError when a correction waits no more.
        """
        revision, moment = self.cleaned_data["revision"], self.moment
        change = Change(self.cleaned_data.get("change", Change.TYPO))
        told = self.corrections.chosen() if self.corrections else []
        if self.is_change and moment is not None:
            schedule_change(
                self.article,
                revision,
                at=moment,
                by=self.user,
                change=change,
                corrections=told,
                details=details,
            )
        else:
            publishing.publish(
                self.article,
                revision,
                at=moment,
                by=self.user,
                change=change,
                corrections=told,
                details=details,
            )
        sentence = (
            _("Version %(revision)s will be published on %(when)s.")
            if moment and moment > self.now
            else _("Version %(revision)s is published.")
        )
        return sentence % {"revision": revision, "when": day_and_time(moment) if moment else ""}

    def clean_revision(self) -> Revision:
        revision: Revision = self.cleaned_data["revision"]
        if missing := missing_relations(contents.of_revision(revision)):
            raise ValidationError(
                _("This version refers to what was deleted since: %(what)s. Open it, choose anew and save."),
                params={"what": ", ".join(missing)},
            )
        labels = {name: str(Article._meta.get_field(name).verbose_name) for name in contents.PLAIN_FIELDS}  # type: ignore[union-attr]
        if unfit := contents.unfit(contents.of_revision(revision)):
            raise ValidationError([f"{labels[name]}: {sentence}" for name, sentence in unfit])
        return revision

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("version") != self.article.version:
            # First of all: the questions of this page may be others by now.
            raise ValidationError(changed_meanwhile())
        if self.corrections is not None:
            self._check_corrections(self.corrections, data.get("change"))
        if "at" in self.errors or "when" in self.errors:
            return data
        if data["when"] == "at":
            if data["at"] is None:
                self.add_error("at", _("Say when."))
            elif data["at"] <= self.now:
                self.add_error("at", _("This time has passed. To publish at once choose “now”."))
        if self.is_change and data["when"] == "now":
            return data
        ends = self.article.expires_at
        if ends and "at" not in self.errors and (self.moment or self.now) >= ends:
            raise ValidationError(_("The story is to be taken down before that: its term ends earlier."))
        return data

    def _check_corrections(self, told: CorrectionsWithVersion, change: str | None) -> None:
        """Who mends a mistake says so; who mends a typing error has nothing to say."""
        chosen = told.chosen() if told.is_valid() else []
        if change == Change.CORRECTION and told.is_valid() and not chosen:
            told.ask_for_one()
        if not told.is_valid():
            self.add_error(None, _("See what is said about the correction."))
        elif change == Change.TYPO and chosen:
            self.add_error(
                "change", _("Readers are told of a correction, so it is more than a typing error.")
            )

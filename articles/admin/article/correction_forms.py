"""What is asked before readers are told that something was wrong."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import corrections, policy
from articles.models import Article, Correction, User
from articles.revisions import locked

Kind = Correction.Kind
TEXT = forms.Textarea(attrs={"rows": 4, "cols": 60, "class": "vLargeTextField"})
WHAT = ("kind", "text", "placement", "requested_by", "basis")


def may_publish(user: User, article: Article, kind: str) -> bool:
    return bool(policy.has_right(user, corrections.action_for(kind), article))


class CorrectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new correction, or one that waits."""

    do = forms.ChoiceField(
        label=gettext_lazy("what to do with it"),
        choices=[
            ("publish", gettext_lazy("publish now, at the text that readers have")),
            ("keep", gettext_lazy("keep as a proposal, to be published with the next version")),
        ],
        initial="publish",
        widget=forms.RadioSelect,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Correction
        fields = WHAT
        widgets = {
            "placement": forms.RadioSelect,
            "text": TEXT,
            "basis": forms.Textarea(attrs={"rows": 3, "cols": 60, "class": "vLargeTextField"}),
            "requested_by": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, data: Any, *, instance: Correction, user: User) -> None:
        super().__init__(data, instance=instance, initial={"seen": fingerprint(instance)})
        self.user = user
        self.fields["text"].widget.attrs["lang"] = instance.article.language
        self.fields["text"].help_text = _("In the language of the story.")
        if not any(may_publish(user, instance.article, kind) for kind in Kind):
            del self.fields["do"]

    @property
    def publishes(self) -> bool:
        return self.cleaned_data.get("do") == "publish"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if self.publishes and kind and not may_publish(self.user, self.instance.article, kind):
            self.add_error("do", _("A retraction is published by the chief editor: keep it as a proposal."))
        return data

    @transaction.atomic
    def act(self) -> str:
        """Do it; returns the sentence that says so. Raises ValidationError, PermissionDenied."""
        correction = self.instance
        locked(correction.article)
        kept = Correction.objects.filter(pk=correction.pk).first()
        if kept is not None and fingerprint(kept) != self.cleaned_data["seen"]:
            raise ValidationError(_("Somebody changed this proposal meanwhile. Open the page again."))
        if self.publishes:
            corrections.publish(correction, by=self.user)
            return _("The correction is published.")
        corrections.propose(correction, by=self.user)
        return _("The correction is proposed.")


def fingerprint(correction: Correction) -> str:
    """Of what a person reads in the form: two who mend one proposal do not overwrite each other."""
    words = "\x1f".join(str(getattr(correction, name)) for name in WHAT)
    return hashlib.sha256(words.encode()).hexdigest()


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=300,
        help_text=gettext_lazy("For the newsroom: it stays in the log."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class CorrectionChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} · {obj.proposed_by}" if obj.proposed_by else str(obj)


class CorrectionsWithVersion(forms.Form):
    """A part of the page «Publish»: what readers are told together with the new version."""

    waiting = CorrectionChoiceField(
        label=gettext_lazy("corrections that wait"),
        queryset=Correction.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("new correction, text for readers"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("In the language of the story."),
        widget=TEXT,
    )
    placement = forms.ChoiceField(
        label=gettext_lazy("placement"),
        choices=Correction.Placement.choices,
        initial=Correction.Placement.BOTTOM,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, article: Article, user: User) -> None:
        super().__init__(data, prefix="correction")
        self.article = article
        kinds = [kind for kind in Kind if may_publish(user, article, kind)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].required = False
        rows = Correction.objects.filter(article=article, published_at=None, kind__in=kinds)
        self.fields["waiting"].queryset = rows.select_related("proposed_by").order_by("pk")  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs["lang"] = article.language
        if not rows.exists():
            del self.fields["waiting"]

    def chosen(self) -> list[Correction]:
        """Those that were ticked, and the one that was written here."""
        data = self.cleaned_data
        found = list(data.get("waiting", []))
        if data.get("text"):
            found.append(
                Correction(
                    article=self.article,
                    kind=data.get("kind") or Kind.CORRECTION,
                    text=data["text"],
                    placement=data.get("placement") or Correction.Placement.BOTTOM,
                )
            )
        return found

    def ask_for_one(self) -> None:
        self.add_error("text", _("Write what readers are told, or tick a correction that waits."))

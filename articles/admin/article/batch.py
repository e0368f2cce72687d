"""One step for many stories at once: each is asked about and done by itself, and answers for itself.

Publishing is not among them, see docs/decisions/no-batch-publishing.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import policy, publishing, revisions, work
from articles.admin.article.work_pages import STEPS, Step
from articles.admin.typing_select import TypingSelect
from articles.models import Article, Topic, User
from articles.policy import ALLOWED, Action, Verdict
from articles.revisions import StaleVersionError, locked
from articles.working_copy import open_working_copy

# A page of the list holds fifty; whoever wants more at once has not looked at them.
MOST = 100

HAS_TOPIC = Verdict(False, _("The story has this topic already."))
CHANGED = _("Somebody changed the story while this page was open: look at it, then decide.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A story as it stood on the page: its newest version, and the version of what readers see."""

    pk: int
    number: int
    version: int

    @classmethod
    def of(cls, article: Article) -> Self:
        revision = article.working_revision
        return cls(article.pk, revision.number if revision else 0, article.version)

    @classmethod
    def read(cls, token: str) -> Self | None:
        found = re.fullmatch(r"([1-9]\d{0,8})-(\d{1,9})-(\d{1,9})", token, re.ASCII)
        return cls(*map(int, found.groups())) if found else None

    def __str__(self) -> str:
        return f"{self.pk}-{self.number}-{self.version}"


class NoteForm(forms.Form):
    """A word for the log of every story; `needs_note` where nobody would know why without it."""

    answer = forms.CharField(
        max_length=work.MAX_REMARK, widget=forms.Textarea(attrs={"rows": 3, "cols": 60}), required=False
    )

    def __init__(self, data: Any, *, label: str | Promise, needs_note: bool) -> None:
        super().__init__(data)
        self.fields["answer"].label = str(label)
        self.fields["answer"].required = needs_note


class ReasonForm(forms.Form):
    answer = forms.CharField(
        label=_("reason"),
        max_length=300,
        help_text=_("Readers see it at the address of each story."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class TopicForm(forms.Form):
    answer = forms.ModelChoiceField(
        label=_("topic"),
        queryset=Topic.objects.all(),
        widget=TypingSelect(Article._meta.get_field("topics")),
        help_text=_("Each story gets a new version with this topic; readers see it when it is published."),
    )


@dataclass(frozen=True)
class Batch:
    """`do` is one story's part, done with the row of the story held; `answer` is what the form asked."""

    action: Action
    title: str | Promise
    done: str | Promise
    form: Callable[[Any], forms.Form]
    do: Callable[[Article, User, Any], object]


def _step(step: Step) -> Batch:
    return Batch(
        step.action,
        step.title,
        step.done,
        form=lambda data: NoteForm(data, label=step.note_label, needs_note=step.needs_note),
        do=lambda article, by, note: step.do(article, by=by, note=note),
    )


def _add_topic(article: Article, by: User, topic: Topic) -> None:
    copy = open_working_copy(article)
    if topic.pk in copy.content["topics"]:
        raise ValidationError(str(HAS_TOPIC.reason))
    content = copy.content | {"topics": sorted([*copy.content["topics"], topic.pk])}
    revisions.save_revision(article, content, by=by, note=gettext("Topic: %(topic)s") % {"topic": topic})


BATCHES: dict[str, Batch] = {
    "submit": _step(STEPS["submit"]),
    "ready": _step(STEPS["ready"]),
    "return": _step(STEPS["return"]),
    "topic": Batch(Action.EDIT, _("Add a topic"), _("The topic is added."), TopicForm, _add_topic),
    "withdraw": Batch(
        Action.WITHDRAW,
        _("Withdraw"),
        _("Withdrawn."),
        ReasonForm,
        lambda article, by, reason: publishing.withdraw(article, reason=reason, by=by),
    ),
}


def open_to(user: User) -> dict[str, Batch]:
    """Those that this person may do to any story at all."""
    return {name: batch for name, batch in BATCHES.items() if policy.has_right(user, batch.action)}


def chosen(pks: list[int]) -> list[Article]:
    """In the order of the list, with all that the policy looks at: no query per story."""
    return list(
        Article.objects.filter(pk__in=pks)
        .select_related("rubric", "working_revision", "live_revision")
        .defer("body", "body_text", "search_vector", "live_revision__content")
        .order_by("-pk")
    )


def carry_out(batch: Batch, seen: Seen, *, by: User, answer: Any) -> Verdict:
    """In a transaction of its own: what goes wrong with one story is said, and touches no other."""
    try:
        with transaction.atomic():
            article = locked(Article(pk=seen.pk))
            if Seen.of(article) != seen:
                return Verdict(False, CHANGED)
            batch.do(article, by, answer)
    except Article.DoesNotExist:
        return Verdict(False, _("There is no such story."))
    except PermissionDenied as refusal:
        return Verdict(False, str(refusal))
    except ValidationError as refusal:
        return Verdict(False, " ".join(refusal.messages))
    except StaleVersionError:
        return Verdict(False, CHANGED)
    return ALLOWED

"""The steps of work: to review, back with a remark, ready, back to work. Each asks on a page of its own."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import policy, work
from articles.admin.article import pages
from articles.models import Article
from articles.policy import Action
from articles.revisions import StaleVersionError


@dataclass(frozen=True)
class Step:
    """One step as the desk names it. `do` is the function of `articles.work`."""

    action: Action
    title: str | Promise
    done: str | Promise
    do: Any
    note_label: str | Promise
    needs_note: bool = False


STEPS = {
    "submit": Step(
        Action.SUBMIT, _("Send to review"), _("Sent to review."), work.submit, _("A word to the editor")
    ),
    "return": Step(
        Action.RETURN,
        _("Return with a remark"),
        _("Returned to the author."),
        lambda article, *, by, note: work.return_with_remark(article, by=by, remark=note),
        _("What is to be done"),
        needs_note=True,
    ),
    "ready": Step(
        Action.MARK_READY, _("Ready"), _("The story is ready to be published."), work.mark_ready, _("Remark")
    ),
    "reopen": Step(
        Action.REOPEN, _("Take back to work"), _("The story is being worked on."), work.reopen, _("Remark")
    ),
}


class NoteForm(forms.Form):
    """The newest version that was looked at: a step is never taken for a text that nobody read."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        max_length=work.MAX_REMARK, required=False, widget=forms.Textarea(attrs={"rows": 4, "cols": 60})
    )

    def __init__(self, data: Any, *, step: Step, article: Article) -> None:
        super().__init__(data, initial={"number": newest_number(article)})
        self.article = article
        self.fields["note"].label = str(step.note_label)
        self.fields["note"].required = step.needs_note

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number != newest_number(self.article):
            raise ValidationError(
                _("While this page was open, somebody saved a newer version. Look at it, then decide.")
            )
        return number


def newest_number(article: Article) -> int:
    return article.working_revision.number if article.working_revision else 0


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"work": ("work/<slug:name>/", step_page)})


def step_page(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int, name: str) -> HttpResponse:
    step = STEPS.get(name)
    if step is None:
        raise Http404("no such step")
    user = pages.member(request)
    article = pages.story(request, article_id, step.action)
    verdict = policy.may(user, step.action, article)
    form = NoteForm(request.POST or None, step=step, article=article)
    if request.method == "POST" and form.is_valid():
        try:
            step.do(article, by=user, note=form.cleaned_data["note"])
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.add_error("note", refusal)
        except StaleVersionError:
            form.add_error(None, _("Somebody changed the story meanwhile. Open the page again."))
        else:
            return pages.done(desk, request, article, str(step.done))
    context = {
        "form": form,
        "title": step.title,
        "warnings": [] if verdict else [verdict.reason],
        "last": article.events.select_related("by").filter(note__gt="").first(),
    }
    return pages.story_page(desk, request, article, "work", context)

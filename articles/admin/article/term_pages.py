"""Embargo and term: from when readers see a story, and until when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, terms
from articles.admin.article import pages
from articles.admin.article.publishing_forms import MomentField, VersionForm, changed_meanwhile
from articles.models import Article, User
from articles.policy import Action
from articles.revisions import StaleVersionError
from newsportal.lib.dates import day_and_time


class EmbargoForm(VersionForm):
    moment = MomentField(
        label=gettext_lazy("embargo until"),
        required=False,
        help_text=gettext_lazy("Time of Kazakhstan, UTC+5. Empty: there is no embargo."),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed when the embargo ends earlier than it was set; the log keeps it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class TermForm(VersionForm):
    moment = MomentField(
        label=gettext_lazy("taken down at"),
        required=False,
        help_text=gettext_lazy("Time of Kazakhstan, UTC+5. Empty: the story stays."),
    )


@dataclass(frozen=True)
class Term:
    """One of the two moments, and how it is set."""

    name: str
    title: str | Promise
    form: type[VersionForm]
    actions: tuple[Action, ...]
    column: str
    keep: Callable[[Article, forms.Form, User], str]


def _keep_embargo(article: Article, form: forms.Form, by: User) -> str:
    until: datetime | None = form.cleaned_data["moment"]
    terms.set_embargo(article, until, by=by, reason=form.cleaned_data["reason"])
    if until is None:
        return _("There is no embargo.")
    return _("Under embargo until %(when)s.") % {"when": day_and_time(until)}


def _keep_expiry(article: Article, form: forms.Form, by: User) -> str:
    at: datetime | None = form.cleaned_data["moment"]
    terms.set_expiry(article, at, by=by)
    if at is None:
        return _("The story stays.")
    return _("The story is taken down on %(when)s.") % {"when": day_and_time(at)}


EMBARGO = Term(
    "embargo",
    gettext_lazy("Embargo"),
    EmbargoForm,
    (Action.SET_EMBARGO, Action.LIFT_EMBARGO),
    "embargo_until",
    _keep_embargo,
)
EXPIRY = Term("term", gettext_lazy("Term"), TermForm, (Action.SET_EXPIRY,), "expires_at", _keep_expiry)


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(
        desk, {term.name: (f"{term.name}/", partial(_page, term=term)) for term in (EMBARGO, EXPIRY)}
    )


def _page(desk: "ModelAdmin[Any]", request: HttpRequest, *, article_id: int, term: Term) -> HttpResponse:
    user = pages.member(request)
    article = pages.story(request, article_id, *term.actions)
    verdicts = [policy.may(user, action, article) for action in term.actions]
    initial = {"version": article.version, "moment": getattr(article, term.column)}
    form = term.form(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        article.version = form.cleaned_data["version"]
        try:
            return pages.done(desk, request, article, term.keep(article, form, user))
        except ValidationError as refusal:
            form.add_error("moment", refusal)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        except StaleVersionError:
            form.add_error(None, changed_meanwhile())
    context = {
        "form": form,
        "title": term.title,
        "warnings": [] if any(verdicts) else [verdicts[0].reason],
    }
    return pages.story_page(desk, request, article, term.name, context)

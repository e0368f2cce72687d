"""The steps of a message: buttons on its page, each a POST; what needs words asks on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import policy, tip_inbox
from articles.models import Tip, User
from articles.policy import Action

Status = Tip.Status


class NoForm(forms.Form):
    """Only asks whether."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        help_text=_("For the newsroom only."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True)
class Step:
    """One step as the desk names it. With a `form` it asks before it is done."""

    name: str
    title: str | Promise
    done: str | Promise
    do: Callable[..., object]
    statuses: frozenset[str]
    form: type[forms.Form] | None = None
    warning: str | Promise = ""


TAKE = Step("take", _("Take it"), _("The message is yours."), tip_inbox.take, frozenset({Status.NEW}))
STEPS = [
    TAKE,
    Step(
        "check",
        _("Begin to check"),
        _("The message is being checked."),
        tip_inbox.begin_check,
        frozenset({Status.TAKEN}),
    ),
    Step("draft", _("Make a draft"), _("The draft is made."), tip_inbox.make_draft, tip_inbox.OPEN),
    Step(
        "decline",
        _("Decline"),
        _("The message is declined."),
        tip_inbox.decline,
        tip_inbox.OPEN,
        form=ReasonForm,
    ),
    Step(
        "back",
        _("Back to the new"),
        _("The message waits among the new."),
        tip_inbox.give_back,
        frozenset({Status.TAKEN, Status.CHECKING, Status.DECLINED}),
    ),
    Step(
        "forget",
        _("Delete the contacts"),
        _("The name and the contact are deleted."),
        tip_inbox.forget_contact,
        frozenset(Status),
        form=NoForm,
        warning=_("The name and the contact of the sender are deleted for good, at once."),
    ),
]
BY_NAME = {step.name: step for step in STEPS}


def possible(tip: Tip) -> list[Step]:
    """What can be done with the message as it is."""
    found = [step for step in STEPS if tip.status in step.statuses]
    return [step for step in found if step.name != "forget" or tip.contacts_deleted_at is None]


def urls(inbox: "ModelAdmin[Any]") -> list[URLPattern]:
    view = inbox.admin_site.admin_view(partial(step_view, inbox))
    return [path("<int:tip_id>/step/<slug:name>/", view, name="articles_tip_step")]


def handled(request: HttpRequest, tip_id: int) -> tuple[Tip, User]:
    """The message, for who may handle messages at all."""
    user: User = request.user  # type: ignore[assignment]
    if not (verdict := policy.may(user, Action.HANDLE_TIP)):
        raise PermissionDenied(verdict.reason)
    return get_object_or_404(Tip.objects.select_related("story", "taken_by"), pk=tip_id), user


def tip_page(
    inbox: "ModelAdmin[Any]", request: HttpRequest, tip: Tip, name: str, context: dict[str, Any]
) -> HttpResponse:
    """The template `name` with what every page of the admin shows."""
    around = inbox.admin_site.each_context(request) | {"opts": inbox.opts, "original": tip}
    request.current_app = inbox.admin_site.name
    return TemplateResponse(request, f"admin/articles/tip/{name}.html", around | context)


def step_view(inbox: "ModelAdmin[Any]", request: HttpRequest, tip_id: int, name: str) -> HttpResponse:
    step = BY_NAME.get(name)
    if step is None:
        raise Http404("no such step")
    return _asked(inbox, request, tip_id, step) if step.form else _clicked(request, inbox, tip_id, step)


@require_POST
def _clicked(request: HttpRequest, inbox: "ModelAdmin[Any]", tip_id: int, step: Step) -> HttpResponse:
    tip, user = handled(request, tip_id)
    try:
        step.do(tip, by=user)
    except ValidationError as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("admin:articles_tip_change", args=[tip.pk]))
    return _done(inbox, request, tip, step)


def _asked(inbox: "ModelAdmin[Any]", request: HttpRequest, tip_id: int, step: Step) -> HttpResponse:
    assert step.form is not None  # noqa: S101 - who calls has looked
    tip, user = handled(request, tip_id)
    form = step.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            step.do(tip, by=user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _done(inbox, request, tip, step)
    context = {"form": form, "title": step.title, "warnings": [step.warning] if step.warning else []}
    return tip_page(inbox, request, tip, "question", context)


def _done(inbox: "ModelAdmin[Any]", request: HttpRequest, tip: Tip, step: Step) -> HttpResponse:
    inbox.log_change(request, tip, str(step.done))
    messages.success(request, str(step.done))
    if step.name == "draft":
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[tip.story_id]))
    return HttpResponseRedirect(reverse("admin:articles_tip_change", args=[tip.pk]))

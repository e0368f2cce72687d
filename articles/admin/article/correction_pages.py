"""Corrections of one story: writing one, proposals that wait, and what readers have been told."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext as _

from articles import corrections, policy
from articles.admin.article import pages
from articles.admin.article.correction_forms import CorrectionForm, DeclineForm
from articles.models import Article, Correction
from articles.policy import Action

ACTIONS = (Action.PROPOSE_CORRECTION, Action.CORRECT, Action.RETRACT)


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(
        desk,
        {
            "correction": ("correction/", new),
            "proposal": ("correction/<int:correction_id>/", proposal),
            "decline": ("correction/<int:correction_id>/decline/", decline),
        },
    )


def new(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    article = pages.story(request, article_id, *ACTIONS)
    return _page(desk, request, Correction(article=article, kind=Correction.Kind.CORRECTION))


def proposal(
    desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int, correction_id: int
) -> HttpResponse:
    article = pages.story(request, article_id, *ACTIONS)
    return _page(desk, request, _proposal(request, article, correction_id))


def _proposal(request: HttpRequest, article: Article, correction_id: int) -> Correction:
    """One that waits, for who may mend it; a published one is not mended, so it is not found."""
    found = get_object_or_404(
        Correction.objects.select_related("proposed_by"), pk=correction_id, article=article, published_at=None
    )
    found.article = article
    if not corrections.may_write(pages.member(request), found):
        raise PermissionDenied(_("Whoever proposed this correction mends it, or an editor."))
    return found


def _page(desk: "ModelAdmin[Any]", request: HttpRequest, correction: Correction) -> HttpResponse:
    user, article = pages.member(request), correction.article
    verdict = policy.may(user, Action.PROPOSE_CORRECTION, article)
    form = CorrectionForm(request.POST or None, instance=correction, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            return pages.done(desk, request, article, form.act())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
    planned = corrections.planned(article)
    context = {
        "form": form,
        "title": _("Correction") if correction.pk is None else _("Proposed correction"),
        "submit": _("Save") if "do" in form.fields else _("Propose"),
        "correction": correction,
        "warnings": [] if verdict else [verdict.reason],
        "waiting": [
            {
                "correction": row,
                "may_write": corrections.may_write(user, row),
                "is_planned": row.pk in planned,
            }
            for row in corrections.waiting(article)
            if row.pk != correction.pk
        ],
        "told": article.corrections.exclude(published_at=None).order_by("-published_at", "-pk"),
    }
    if correction.pk in planned:
        context["warnings"] = [
            _("This correction comes with the change that is scheduled. Call the change off first.")
        ]
    return pages.story_page(desk, request, article, "correction", context)


def decline(
    desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int, correction_id: int
) -> HttpResponse:
    article = pages.story(request, article_id, *ACTIONS)
    correction = _proposal(request, article, correction_id)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            corrections.decline(correction, by=pages.member(request), reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return pages.done(desk, request, article, _("The proposal is declined."))
    context = {"form": form, "title": _("Decline"), "correction": correction}
    return pages.story_page(desk, request, article, "decline", context)

"""The form of a story: opening a version or an unsaved text in it, and saving what comes back."""

import uuid
from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from articles import autosaving, locking, policy, preview_links, work
from articles.admin.article import merge_pages, place_pages, preview_pages, unsaved_texts
from articles.admin.article.form import ArticleForm
from articles.admin.article.notices import notices
from articles.admin.article.places_form import FIELD, PlacesForm, shown_in
from articles.admin.article.prefilled import prefilled
from articles.admin.article.relations import BylineInline, StorySourceInline
from articles.admin.article.saving import save_working_copy
from articles.admin.article.tools import steps, tools
from articles.models import Article, User
from articles.policy import Action
from articles.publication_state import PublicationState, state_of
from articles.working_copy import open_working_copy
from newsportal.lib.dates import clock_time
from newsportal.lib.text import small_number

PUBLICATION_FIELDS = [
    "language",
    "work",
    "state",
    "published_at",
    "updated_at",
    "embargo_until",
    "expires_at",
    "scheduled_at",
]
# Fieldsets that the template puts beside the text, or below it where there is no room.
BESIDE = "beside-text"
MARKS = (
    _("Marks"),
    {"fields": ["age_mark", "is_partner", "is_unverified", "seo_title"], "classes": [BESIDE, "collapse"]},
)
PLACE = (
    _("Where it stands"),
    {"fields": ["rubric", "topics", "lead_photo", "slug"], "classes": [BESIDE]},
)
TEXT = ["headline", "short_title", "lead", "body"]
# Which form it is, and on what its text was written.
HIDDEN = ["base_revision", "editing_session", "recovered"]


class StoryFormPage(admin.ModelAdmin):  # type: ignore[type-arg]
    """Saving writes a revision and never the live columns."""

    form = ArticleForm
    inlines = [BylineInline, StorySourceInline]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        hidden = [(None, {"fields": HIDDEN})]
        if obj is None:
            return [(None, {"fields": ["language", "translation_of", *TEXT]}), PLACE, MARKS, *hidden]
        description = _(
            "Saving never changes this: a version becomes what readers see on the page “Publish”."
        )
        live = (
            _("Publication"),
            {"fields": PUBLICATION_FIELDS, "description": description, "classes": [BESIDE]},
        )
        note = (None, {"fields": ["note"], "classes": [BESIDE]})
        if not _may_write(request, obj):
            return [(None, {"fields": ["lead_photo"]}), note, live, *hidden]
        return [(None, {"fields": TEXT}), PLACE, MARKS, note, live, *hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else PUBLICATION_FIELDS

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return list(self.inlines) if obj is None or _may_write(request, obj) else []

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """With its working copy: what `?unsaved=` or `?revision=` names, or the newest version."""
        kept: dict[str, Article | None] = request.__dict__.setdefault("_stories", {})
        if object_id not in kept:
            article: Article | None = super().get_object(request, object_id, from_field)
            if article is not None:
                # Who changes photos alone brings no older text back.
                asked = request.GET.get("revision") if _may_write(request, article) else None
                number = small_number(asked, at_most=10**9)
                working = open_working_copy(article, number)
                unsaved = unsaved_texts.asked_for(request, article)
                article.working = unsaved_texts.opened(working, unsaved)  # type: ignore[attr-defined]
                article.member = request.user  # type: ignore[attr-defined]
            kept[object_id] = article
        return kept[object_id]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Not whatever an address says, as Django has it: see `prefilled`."""
        initial: dict[str, Any] = {**prefilled(request.GET)}
        unsaved = unsaved_texts.asked_for(request, None)
        if unsaved is not None:
            initial["working"] = unsaved_texts.opened(unsaved_texts.nothing(), unsaved)
        return initial

    @method_decorator(preview_pages.holds_frames)
    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Beside the form is a frame with its preview."""
        return super().changeform_view(request, *args, **options)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        obj = self.get_object(request, object_id) if object_id.isdigit() else None
        if obj is not None and not self.has_change_permission(request, obj):
            # Who may only look sees the version as a page, not as a form without fields.
            if request.method == "POST" and self.has_view_permission(request, obj):
                self._keep_refused(request, obj)
            return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[object_id]))
        return super().change_view(request, object_id, form_url, extra_context)

    def _keep_refused(self, request: HttpRequest, article: Article) -> None:
        """The text went to the editors while it was typed in: no word of it is lost, and why is said."""
        user: User = request.user  # type: ignore[assignment]
        session, base = request.POST.get("editing_session", ""), request.POST.get("base_revision")
        with suppress(ValueError):
            number = small_number(base, at_most=10**9)
            merge_pages.keep_sent(request, article, session=uuid.UUID(session), base=number)
            kept = _("Kept at %(time)s, not saved yet") % {"time": clock_time()}
            messages.warning(request, f"{policy.may(user, Action.EDIT, article).reason} {kept}")

    def render_change_form(  # type: ignore[override]
        self, request: HttpRequest, context: dict[str, Any], **options: Any
    ) -> HttpResponse:
        user: User = request.user  # type: ignore[assignment]
        obj: Article | None = options.get("obj")
        form: ArticleForm = context["adminform"].form
        context |= {
            "unsaved_texts": unsaved_texts.listed(user, obj, but=form["editing_session"].value()),
            "working": form.working,
            "presence_url": _presence_url(obj),
            "may_submit": _may_submit(user, obj),
        }
        if obj is not None:
            if form.conflict is not None:
                # Both texts are shown on a page of its own; what was typed waits there as an unsaved text.
                return merge_pages.begin(request, obj, form)
            context |= {
                "original_headline": obj.working.content["headline"],  # type: ignore[attr-defined]
                "locked_by": form.locked_by or _other_holder(obj, user),
                "may_take_over": policy.may(user, Action.TAKE_OVER, obj),
                "is_visible": state_of(obj, timezone.now()) == PublicationState.PUBLISHED,
                "steps": steps(user, obj),
                "tools": tools(user, obj),
                "remark": work.open_remark(obj),
                "answers": preview_links.answers_about(obj),
                "notices": notices(user, obj),
                "places": self._places(request, obj),
            }
        return super().render_change_form(request, context, **options)

    def _places(self, request: HttpRequest, article: Article) -> PlacesForm | None:
        """Questions about names in the text; what was answered stands there again after an error."""
        if not _may_write(request, article):
            return None
        data = request.POST if request.method == "POST" else None
        return PlacesForm(data, shown=shown_in(article), may_answer=True)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: authors and sources, which belong to the same version, come with `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the next revision, and let go of the form: its text is saved, its lock is free."""
        if not save_working_copy(request, form, formsets):
            messages.info(request, _("Nothing differs from the newest version: no new one was made."))
        self._save_places(request, form.instance.pk)
        if form.body_was_cleaned:
            messages.warning(request, _("Parts of the text that the vocabulary does not have were removed."))
        user: User = request.user  # type: ignore[assignment]
        sessions = [form.cleaned_data.get("editing_session"), form.cleaned_data.get("recovered")]
        autosaving.close(sessions, user=user, revision=form.instance.working.newest)
        if sessions[0] is not None:
            locking.release(sessions[0])
        if "_submit" in request.POST:
            # What may not be submitted is saved all the same; the page says why it went no further.
            if verdict := policy.may(
                user, Action.SUBMIT, article := Article.objects.get(pk=form.instance.pk)
            ):
                work.submit(article, by=user)
                messages.success(request, _("Sent to review."))
            else:
                messages.warning(request, str(verdict.reason))

    def _save_places(self, request: HttpRequest, article_id: int) -> None:
        """Answers about places that the text still names, now that it is saved."""
        if not any(name.startswith(FIELD) for name in request.POST):
            return
        article = Article.objects.select_related("working_revision").get(pk=article_id)
        places = self._places(request, article)
        if places is not None and (changed := places.save(article, by=request.user)):  # type: ignore[arg-type]
            messages.success(request, place_pages.told(changed))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        revision = form.instance.working.newest
        return [{"added": {"name": "revision", "object": f"{revision} {revision.note}".strip()}}]


def _may_write(request: HttpRequest, article: Article) -> bool:
    return bool(policy.may(request.user, Action.EDIT, article))  # type: ignore[arg-type]


def _may_submit(user: User, article: Article | None) -> bool:
    """Once it is saved: a version after the published one begins a new work."""
    if article is None or article.work_state == Article.Work.DONE:
        return bool(policy.has_right(user, Action.SUBMIT, article))
    return bool(policy.may(user, Action.SUBMIT, article))


def _other_holder(article: Article, user: User) -> Any:
    lock = locking.holder(article)
    return lock if locking.is_other(lock, user) else None


def _presence_url(article: Article | None) -> str:
    if article is None:
        return reverse("admin:articles_article_new_presence")
    return reverse("admin:articles_article_presence", args=[article.pk])

"""The desk of stories. Saving writes a revision; what readers see changes on the page «Publish» alone."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import policy
from articles.admin import large_columns
from articles.admin.article import log_pages, publishing_pages, revision_pages, term_pages, work_pages
from articles.admin.article.changelist import (
    ArticleColumns,
    RubricFilter,
    StateFilter,
    find,
)
from articles.admin.article.form import ArticleForm
from articles.admin.article.relations import BylineInline, StorySourceInline
from articles.admin.article.saving import save_working_copy
from articles.admin.article.tools import steps, tools
from articles.admin.related_links import with_few_related_links
from articles.admin.rubric_choices import IN_TREE_ORDER, RubricChoiceField
from articles.admin.uncounted import UncountedChangeList, UncountedPaginator
from articles.models import Article, Rubric, User
from articles.policy import Action
from articles.publication_state import PublicationState, state_of
from articles.work import open_remark
from articles.working_copy import open_working_copy
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
MARKS = (
    _("Marks"),
    {"fields": ["age_mark", "is_partner", "is_unverified", "seo_title"], "classes": ["collapse"]},
)
PLACE = (_("Where it stands"), {"fields": ["rubric", "topics", "lead_photo", "slug"]})
# Fieldsets that the template puts below authors and sources.
AFTER_ROWS = "after-rows"
TEXT = ["headline", "short_title", "lead", "body"]


@admin.register(Article)
class ArticleAdmin(ArticleColumns, admin.ModelAdmin):  # type: ignore[type-arg]
    form = ArticleForm
    inlines = [BylineInline, StorySourceInline]
    autocomplete_fields = ["topics", "lead_photo"]
    list_display = ["working_headline", "rubric", "language_code", "work", "state", "published"]
    list_select_related = ["rubric"]
    list_filter = [StateFilter, "language", RubricFilter]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["headline"]
    search_help_text = _("By words of the headline or by number.")
    show_full_result_count = False
    paginator = UncountedPaginator
    list_per_page = 50
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []
    actions = None

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Article]":
        return super().get_queryset(request).defer(*large_columns.of_article())

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[UncountedChangeList]:
        return UncountedChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        return find(queryset, search_term), False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(policy.has_right(request.user, Action.VIEW, obj))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(policy.may(request.user, Action.CREATE))  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Of the whole text or, for the photo editor, of its photos."""
        user: User = request.user  # type: ignore[assignment]
        return any(policy.may(user, action, obj) for action in (Action.EDIT, Action.EDIT_PHOTOS))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A story is withdrawn, never deleted: what was published and when stays known."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        if obj is None:
            return [(None, {"fields": ["language", "translation_of", *TEXT]}), PLACE, MARKS]
        note = _("Saving never changes this: a version becomes what readers see on the page “Publish”.")
        live = (
            _("Publication"),
            {"fields": PUBLICATION_FIELDS, "description": note, "classes": [AFTER_ROWS]},
        )
        return [
            (None, {"fields": [*TEXT, "base_revision"]}),
            PLACE,
            MARKS,
            (None, {"fields": ["note"], "classes": [AFTER_ROWS]}),
            live,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else PUBLICATION_FIELDS

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> "ModelChoiceField[Any] | None":
        if db_field.name == "rubric":
            options |= {"form_class": RubricChoiceField, "queryset": Rubric.objects.order_by(IN_TREE_ORDER)}
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        return with_few_related_links(field, may_add=db_field.name != "rubric")

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """With its working copy, the version that `?revision=` names or the newest."""
        article: Article | None = super().get_object(request, object_id, from_field)
        if article is not None:
            number = small_number(request.GET.get("revision"), at_most=10**9)
            working = open_working_copy(article, number)
            article.working = working  # type: ignore[attr-defined]
            # The title of the page; the row itself is never saved from here.
            article.headline = working.content["headline"]
        return article

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id.isdigit() and not self.has_change_permission(
            request, self.get_object(request, object_id)
        ):
            # Who may only look sees the version as a page, not as a form without fields.
            return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[object_id]))
        return super().change_view(request, object_id, form_url, extra_context)

    def render_change_form(  # type: ignore[override]
        self, request: HttpRequest, context: dict[str, Any], **options: Any
    ) -> HttpResponse:
        obj = options.get("obj")
        if obj is not None:
            user: User = request.user  # type: ignore[assignment]
            context |= {
                "working": obj.working,
                "conflict": context["adminform"].form.conflict,
                "is_visible": state_of(obj, timezone.now()) == PublicationState.PUBLISHED,
                "steps": steps(user, obj),
                "tools": tools(user, obj),
                "remark": open_remark(obj),
            }
        return super().render_change_form(request, context, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: authors and sources, which belong to the same version, come with `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the next revision, never the live columns and relations."""
        if not save_working_copy(request, form, formsets):
            messages.info(request, _("Nothing differs from the newest version: no new one was made."))
        if form.body_was_cleaned:
            messages.warning(request, _("Parts of the text that the vocabulary does not have were removed."))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        revision = form.instance.working.newest
        return [{"added": {"name": "revision", "object": f"{revision} {revision.note}".strip()}}]

    def get_urls(self) -> list[URLPattern]:
        rooms = (work_pages, publishing_pages, term_pages, log_pages, revision_pages)
        return [*(url for room in rooms for url in room.urls(self)), *super().get_urls()]

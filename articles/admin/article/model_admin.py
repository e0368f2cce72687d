"""The desk of stories. Saving writes a revision; what readers see changes on the page «Publish» alone."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, ActionLocation
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from articles import policy
from articles.admin import large_columns
from articles.admin.article import (
    batch_pages,
    check_page,
    comparison_pages,
    correction_pages,
    log_pages,
    merge_pages,
    pin_pages,
    place_pages,
    presence,
    preview_link_pages,
    preview_pages,
    publishing_pages,
    revision_pages,
    story_search,
    term_pages,
    unsaved_texts,
    withdrawal_pages,
    work_pages,
)
from articles.admin.article.changelist import ArticleChangeList, ArticleColumns, find
from articles.admin.article.filters import FilterForm, StoryFilters
from articles.admin.article.form_page import StoryFormPage
from articles.admin.related_links import with_few_related_links
from articles.admin.rubric_choices import IN_TREE_ORDER, RubricChoiceField
from articles.admin.typing_select import ChosenByTyping
from articles.admin.uncounted import UncountedPaginator
from articles.models import Article, Rubric, User
from articles.policy import Action


@admin.register(Article)
class ArticleAdmin(ArticleColumns, ChosenByTyping, StoryFormPage):
    autocomplete_fields = ["topics", "lead_photo"]
    list_display = [
        "shown_headline",
        "rubric",
        "language_code",
        "step",
        "state",
        "published",
        "last_saved",
    ]
    list_select_related = ["rubric", "working_revision__saved_by"]
    list_filter = [StoryFilters]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["headline"]
    search_help_text = _("By words of the headline, by number, or by the address of the story.")
    show_full_result_count = False
    paginator = UncountedPaginator
    list_per_page = 50
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Article]":
        return super().get_queryset(request).defer(*large_columns.of_article(), "working_revision__content")

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        return find(queryset, search_term), False

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        is_in_list = action_location == ActionLocation.CHANGE_LIST and IS_POPUP_VAR not in request.GET
        return batch_pages.list_actions(request) if is_in_list else {}

    def response_action(
        self, request: HttpRequest, queryset: "QuerySet[Any]", *args: Any, **options: Any
    ) -> HttpResponse | None:
        """Nothing is done from the list itself: it leads to a page that asks."""
        return batch_pages.begin(self, request, queryset)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = {"media": self.media + FilterForm.base_fields["topic"].widget.media}
        return super().changelist_view(request, shown | (extra_context or {}))

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

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> "ModelChoiceField[Any] | None":
        if db_field.name == "rubric":
            options |= {"form_class": RubricChoiceField, "queryset": Rubric.objects.order_by(IN_TREE_ORDER)}
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        return with_few_related_links(field, may_add=db_field.name != "rubric")

    def get_urls(self) -> list[URLPattern]:
        rooms = (
            batch_pages,
            check_page,
            place_pages,
            presence,
            unsaved_texts,
            merge_pages,
            work_pages,
            publishing_pages,
            withdrawal_pages,
            correction_pages,
            pin_pages,
            term_pages,
            log_pages,
            comparison_pages,
            revision_pages,
            preview_pages,
            preview_link_pages,
            story_search,
        )
        return [*(url for room in rooms for url in room.urls(self)), *super().get_urls()]

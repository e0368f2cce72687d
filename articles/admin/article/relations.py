"""Authors and sources of a story, as rows of its form that belong to a revision."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.related_links import with_few_related_links
from articles.admin.typing_select import ChosenByTyping
from articles.content import Content, SourceItem
from articles.models import Byline, StorySource
from articles.working_copy import WorkingCopy


class RevisionRowForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of a revision: the live rows of the same story are not its rivals."""

    def validate_unique(self) -> None:
        pass

    def validate_constraints(self) -> None:
        pass


class RevisionRowFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """Shows the rows of the opened revision and one empty; the live rows are never its objects."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["queryset"] = self.model._default_manager.none()  # type: ignore[union-attr]
        super().__init__(*args, **kwargs)
        working: WorkingCopy | None = getattr(self.instance, "working", None)
        if working is not None and not self.is_bound:
            self.initial_extra = initial_rows(working.content, self.model)
        self.extra = len(self.initial_extra or []) + 1

    def rows(self) -> list[dict[str, Any]]:
        """What was filled in, in order."""
        return [form.cleaned_data for form in self.forms if form.has_changed() and form.cleaned_data]


def initial_rows(content: Content, model: type | None) -> list[dict[str, Any]]:
    if model is Byline:
        return [{"author": author} for author in content["authors"]]
    return [dict(item) for item in content["sources"]]


def authors_of(formset: RevisionRowFormSet) -> list[int]:
    return [row["author"].pk for row in formset.rows()]


def sources_of(formset: RevisionRowFormSet) -> list[SourceItem]:
    return [
        SourceItem(source=row["source"].pk, url=row["url"], relation=row["relation"])
        for row in formset.rows()
    ]


class RevisionRowInline(ChosenByTyping, admin.TabularInline):  # type: ignore[type-arg]
    """Who may write the story may write these rows."""

    form = RevisionRowForm
    formset = RevisionRowFormSet
    template = "admin/articles/article/rows.html"
    can_delete = False

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        field = with_few_related_links(super().formfield_for_dbfield(db_field, request, **options))
        if field is not None:
            # The rows of the table have no labels of their own, only the heads of the columns.
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field

    def _may_write(self, request: HttpRequest) -> bool:
        return request.user.has_perms(["articles.change_article"]) or request.user.has_perm(
            "articles.add_article"
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request)


class BylineInline(RevisionRowInline):
    model = Byline
    fields = ["author"]
    autocomplete_fields = ["author"]
    max_num = 10
    verbose_name = _("author")
    verbose_name_plural = _("authors")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "author":
            field.label = _("author")
        return field


class StorySourceInline(RevisionRowInline):
    model = StorySource
    fields = ["source", "url", "relation"]
    autocomplete_fields = ["source"]
    max_num = 30

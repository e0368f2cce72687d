"""The list of stories: its filters, its search, and the rows as the newsroom knows them."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Func, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.rubric_choices import IN_TREE_ORDER, indented
from articles.models import Article, Rubric
from articles.publication_state import PublicationState, in_state, state_of
from newsportal.lib.dates import short_time
from newsportal.lib.text import small_number

LARGEST_ID = 999_999_999


class ArticleColumns:
    """What the list says about a story."""

    @admin.display(description=_("headline"))
    def working_headline(self, article: Article) -> str:
        return article.working_headline or article.headline

    @admin.display(description=_("language"))
    def language_code(self, article: Article) -> str:
        return article.language

    @admin.display(description=_("published"), empty_value="")
    def published(self, article: Article) -> str | None:
        return short_time(article.published_at) if article.published_at else None

    @admin.display(description=_("work"))
    def work(self, article: Article) -> SafeString:
        return format_html(
            '<span class="work work-{}">{}</span>', article.work_state, article.get_work_state_display()
        )

    @admin.display(description=_("publication"))
    def state(self, article: Article) -> SafeString:
        """What readers may see leads to its page."""
        state = state_of(article, timezone.now())
        if state == PublicationState.PUBLISHED:
            return format_html('<a class="state state-published" href="{}">{}</a>', article.url, state.label)
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)


class StateFilter(admin.SimpleListFilter):
    title = _("publication")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(PublicationState.choices)

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        value = self.value()
        if value not in PublicationState.values:
            return queryset
        return queryset.filter(in_state(PublicationState(value), timezone.now()))


class RubricFilter(admin.SimpleListFilter):
    """A rubric with all that stands below it."""

    title = _("rubric")
    parameter_name = "rubric"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(rubric.path, indented(rubric)) for rubric in Rubric.objects.order_by(IN_TREE_ORDER)]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        path = self.value()
        if not path:
            return queryset
        return queryset.filter(
            rubric__in=Rubric.objects.filter(Q(path=path) | Q(path__startswith=path + "/"))
        )


def find(queryset: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    """By id, by the live headline, by the headline that is being worked on."""
    words = words.strip()
    if not words:
        return queryset
    folded = Func(Value(words), function="articles_fold")
    names = Article.objects.annotate(
        live=Func(F("headline"), function="articles_fold"),
        working=Func(F("working_headline"), function="articles_fold"),
    )
    # Two indexes of trigrams: one for what readers know, one for what is being written.
    matching = Q(pk__in=names.filter(Q(live__contains=folded) | Q(working__contains=folded)).values("pk"))
    if number := small_number(words, at_most=LARGEST_ID):
        matching |= Q(pk=number)
    return queryset.filter(matching)

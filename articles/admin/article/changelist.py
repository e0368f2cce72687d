"""The list of stories: its order, its search, and the rows as the newsroom knows them."""

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Func, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.article.filters import FilterForm, StoryFilters
from articles.admin.uncounted import UncountedChangeList
from articles.models import Article
from articles.models.article import FOLDED_HEADLINES
from articles.publication_state import PublicationState, state_of
from newsportal.lib.dates import iso, short_time
from newsportal.lib.text import small_number

LARGEST_ID = 999_999_999
# The address of a story on the site or in the admin, as it is pasted from a browser.
ADDRESS = re.compile(
    r"^(?:https?://|/)\S*/(?P<pk>[1-9]\d{0,8})(?:-[^/\s]*)?(?:\.html|/change)?/?(?:[?#]\S*)?$"
)
MOST_WORDS = 8
# What the index knows of a word; shorter ones are looked for among so many stories.
TRIGRAM = re.compile(r"[^\W_]{3}")
NEWEST = 10_000


class ArticleColumns:
    """What the list says about a story."""

    @admin.display(description=_("headline"))
    def shown_headline(self, article: Article) -> str:
        return article.working_headline or article.headline

    @admin.display(description=_("language"))
    def language_code(self, article: Article) -> str:
        return article.language

    @admin.display(description=_("published"), empty_value="")
    def published(self, article: Article) -> str | None:
        return short_time(article.published_at) if article.published_at else None

    @admin.display(description=_("last saved"), empty_value="")
    def last_saved(self, article: Article) -> SafeString | None:
        """Who worked on it last, and when."""
        revision = article.working_revision
        if revision is None:
            return None
        return format_html(
            '<span class="who">{}</span> <time datetime="{}">{}</time>',
            revision.saved_by.name if revision.saved_by else "—",
            iso(revision.saved_at),
            short_time(revision.saved_at),
        )

    @admin.display(description=_("work"))
    def work(self, article: Article) -> SafeString:
        return format_html(
            '<span class="work work-{}">{}</span>', article.work_state, article.get_work_state_display()
        )

    @admin.display(description=_("work"), empty_value="")
    def step(self, article: Article) -> SafeString | None:
        """Nothing where nothing is in work: that is most of the list."""
        return None if article.work_state == Article.Work.DONE else self.work(article)

    @admin.display(description=_("publication"))
    def state(self, article: Article) -> SafeString:
        """What readers may see leads to its page."""
        state = state_of(article, timezone.now())
        if state == PublicationState.PUBLISHED:
            return format_html('<a class="state state-published" href="{}">{}</a>', article.url, state.label)
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)


class ArticleChangeList(UncountedChangeList):
    """In one form with the search stand the filters; a period is read by its dates, the rest by numbers.

    The numbers of a page are found first, in the index that holds what filters ask (`article_list`).
    """

    @property
    def filters(self) -> FilterForm:
        return next(spec.form for spec in self.filter_specs if isinstance(spec, StoryFilters))

    @property
    def kept(self) -> dict[str, Any]:
        """Parameters that the form passes on: of a list opened to choose one story."""
        return {
            name: value
            for name, value in self.params.items()
            if name not in {SEARCH_VAR, *self.filters.fields}
        }

    @property
    def kept_query(self) -> str:
        return urlencode(self.kept)

    def found(self) -> "QuerySet[Any, int]":
        return self.queryset.values_list("pk", flat=True)

    def rows(self, found: list[int]) -> list[Article]:
        rows = self.apply_select_related(self.root_queryset).in_bulk(found)
        return [rows[pk] for pk in found if pk in rows]

    def get_ordering(self, request: HttpRequest, queryset: "QuerySet[Any]") -> list[Any]:
        if self.filters.has_period:
            return ["-published_at", "-pk"]
        return super().get_ordering(request, queryset)


def find(queryset: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    """By number, by the address of a story, or by all these words in its headline, live or in work."""
    words = words.strip()
    if not words:
        return queryset
    if pasted := ADDRESS.search(words):
        return queryset.filter(pk=small_number(pasted["pk"], at_most=LARGEST_ID))
    each = words.split()[:MOST_WORDS]
    known = [word for word in each if TRIGRAM.search(word)]
    matching = _with_words(each)
    if len(known) < len(each):
        # No index has the short ones: they are looked for among the newest that have the others.
        newest = _folded(Article.objects.all()).filter(_with_words(known)).order_by("-pk")
        matching &= Q(pk__in=newest.values("pk")[:NEWEST])
    if number := small_number(words, at_most=LARGEST_ID):
        matching |= Q(pk=number)
    return _folded(queryset).filter(matching)


def _folded(stories: "QuerySet[Any]") -> "QuerySet[Any]":
    return stories.alias(headlines=FOLDED_HEADLINES)


def _with_words(words: list[str]) -> Q:
    """Each of them somewhere in a headline."""
    matching = Q()
    for word in words:
        matching &= Q(headlines__contains=Func(Value(word), function="articles_fold"))
    return matching

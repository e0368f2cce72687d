"""Lists that never count their table: a page looks one row ahead instead."""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest
from django.utils.text import capfirst

# Far pages cost the database as many rows as they skip: filters and search lead there faster.
LAST_PAGE = 200


class UncountedPage(Page):  # type: ignore[type-arg]
    def __init__(self, object_list: Any, number: int, paginator: "UncountedPaginator", more: bool) -> None:
        super().__init__(object_list, number, paginator)
        self.more = more

    def has_next(self) -> bool:
        return self.more and self.number < LAST_PAGE


class UncountedPaginator(Paginator):  # type: ignore[type-arg]
    """Knows whether there is a next page, and not how many."""

    def validate_number(self, number: Any) -> int:
        try:
            number = int(number)
        except (TypeError, ValueError):
            raise PageNotAnInteger("not a number") from None
        if not 1 <= number <= LAST_PAGE:
            raise EmptyPage("no such page")
        return int(number)

    def page(self, number: Any) -> UncountedPage:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        if not rows and number > 1:
            raise EmptyPage("no such page")
        return UncountedPage(rows[: self.per_page], number, self, more=len(rows) > self.per_page)


class UncountedChangeList(ChangeList):
    """The list of a ModelAdmin whose paginator is UncountedPaginator; templates ask `older` and `newer`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_popup:
            self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_results(self, request: HttpRequest) -> None:
        self.paginator = self.model_admin.get_paginator(request, self.found(), self.list_per_page)
        try:
            page = self.paginator.page(self.page_num)
        except (EmptyPage, PageNotAnInteger):
            raise IncorrectLookupParameters from None
        self.result_list = self.rows(page.object_list)
        # What the stock templates compare; equal, so that they say nothing about counts.
        self.result_count = self.full_result_count = len(page.object_list)
        self.show_full_result_count = False
        self.show_admin_actions = True
        self.can_show_all = self.multi_page = False
        self.older = self.get_query_string({PAGE_VAR: page.number + 1}) if page.has_next() else None
        self.newer = self.get_query_string({PAGE_VAR: page.number - 1}) if page.number > 1 else None

    def found(self) -> Any:
        """What is paged through."""
        return self.queryset

    def rows(self, found: Any) -> Any:
        """The rows of a page of it."""
        return found

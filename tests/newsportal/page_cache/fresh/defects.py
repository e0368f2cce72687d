"""Defects to plant, so that the test is seen to find them.

Not among them is what these histories met in none of 1,800 steps, and what tests of its own hold: the end of an
embargo, a page in the making, the echo of a change, a correction alone, a line of the bar (`test_freshness`,
`test_store`, `test_freshness_figures`).
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from newsportal.lib.shown import Shown


def _put(owner: object, name: str, defect: Callable[..., Any]) -> None:
    setattr(owner, name, defect)


def _forget_tag(view: Any, tag: str) -> None:
    said: Shown = view.shown
    view.shown = Shown(tuple(name for name in said.tags if name != tag), said.parameters, said.seconds)


def _rubric_without_its_stories() -> None:
    from articles.views import stories

    _forget_tag(stories.rubric, "articles")


def _rubric_without_its_name() -> None:
    # Of one with stories these are told of too.
    from articles.views import stories

    _forget_tag(stories.rubric, "rubrics")


def _no_boundary() -> None:
    from newsportal.page_cache import listener

    def never(*_asked: Any) -> float:
        return datetime(2099, 1, 1, tzinfo=UTC).timestamp()

    _put(listener, "next_boundary", never)


def _furniture_without_end() -> None:
    from newsportal.page_cache.furniture import Furniture

    _put(Furniture, "look_at_clock", lambda *_asked: None)


def _gap_forgives() -> None:
    from newsportal.page_cache.invalidation import Invalidator

    _put(Invalidator, "gap", lambda *_asked: None)


def _header_is_not_forgotten() -> None:
    module: Any = sys.modules["tests.newsportal.page_cache.fresh.process"]
    module.FORGET = {}


IN_PROCESS: dict[str, Callable[[], None]] = {
    "a rubric's page does not say that it shows stories": _rubric_without_its_stories,
    "a rubric's page does not say that it shows its name": _rubric_without_its_name,
    "no boundary of time is known": _no_boundary,
    "furniture is kept without end": _furniture_without_end,
    "a gap forgets nothing": _gap_forgives,
    "rows of the header are not forgotten": _header_is_not_forgotten,
}
# {what is planted: (table, trigger)}
TRIGGERS = {
    "a changed story is not told of": ("articles_article", "newsportal_articles_article_update"),
    "a rate is not told of": ("widgets_rate", "newsportal_widgets_rate_whole"),
    "weather is not told of": ("widgets_weatherobservation", "newsportal_widgets_weatherobservation_whole"),
    "a renamed rubric is not told of": ("articles_rubric", "newsportal_articles_rubric_update"),
}


def silence(defect: str, *, is_silent: bool) -> None:
    """Switch one trigger off, or on again."""
    if defect in TRIGGERS:
        table, trigger = TRIGGERS[defect]
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} {'DISABLE' if is_silent else 'ENABLE'} TRIGGER {trigger}")

"""What surrounds every page: the publication, the rubrics, the breaking bar."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation

from articles.models import Outlet, Pin, Rubric, RubricTree
from articles.models.article import story_url
from articles.models.rubric import Menu
from newsportal.lib.asked import Asked
from newsportal.lib.kept import KeptWhileHeard
from newsportal.lib.kept_markup import tell_once
from newsportal.lib.prepared import Prepared

_outlet_row = Prepared(lambda: Outlet.objects.with_breaking(Asked("now")))


def _read_outlet() -> Outlet:
    # By our own clock, which also says when it is forgotten.
    return tell_once(_outlet_row.first(now=timezone.now()) or Outlet(name_ru="—"))


_outlet = KeptWhileHeard(_read_outlet)
rubric_tree = KeptWhileHeard(Rubric.objects.tree)


def tree_with(rubric: int) -> RubricTree:
    """The tree, read anew where a rubric has come since it was kept and nobody has heard of it yet."""
    tree = rubric_tree()
    if rubric in tree.by_id:
        return tree
    rubric_tree.forget()
    return rubric_tree()


def forget_outlet() -> None:
    """With the breaking bar."""
    _outlet.forget()


def forget_rubrics() -> None:
    """A line of the bar has the path of a rubric in it."""
    rubric_tree.forget()
    _outlet.forget()


@dataclass(frozen=True)
class BreakingLine:
    """A line of the bar; with a story, or text alone."""

    text: str
    url: str = ""
    article: int | None = None
    is_unverified: bool = False


class Furniture:
    """Two queries at most, made when a template first asks and nobody has kept them."""

    @cached_property
    def outlet(self) -> Outlet:
        return _outlet()

    @cached_property
    def tree(self) -> RubricTree:
        return rubric_tree()

    def trail(self, rubric: Rubric) -> list[Rubric]:
        """From the root to the rubric of a story, which may be newer than the tree."""
        if rubric.pk not in self.tree.by_id:
            self.tree = tree_with(rubric.pk)
        return self.tree.trail(rubric)

    @property
    def menu(self) -> Menu:
        return self.tree.menu

    @property
    def breaking(self) -> list[BreakingLine]:
        return breaking_lines(self.outlet, translation.get_language() or "ru")


def breaking_lines(outlet: Outlet, language: str) -> list[BreakingLine]:
    """The bar on pages of a language, of an outlet `with_breaking`.

    A story's line stands on pages of its own language alone.
    """
    lines = [
        _breaking_line(row, language)
        for row in getattr(outlet, "breaking_rows", [])
        if row["article_id"] is None or row["language"] == language
    ]
    return lines[: Pin.LIMITS[Pin.Slot.BREAKING]]


def _breaking_line(row: dict[str, Any], language: str) -> BreakingLine:
    if row["article_id"] is None:
        return BreakingLine(row[f"text_{language}"] or row["text_ru"])
    return BreakingLine(
        row[f"text_{language}"] or row["short_title"] or row["headline"],
        story_url(language, row["rubric_path"], row["article_id"], row["slug"]),
        row["article_id"],
        row["is_unverified"],
    )


def furniture(request: HttpRequest) -> Furniture:
    """The same furniture for the view and the template of one request."""
    kept: Furniture | None = getattr(request, "_furniture", None)
    if kept is None:
        kept = Furniture()
        request._furniture = kept  # type: ignore[attr-defined]
    return kept

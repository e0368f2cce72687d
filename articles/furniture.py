"""What surrounds every page: the publication, the rubrics, the breaking bar."""

from functools import cached_property

from django.http import HttpRequest
from django.utils import translation

from articles.models import Outlet, Pin, Rubric, RubricTree
from articles.models.article import story_url
from newsportal.lib.translated import in_language_of_page


class Furniture:
    """Two queries at most, made when a template first asks."""

    @cached_property
    def outlet(self) -> Outlet:
        return Outlet.objects.with_breaking().first() or Outlet(name_ru="—")

    @cached_property
    def tree(self) -> RubricTree:
        return Rubric.objects.tree()

    @property
    def menu(self) -> list[dict[str, object]]:
        return [{"rubric": rubric, "children": self.tree.children(rubric)} for rubric in self.tree.top()]

    @property
    def breaking(self) -> list[dict[str, object]]:
        """Lines of the bar; a story's line stands on pages of its own language alone."""
        language = translation.get_language()
        lines: list[dict[str, object]] = []
        for row in getattr(self.outlet, "breaking_rows", []):
            if row["article_id"] is None:
                lines.append({"text": in_language_of_page(row, "text"), "url": "", "is_unverified": False})
            elif row["language"] == language:
                lines.append(
                    {
                        "text": row[f"text_{language}"] or row["short_title"] or row["headline"],
                        "url": story_url(language, row["rubric_path"], row["article_id"], row["slug"]),
                        "is_unverified": row["is_unverified"],
                    }
                )
        return lines[: Pin.LIMITS[Pin.Slot.BREAKING]]


def furniture(request: HttpRequest) -> Furniture:
    """The same furniture for the view and the template of one request."""
    kept: Furniture | None = getattr(request, "_furniture", None)
    if kept is None:
        kept = Furniture()
        request._furniture = kept  # type: ignore[attr-defined]
    return kept

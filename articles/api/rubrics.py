"""The tree of rubrics in the API."""

from articles.api.links import stories_of
from articles.models import Rubric, RubricTree
from newsportal.lib.rest.languages import Pages, pages_of
from newsportal.lib.rest.shapes import Address, InBoth, Shape, in_both


class RubricOfTree(Shape):
    """A rubric with those below it, in the order of the menu. `stories` are its own and those below."""

    id: int
    path: str
    menu_name: InBoth
    full_name: InBoth
    page: Pages
    feed: Pages
    stories: Address
    children: list["RubricOfTree"]


class Rubrics(Shape):
    items: list[RubricOfTree]


def rubrics(tree: RubricTree) -> Rubrics:
    return Rubrics(items=[_branch(top, tree) for top in tree.top()])


def _branch(rubric: Rubric, tree: RubricTree) -> RubricOfTree:
    return RubricOfTree(
        id=rubric.pk,
        path=rubric.path,
        menu_name=in_both(rubric, "menu_name"),
        full_name=in_both(rubric, "full_name"),
        page=pages_of("rubric", rubric.path),
        feed=pages_of("rubric_rss", rubric.path),
        stories=stories_of(rubric=rubric.path),
        children=[_branch(below, tree) for below in tree.children(rubric)],
    )

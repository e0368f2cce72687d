"""The tree of rubrics where one is chosen or listed."""

from typing import Any

from django import forms
from django.db.models import F, Func, Value
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Rubric

# Parents before their children: a hyphen sorts before a slash, so «vko-x» would part «vko» from «vko/…».
IN_TREE_ORDER = Func(F("path"), Value("/"), Value("\x01"), function="replace")
INDENT = "\u2003"


def indented(rubric: Rubric) -> str:
    """The name, moved to the right by its depth."""
    return INDENT * rubric.path.count("/") + rubric.menu_name


def indented_markup(rubric: Rubric) -> SafeString:
    """The same for a table cell, where the space must not be part of the link's name."""
    return format_html('<span class="tree-depth-{}">{}</span>', rubric.path.count("/"), rubric.menu_name)


class RubricChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Rubrics in the order of the tree."""

    def label_from_instance(self, obj: Any) -> str:
        return indented(obj)


class RubricsChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return indented(obj)

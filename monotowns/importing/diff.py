"""A plan in words, for a terminal and for the admin."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from monotowns.importing.planning import Change, Plan


def summary(plan: Plan, model: type[Model]) -> str:
    changes = plan.of(model)
    new = sum(change.is_new for change in changes)
    return _("%(table)s: %(new)d new, %(changed)d changed, %(same)d as they are") % {
        "table": capfirst(model._meta.verbose_name_plural),
        "new": new,
        "changed": len(changes) - new,
        "same": plan.unchanged[model],
    }


def lines(change: Change) -> Iterator[str]:
    """One line for a new row, or one for each field that changes."""
    if change.is_new:
        yield f"+ {change.row}{_group(change.row)}"
    for name, (old, new) in change.fields.items():
        yield f"~ {change.row}, {label(change.row, name)}: {words(old)} → {words(new)}"


def label(row: Model, name: str) -> str:
    """Names in two languages read the same without the language."""
    field = row._meta.get_field(name)
    language = {"_ru": _("in Russian"), "_kk": _("in Kazakh")}.get(name[-3:], "")
    return f"{getattr(field, 'verbose_name', name)} {language}".strip()


def words(value: Any) -> str:
    match value:
        case None | "" | []:
            return "—"
        case Decimal():
            return f"{value.normalize():f}"
        case list():
            return "; ".join(map(str, value))
    return str(value)


def _group(row: Any) -> str:
    """A figure is said with its date and its area: two of one town would read the same."""
    if row._meta.model_name != "observation":
        return ""
    return f" ({row.date:%Y-%m-%d}, {row.get_scope_display()}, {row.get_kind_display()}, {row.source})"

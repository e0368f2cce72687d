"""Writes a plan, with a row of history for each change, or nothing of it."""

from collections import defaultdict
from collections.abc import Callable

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from simple_history.exceptions import NotHistoricalModelError
from simple_history.utils import (
    bulk_create_with_history,
    bulk_update_with_history,
    get_history_manager_for_model,
)

from articles.models import User
from monotowns.importing.planning import Change, Plan
from monotowns.importing.problems import Problem, RefusedError

BATCH = 1000
# Two imports at once would both plan to add the same rows.
ONE_AT_A_TIME = 0x6D6F6E6F


def hold() -> None:
    """Inside a transaction: no other import plans or writes until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def apply(
    plan: Plan, *, by: User | None, reason: str, told: Callable[[int], None] = lambda count: None
) -> None:
    if plan.problems:
        raise RefusedError(plan.problems.told[0])
    try:
        with transaction.atomic():
            for model in plan.models:
                for batch in _batches(plan.of(model)):
                    _write(model, batch, by, reason)
                    told(len(batch))
            with connection.cursor() as cursor:
                # What the database checks at the end, while it can still be said which file it was.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or str(error)
        why = _("The registry was changed meanwhile, or refuses it (%(rule)s). Look at the file again.")
        raise RefusedError(Problem(", ".join(plan.files), 0, "", why % {"rule": rule})) from error


def _batches(changes: list[Change]) -> list[list[Change]]:
    """New ones apart, and of the changed ones those together that change the same fields."""
    alike: defaultdict[tuple[bool, tuple[str, ...]], list[Change]] = defaultdict(list)
    for change in changes:
        alike[change.is_new, tuple(sorted(change.fields))].append(change)
    return [group[start : start + BATCH] for group in alike.values() for start in range(0, len(group), BATCH)]


def _write(model: type[Model], changes: list[Change], by: User | None, reason: str) -> None:
    rows = [change.row for change in changes]
    if changes[0].is_new:
        if _has_history(model):
            bulk_create_with_history(rows, model, default_user=by, default_change_reason=reason)
        else:
            model._default_manager.bulk_create(rows)
        return
    for change in changes:
        for name, (_old, new) in change.fields.items():
            setattr(change.row, name, new)
    bulk_update_with_history(
        rows, model, list(changes[0].fields), default_user=by, default_change_reason=reason
    )


def _has_history(model: type[Model]) -> bool:
    try:
        get_history_manager_for_model(model)
    except NotHistoricalModelError:
        return False
    return True

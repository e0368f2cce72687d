"""A picture in a story stays what it was: `?as-of=140233` is a series as it stood at that row.

Rows of observations are added one after the other (whoever stores them holds a lock) and never changed, so
that the number of the newest row names a state of the whole table for ever. A moment would not: what a person
releases later is written under the time it was fetched at.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from newsportal.lib.series_files.answers import FRESH_SECONDS
from widgets.models.observation import Observation

PARAMETER = "as-of"
# Of a state nothing changes but the drawing itself.
STATE_SECONDS = 86_400
# Digits of the largest number that the database has for a row.
LONGEST = 18


class StateError(ValueError):
    """Its text is a sentence for whoever asked."""


def state_now(model: type[Observation]) -> int:
    """One look at the end of the primary key; 0 while the table is empty."""
    newest: int | None = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def asked_state(query: Mapping[str, str]) -> int | None:
    """None where nothing was asked. Raises StateError: another state than was asked would be a lie."""
    asked = query.get(PARAMETER, "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit()) or len(asked) > LONGEST:
        raise StateError(_("The address names a state of the series that does not exist."))
    return int(asked)


def seconds_of(state: int | None) -> int:
    """How long a picture may be kept."""
    return FRESH_SECONDS if state is None else STATE_SECONDS

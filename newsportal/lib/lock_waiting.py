"""How long a request waits for what another one holds in the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Inside an `atomic` of its own: whoever waits longer gets LockNotAvailable, as OperationalError's cause.

    The end of that `atomic` by an error restores the term that was set before; otherwise it is done here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{round(seconds * 1000)}ms"])
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])

"""The cache of all web processes: a table without a log, in which limits are counted."""

import base64
import pickle
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils import timezone


class SharedCache(DatabaseCache):
    """Django's database cache, whose counters can be relied on.

    Its own `incr` reads and then writes, so that two processes count as one, and gives the entry a new term.
    """

    _table: str

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        name = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        table = connections[alias].ops.quote_name(self._table)
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(
                f"SELECT value FROM {table} WHERE cache_key = %s AND expires > %s FOR UPDATE",  # noqa: S608
                [name, timezone.now()],
            )
            row = cursor.fetchone()
            if row is None:
                raise ValueError(f"Key {key!r} not found")
            counted: int = pickle.loads(base64.b64decode(row[0])) + delta  # noqa: S301  written by us
            written = base64.b64encode(pickle.dumps(counted, self.pickle_protocol)).decode("ascii")
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [written, name])  # noqa: S608
        return counted

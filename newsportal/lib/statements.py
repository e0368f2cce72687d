"""Prepared statements of Postgres, on connections of Django."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg import errors
from psycopg.sql import Literal

from newsportal.lib.asked import Asked, Compiled

log = logging.getLogger(__name__)

# Of each connection: the names of its statements, and whether they still fit the tables.
_known: "WeakKeyDictionary[psycopg.Connection[Any], dict[str, bool]]" = WeakKeyDictionary()
OF_ANOTHER = (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
"""A pool of transactions stands between: the server behind this connection is now one, now another."""


class Statement:
    """`sql` as Django wrote it, with `places` for its values; what is no `Asked` is the same each time."""

    is_refused = False
    """Of all statements of this process: plain SQL is sent where preparing is in vain."""

    def __init__(self, sql: str, places: Sequence[Any], raw: "psycopg.Connection[Any]") -> None:
        self._plain, self._places = sql, tuple(places)
        self._asked: list[str] = []
        given = iter(places)
        text = re.sub(r"%[s%]", lambda found: self._written(found[0], given, raw), sql)
        self.name = f"newsportal_{sha256(text.encode()).hexdigest()[:16]}"
        self._prepare = f"PREPARE {self.name} AS {text}"
        values = f" ({', '.join(['%s'] * len(self._asked))})" if self._asked else ""
        self._execute = f"EXECUTE {self.name}{values}"

    def _written(self, mark: str, given: Iterator[Any], raw: "psycopg.Connection[Any]") -> str:
        if mark == "%%":
            return "%"
        value = next(given)
        if not isinstance(value, Asked):
            return Literal(value).as_string(raw)
        if value.name not in self._asked:
            self._asked.append(value.name)
        return f"${self._asked.index(value.name) + 1}"

    def with_values(self, asked: Mapping[str, Any], connection: Any) -> Compiled:
        """What to send, and its parameters."""
        if Statement.is_refused:
            return self._plain, tuple(
                asked[place.name] if isinstance(place, Asked) else place for place in self._places
            )
        self._prepare_on(connection)
        return self._execute, tuple(asked[name] for name in self._asked)

    def _prepare_on(self, connection: Any) -> None:
        """Once on each connection: neither a rollback nor the pool takes it away."""
        connection.ensure_connection()
        raw = connection.connection
        known = _known.setdefault(raw, {})
        is_fit = known.get(self.name)
        if is_fit:
            return
        with connection.wrap_database_errors:
            if is_fit is False:
                raw.execute(f"DEALLOCATE {self.name}")
                del known[self.name]
            raw.execute(self._prepare)
        known[self.name] = True

    def may_be_sent_again(self, error: BaseException | None, connection: Any) -> bool:
        """Whether what has failed is mended: a type that a migration has changed, a pool in between."""
        if isinstance(error, OF_ANOTHER):
            refuse()
        elif isinstance(error, errors.FeatureNotSupported):
            known = _known.get(connection.connection, {})
            if not known.get(self.name):
                return False
            known[self.name] = False
        else:
            return False
        # In a transaction nothing more is answered: the next one has it.
        return not connection.in_atomic_block


def refuse() -> None:
    """From now on plain SQL is sent: a pool of transactions stands between."""
    if not Statement.is_refused:
        log.warning("Statements are not prepared: that needs a direct connection to the database")
    Statement.is_refused = True

"""Querysets whose SQL is written once in each process, and planned once in each connection.

Django takes as long to write the SQL of a large queryset as Postgres takes to answer it, or longer, and
Postgres as long to read and to plan it; both do the same each time. A queryset of the kind that every page
needs is therefore written with `Asked` where a value will stand:

    _story = Prepared(lambda: Article.objects.published(Asked("now")).filter(pk=Asked("pk")))
    _story(now=now, pk=17)

docs/decisions/prepared-querysets.md says where this is worth it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import datetime
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connections
from django.db.models import Expression, Field, ForeignKey, Lookup, Model, QuerySet
from django.db.models.fields import IntegerField
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import Literal

type Moment = "datetime | Asked"
type Compiled = tuple[str, tuple[Any, ...]]

# Names of the statements that a connection to the database knows.
_known: "WeakKeyDictionary[psycopg.Connection[Any], set[str]]" = WeakKeyDictionary()


class Asked(Expression):
    """The place of a value in a prepared queryset. `output_field` is needed where a function takes it."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field or Field())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> Compiled:
        return "%s", (self,)


@IntegerField.register_lookup
@ForeignKey.register_lookup
class EqualsAny(Lookup):
    """`rubric__any=[1, 2]` is `rubric__in=[1, 2]` with one SQL for lists of any length."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Compiled:
        column, of_column = self.process_lhs(compiler, connection)
        values, of_values = self.process_rhs(compiler, connection)
        return f"{column} = ANY({values})", (*of_column, *of_values)


class Statement:
    """One prepared statement of Postgres: `EXECUTE name (…)`, its values in the order of `asked`."""

    def __init__(self, sql: str, places: Sequence[Any], raw: "psycopg.Connection[Any]") -> None:
        given = iter(places)
        self.asked: list[str] = []
        text = re.sub(r"%[s%]", lambda found: self._written(found[0], given, raw), sql)
        self.name = f"newsportal_{sha256(text.encode()).hexdigest()[:16]}"
        self._prepare = f"PREPARE {self.name} AS {text}"
        values = f" ({', '.join(['%s'] * len(self.asked))})" if self.asked else ""
        self.execute = f"EXECUTE {self.name}{values}"

    def _written(self, mark: str, given: Iterator[Any], raw: "psycopg.Connection[Any]") -> str:
        if mark == "%%":
            return "%"
        value = next(given)
        if not isinstance(value, Asked):
            return Literal(value).as_string(raw)
        if value.name not in self.asked:
            self.asked.append(value.name)
        return f"${self.asked.index(value.name) + 1}"

    def prepare(self, connection: Any) -> None:
        """Once on each connection: neither a rollback nor the pool takes it away."""
        connection.ensure_connection()
        known = _known.setdefault(connection.connection, set())
        if self.name not in known:
            with connection.wrap_database_errors:
                connection.connection.execute(self._prepare)
            known.add(self.name)


class Prepared[Row: Model]:
    """`write` makes the queryset, without `prefetch_related`. Called with a value for each `Asked` in it.

    Postgres may plan it without looking at the values: a good plan must not depend on them.
    """

    def __init__(self, write: Callable[[], "QuerySet[Row]"]) -> None:
        self._write = write
        # Two threads that write it at once write the same.
        self._written: tuple[QuerySet[Row], SQLCompiler, Statement] | None = None

    def __call__(self, **asked: Any) -> list[Row]:
        queryset, compiler, statement = self._written or self._first()
        ready = copy(compiler)
        ready.connection = connections[queryset.db]
        statement.prepare(ready.connection)
        values = tuple(asked[name] for name in statement.asked)
        ready.as_sql = lambda *_args, **_kwargs: (statement.execute, values)  # type: ignore[method-assign]
        query = SimpleNamespace(get_compiler=lambda **_kwargs: ready)
        rows = SimpleNamespace(
            db=queryset.db,
            model=queryset.model,
            query=query,
            _fetch_mode=queryset._fetch_mode,  # type: ignore[attr-defined]
            _known_related_objects={},
        )
        return list(ModelIterable(rows))  # type: ignore[arg-type]

    def first(self, **asked: Any) -> Row | None:
        return next(iter(self(**asked)), None)

    def _first(self) -> "tuple[QuerySet[Row], SQLCompiler, Statement]":
        queryset = self._write()
        compiler = queryset.query.get_compiler(using=queryset.db)
        connection = connections[queryset.db]
        connection.ensure_connection()
        sql, places = compiler.as_sql()
        self._written = queryset, compiler, Statement(sql, places, connection.connection)
        return self._written

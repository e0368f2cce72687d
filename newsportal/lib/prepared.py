"""Querysets whose SQL is written once in each process, and planned once in each connection.

Django takes as long to write the SQL of a large queryset as Postgres takes to answer it, or longer, and
Postgres as long to read and to plan it; both do the same each time. A queryset of the kind that every page
needs is therefore written with `Asked` where a value will stand:

    _story = Prepared(lambda: Article.objects.published(Asked("now")).filter(pk=Asked("pk")))
    _story(now=now, pk=17)

docs/decisions/prepared-querysets.md says where this is worth it.
"""

from collections.abc import Callable
from copy import copy
from types import SimpleNamespace
from typing import Any

from django.db import DatabaseError, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

from newsportal.lib.asked import Compiled
from newsportal.lib.statements import Statement


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
        connection = connections[queryset.db]
        try:
            return self._read(queryset, compiler, statement.with_values(asked, connection))
        except DatabaseError as error:
            if not statement.may_be_sent_again(error.__cause__, connection):
                raise
            return self._read(queryset, compiler, statement.with_values(asked, connection))

    @staticmethod
    def _read(queryset: "QuerySet[Row]", compiler: SQLCompiler, compiled: Compiled) -> list[Row]:
        """As the queryset would be read, but that its SQL is there already."""
        ready = copy(compiler)
        ready.connection = connections[queryset.db]
        ready.as_sql = lambda *_args, **_kwargs: compiled  # type: ignore[method-assign]
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
        # Of its columns, which stay the same: `copy` takes them along.
        converters = compiler.get_converters([column for column, *_named in compiler.select])
        compiler.get_converters = lambda _columns: converters
        self._written = queryset, compiler, Statement(sql, places, connection.connection)
        return self._written

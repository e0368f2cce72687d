"""Querysets whose SQL is written once in each process; what is asked is filled in.

Django takes as long to write the SQL of a large queryset as Postgres takes to answer it, or longer, and
writes the same each time. A queryset of the kind that every page needs is therefore written with `Asked`
where a value will stand:

    _story = Prepared(lambda: Article.objects.published(Asked("now")).filter(pk=Asked("pk")))
    _story(now=now, pk=17)

docs/decisions/prepared-querysets.md says where this is worth it.
"""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import connections
from django.db.models import Expression, Field, ForeignKey, Lookup, Model, QuerySet
from django.db.models.fields import IntegerField
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

type Moment = "datetime | Asked"
type Compiled = tuple[str, tuple[Any, ...]]


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


class Prepared[Row: Model]:
    """`write` makes the queryset, without `prefetch_related`. Called with a value for each `Asked` in it."""

    def __init__(self, write: Callable[[], "QuerySet[Row]"]) -> None:
        self._write = write
        # Two threads that write it at once write the same.
        self._written: tuple[QuerySet[Row], SQLCompiler, Compiled] | None = None

    def __call__(self, **asked: Any) -> list[Row]:
        queryset, compiler, (sql, places) = self._written or self._first()
        values = tuple(asked[place.name] if isinstance(place, Asked) else place for place in places)
        ready = copy(compiler)
        ready.connection = connections[queryset.db]
        ready.as_sql = lambda *_args, **_kwargs: (sql, values)  # type: ignore[method-assign]
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

    def _first(self) -> "tuple[QuerySet[Row], SQLCompiler, Compiled]":
        queryset = self._write()
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, places = compiler.as_sql()
        self._written = queryset, compiler, (sql, tuple(places))
        return self._written

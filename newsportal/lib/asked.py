"""Where a value will stand in a queryset that is written before: see `newsportal.lib.prepared`."""

from datetime import datetime
from typing import Any

from django.db.models import Expression, Field, ForeignKey, Lookup
from django.db.models.fields import IntegerField
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

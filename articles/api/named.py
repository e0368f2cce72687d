"""Rows by their slugs, in bodies of requests."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail


class SlugsField(serializers.ListField):
    """In the order given, each once; one query for the list. `name` is the column, where it is no slug."""

    def __init__(self, model: type[Model], *, name: str = "slug", **options: Any) -> None:
        self.model, self.name = model, name
        child = serializers.CharField(max_length=250)
        super().__init__(child=child, required=False, allow_empty=True, **options)

    def to_internal_value(self, data: Any) -> list[int]:
        slugs = super().to_internal_value(data)
        # How many there are, before anything is asked about them.
        self.run_validators(slugs)
        rows = self.model._default_manager.filter(**{f"{self.name}__in": slugs})
        there: dict[str, int] = dict(rows.values_list(self.name, "pk"))
        unknown = [number for number, slug in enumerate(slugs) if slug not in there]
        if unknown:
            raise none_at({number: none() for number in unknown})
        return [there[slug] for slug in dict.fromkeys(slugs)]


def none() -> list[ErrorDetail]:
    return [ErrorDetail(_("There is none."), code="does_not_exist")]


def none_at(places: dict[int, Any]) -> serializers.ValidationError:
    """Of a list, the items that name what there is not."""
    return serializers.ValidationError(places)  # type: ignore[arg-type]

"""`?fields=`: a phone takes of each object what it shows."""

from typing import Any, get_args

import msgspec
from django.utils.translation import gettext as _
from rest_framework import serializers

from newsportal.lib.rest.shapes import Shape


def optional(shape: type[Shape]) -> list[str]:
    """Names that `?fields=` may choose: the rest of the shape is always there."""
    return [
        field.encode_name
        for field in msgspec.structs.fields(shape)
        if msgspec.UnsetType in get_args(field.type)
    ]


class FieldsField(serializers.CharField):
    """`lead,photo`: names of optional fields, with commas between."""

    def __init__(self, shape: type[Shape], **options: Any) -> None:
        self.names = optional(shape)
        super().__init__(
            required=False,
            max_length=500,
            help_text=(
                "Optional fields to send, with commas between; all of them without the parameter. "
                f"Known: {', '.join(self.names)}."
            ),
            **options,
        )

    def to_internal_value(self, data: Any) -> Any:
        chosen = {name.strip() for name in super().to_internal_value(data).split(",")}
        if unknown := chosen - set(self.names):
            raise serializers.ValidationError(
                _("There is no such field: %(names)s.") % {"names": ", ".join(sorted(unknown))}
            )
        return chosen


def only(shape: Shape, chosen: set[str]) -> Any:
    """The answer without the optional fields that were not chosen: of itself, or of its items."""
    items = getattr(shape, "items", None)
    for item in [shape] if items is None else items:
        for name in set(optional(type(item))) - chosen:
            setattr(item, name, msgspec.UNSET)
    return shape

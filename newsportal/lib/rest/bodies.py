"""Bodies of requests: each field declared, each checked, and none that the resource does not know."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail


class Body(serializers.Serializer[Any]):
    """The fields of a subclass are what its resource takes."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := {str(name) for name in data} - self.fields.keys()):
            # A misspelled field that is passed over would be a text that is lost.
            fault = [ErrorDetail(_("There is no such field."), code="unknown")]
            raise serializers.ValidationError(dict.fromkeys(sorted(unknown), fault))
        return super().to_internal_value(data)


def refuse_unless_valid(form: forms.BaseForm, names: dict[str, str] | None = None) -> None:
    """What a form of the site finds wrong, as faults of the body; `names` are those that differ here.

    Raises ValidationError.
    """
    if form.is_valid():
        return
    raise serializers.ValidationError(
        {
            (names or {}).get(field, field): [
                ErrorDetail(sentence, code=error.code or "invalid")
                for error in errors
                for sentence in error.messages
            ]
            for field, errors in form.errors.as_data().items()
        }
    )

"""Parameters of an address: each declared, each checked, and none that the resource does not know."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from newsportal.lib.dates import EARLIEST, LATEST
from newsportal.lib.rest.problems import InvalidQuery

LANGUAGES = ["ru", "kk"]


class Query(serializers.Serializer[Any]):
    """The fields of a subclass are the parameters that its resource takes."""

    @classmethod
    def of(cls, request: Request) -> dict[str, Any]:
        """What was asked. Raises InvalidQuery, a fault for each parameter."""
        sent = request.query_params
        # Not as a form: there an empty field was left out, and here it would answer with everything.
        query = cls(data=sent.dict())
        if unknown := sent.keys() - query.fields.keys():
            # A misspelled filter that is passed over would answer with everything.
            raise InvalidQuery(
                {
                    name: [ErrorDetail(gettext("There is no such parameter."), code="unknown")]
                    for name in sorted(unknown)
                }
            )
        repeated = [name for name in sent if len(sent.getlist(name)) > 1]
        if repeated:
            raise InvalidQuery(
                {name: [ErrorDetail(gettext("Give it once."), code="repeated")] for name in sorted(repeated)}
            )
        if not query.is_valid():
            raise InvalidQuery(query.errors)
        return dict(query.validated_data)


class MomentField(serializers.DateTimeField):
    """A moment with an offset, or a day; within the years that the site knows."""

    def to_internal_value(self, value: Any) -> Any:
        try:
            moment = super().to_internal_value(value)
        except OverflowError:
            # The first days and the last ones of the calendar have no moment in another zone.
            self.fail("invalid", format="2000…2100")
        if not EARLIEST <= moment <= LATEST:
            self.fail("invalid", format="2000…2100")
        return moment


class DayField(serializers.DateField):
    def to_internal_value(self, value: Any) -> Any:
        day = super().to_internal_value(value)
        if not EARLIEST.date() <= day <= LATEST.date():
            self.fail("invalid", format="2000…2100")
        return day


class SlugField(serializers.CharField):
    """The address of a thing, with its segments: anything else is refused before it is looked for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 250, "required": False} | options)
        self.validators.append(RegexValidator(r"^[a-zA-Z0-9/_-]+\Z", _("This is not an address.")))


class Listed(Query):
    """A list that goes on by cursor."""

    cursor = serializers.CharField(
        required=False, max_length=2000, help_text="From `links.next` of the answer before."
    )
    limit = serializers.IntegerField(required=False, default=20, min_value=1, max_value=100)

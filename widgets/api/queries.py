"""Parameters that several series take."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from newsportal.lib.rest import cursors
from newsportal.lib.rest.problems import InvalidQuery
from newsportal.lib.rest.queries import DayField, Query
from widgets.periods import is_known_day

MOST_DAYS = 366


class SeriesQuery(Query):
    """`from` and `to` are days, both included; a series without them begins at its beginning."""

    cursor = serializers.CharField(
        required=False, max_length=2000, help_text="From `links.next` of the answer before."
    )
    limit = serializers.IntegerField(required=False, default=100, min_value=1, max_value=MOST_DAYS)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of the language."""
        return {
            "from": DayField(required=False, help_text="The first day."),
            "to": DayField(required=False, help_text="The last day."),
        } | super().get_fields()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("from", date.min) > attrs.get("to", date.max):
            raise serializers.ValidationError(
                {"from": _("The first day is later than the last: exchange them.")}, code="order"
            )
        return attrs


class Asked:
    """What was asked of a series: its days, from the cursor on."""

    def __init__(self, kind: str, asked: dict[str, Any]) -> None:
        self.kind = kind
        self.limit: int = asked["limit"]
        self.since: date | None = asked.get("from")
        self.until: date | None = asked.get("to")
        if (cursor := asked.get("cursor")) is not None:
            # The first day that was not given yet.
            self.since = _day(cursors.read(kind, cursor))

    def cursor_at(self, day: date) -> str:
        return cursors.write(self.kind, day.isoformat())


def _day(text: Any) -> date:
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise cursors.UnknownCursor() from None
    if not is_known_day(day):
        raise cursors.UnknownCursor()
    return day


def refused(parameter: str, sentence: Any, code: str) -> InvalidQuery:
    """One parameter that reads well and still cannot be answered."""
    return InvalidQuery({parameter: [ErrorDetail(sentence, code=code)]})

"""Parameters that the registry takes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from articles.api.filters import StoriesQuery
from monotowns.models import Measure
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.queries import DayField, Listed, Query, SlugField


class EditionQuery(Query):
    edition = SlugField(help_text="Without it, the edition in force, or the newest draft.")


class TownsQuery(Listed):
    limit = serializers.IntegerField(required=False, default=100, min_value=1, max_value=500)
    edition = SlugField(help_text="Without it, the edition in force, or the newest draft.")
    as_of = DayField(required=False, help_text="What was in force on that day; not with `edition`.")
    group = SlugField(help_text="The code of a group.")
    region = SlugField(help_text="The code of a region, KZ-63; in any case.")
    industry = SlugField(help_text="The code of an industry.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "edition" in attrs and "as_of" in attrs:
            raise serializers.ValidationError(
                {"as_of": _("Choose an edition or a day, not both.")}, code="conflict"
            )
        return attrs


class MeasuresQuery(Listed):
    kind = ChoiceField(Measure.Kind.values, required=False)
    stage = ChoiceField(Measure.Stage.values, required=False)
    town = SlugField(help_text="Measures of the town, and of the groups that it stands in.")
    edition = SlugField(help_text="Measures that the document of the edition names.")


class DocumentsQuery(Listed):
    """Nothing more."""


class MentionsQuery(StoriesQuery):
    """As of any list of stories; the place is that of the address."""

    def get_fields(self) -> dict[str, Any]:
        return {name: field for name, field in super().get_fields().items() if name not in {"town", "region"}}

"""The OpenAPI document, read from the classes of the resources."""

from typing import Any

import msgspec
from django.utils import translation
from drf_spectacular.drainage import set_override
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiResponse

from newsportal.lib.rest.problems import MEDIA_TYPE, TITLES, Problem
from newsportal.lib.rest.reading import ReadView, ResourceView, WriteView

ALWAYS = (400, 406, 429)


class ShapeExtension(OpenApiSerializerExtension):
    """A msgspec struct stands where spectacular expects a serializer."""

    target_class = "msgspec.Struct"
    match_subclasses = True

    def get_name(self, auto_schema: AutoSchema, direction: str) -> str:
        set_override(self.target, "suppress_collision_warning", True)
        return str(self.target.__name__)

    def map_serializer(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        _refs, components = msgspec.json.schema_components(
            [self.target], ref_template="#/components/schemas/{name}"
        )
        own: dict[str, Any] = components.pop(self.target.__name__)
        for name, schema in components.items():
            auto_schema.registry.register_on_missing(
                ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, object=name, schema=schema)
            )
        return own


class ResourceSchema(AutoSchema):
    """Names, parameters and answers as the view declares them."""

    def get_operation_id(self) -> str:
        return str(getattr(self.view, "operation", "") or super().get_operation_id())

    def get_tags(self) -> list[str]:
        return [self._resource.group]

    @property
    def _resource(self) -> ResourceView:
        assert isinstance(self.view, ResourceView), f"{self.view} is no resource"  # noqa: S101
        return self.view

    def get_override_parameters(self) -> list[Any]:
        view = self._resource
        return [view.query] if isinstance(view, ReadView) and view.query().fields else []

    def get_request_serializer(self) -> Any:
        return getattr(self.view, "body", None)

    def get_response_serializers(self) -> Any:
        view = self._resource
        answers: dict[Any, Any] = {}
        if isinstance(view, ReadView):
            answers[200] = OpenApiResponse(view.answer)
            answers[304] = OpenApiResponse(None, description="Nothing has changed since.")
        elif isinstance(view, WriteView):
            for status, shape in view.answers.items():
                answers[status] = OpenApiResponse(shape)
        for status in sorted({*ALWAYS, *view.also}):
            answers[status, MEDIA_TYPE] = OpenApiResponse(Problem, description=_title(status))
        return answers


def _title(status: int) -> str:
    with translation.override("en"):
        return str(TITLES[status])

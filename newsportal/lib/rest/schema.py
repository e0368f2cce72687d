"""The OpenAPI document, read from the classes of the resources."""

from typing import Any

import msgspec
from django.utils import translation
from drf_spectacular.drainage import set_override
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from newsportal.lib.rest.problems import MEDIA_TYPE, TITLES, Problem
from newsportal.lib.rest.reading import Readable, ResourceView
from newsportal.lib.rest.writing import Writing, writing_of

ALWAYS = (400, 401, 406, 429)


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
        declared = self._writing or self.view
        return str(getattr(declared, "operation", "") or super().get_operation_id())

    def get_tags(self) -> list[str]:
        return [self._resource.group]

    @property
    def _resource(self) -> ResourceView:
        assert isinstance(self.view, ResourceView), f"{self.view} is no resource"  # noqa: S101
        return self.view

    @property
    def _writing(self) -> Writing | None:
        return writing_of(self.view, self.method)

    def get_override_parameters(self) -> list[Any]:
        view = self._resource
        if self._writing is not None:
            return [
                OpenApiParameter(
                    header.name,
                    str,
                    OpenApiParameter.HEADER,
                    required=header.required,
                    description=header.description,
                )
                for header in self._writing.headers
            ]
        return [view.query] if isinstance(view, Readable) and view.query().fields else []

    def get_request_serializer(self) -> Any:
        if self._writing is None or self._writing.body is None:
            return None
        return self._writing.body(partial=self._writing.is_partial)

    def get_response_serializers(self) -> Any:
        view, writing = self._resource, self._writing
        answers: dict[Any, Any] = {}
        also = {*ALWAYS, *view.also}
        if writing is not None:
            for status, shape in writing.answers.items():
                answers[status] = OpenApiResponse(shape)
            also |= {*writing.also} | ({415} if writing.body else set())
        elif isinstance(view, Readable):
            answers[200] = OpenApiResponse(view.answer)
            answers[304] = OpenApiResponse(None, description="Nothing has changed since.")
        own = writing.problems if writing is not None else {}
        for status in sorted(also | own.keys()):
            told = own.get(status, Problem)
            answers[status, MEDIA_TYPE] = OpenApiResponse(told, description=_title(status))
        return answers


def _title(status: int) -> str:
    with translation.override("en"):
        return str(TITLES[status])

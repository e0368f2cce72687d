"""A resource that is read: what a subclass declares is what it does and what the document says of it."""

from abc import ABC, abstractmethod
from math import ceil
from time import time
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from newsportal.lib.outer_terms import for_everybody
from newsportal.lib.rest import problems
from newsportal.lib.rest.history import last_change
from newsportal.lib.rest.queries import Query
from newsportal.lib.rest.shapes import Shape
from newsportal.lib.rest.sparse import only

SETTLING = 10
"""Seconds in which a transaction of the site is over: what it writes has the time of its writing."""


class ResourceView(APIView):
    """What reading and writing have in common. Methods that write stand below `writing.writes`."""

    # Of the OpenAPI document: a name that generated clients call, never changed; and the group.
    operation: ClassVar[str] = ""
    group: ClassVar[str] = ""
    # What may go wrong beside 400, 406 and 429, for the document.
    also: ClassVar[tuple[int, ...]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        try:
            super().initial(request, *args, **kwargs)
        except exceptions.Throttled:
            raise
        except exceptions.APIException:
            # Refused before it was counted: keys are not tried without end.
            self.check_throttles(request)
            raise

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """What the address knows; DRF's own would answer with the insides of the view."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods)})

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        raise exceptions.MethodNotAllowed(str(request.method))

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if answer.status_code >= 400 or request.method not in {"GET", "HEAD"}:
            answer.headers.setdefault("Cache-Control", "no-store")
        if (standing := getattr(request, "_standing", None)) is not None:
            for name, value in standing.headers().items():
                answer.headers[name] = value
        if answer.status_code >= 400:
            # The sentence is in the language of who asked.
            patch_vary_headers(answer, ["Accept-Language"])
        return answer


class Readable(ResourceView):
    """A GET of the document: the method answers with the shape `answer` to the parameters of `query`."""

    query: ClassVar[type[Query]] = Query
    answer: ClassVar[type[Shape]]
    http_method_names = ["get", "head", "options"]


class ReadView(Readable, ABC):
    """The answer is what `read` finds, with all that HTTP says about keeping it."""

    # How long browsers and apps may keep an answer without asking. The same for every answer of a resource:
    # a term that ended with an embargo would tell of the embargo.
    fresh_seconds: ClassVar[int] = 30
    # Tags of the rows that the answer shows, for caches: the names of tables, or a row as «table:17».
    shows: ClassVar[tuple[str, ...]] = ()
    # Whether it changes with what it shows and with nothing else: otherwise only its ETag tells.
    is_dated: ClassVar[bool] = True

    @abstractmethod
    def read(self, asked: dict[str, Any], **path: Any) -> Shape:
        """What was asked for. Raises Http404, Gone, ValidationError."""

    def get(self, request: Request, **path: Any) -> Response:
        asked = self.query.of(request)
        shape = self.read(asked, **path)
        response = Response(only(shape, asked["fields"]) if asked.get("fields") else shape)
        self._say_how_to_keep(request, response)
        self._say_when_it_changed(request, response)
        links = getattr(shape, "links", None)
        named = [(relation, getattr(links, relation, None)) for relation in ("canonical", "next")]
        if said := [f'<{address}>; rel="{relation}"' for relation, address in named if address]:
            response.headers["Link"] = ", ".join(said)
        return response

    def tags(self) -> list[str]:
        """What `Cache-Tag` says; a subclass adds the rows that its `read` found."""
        return list(self.shows)

    def _say_when_it_changed(self, request: Request, response: Response) -> None:
        """To the second, as HTTP has it, and never so that a change just before it is lost."""
        moment = last_change(self.shows) if self.shows and self.is_dated else None
        if moment is None:
            return
        second = ceil(moment.timestamp())
        if second > time() - SETTLING:
            # What was written before it may be committed only now: this time the tag alone can tell.
            second -= SETTLING
            request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
        response.headers["Last-Modified"] = http_date(second)

    def _say_how_to_keep(self, request: Request, response: Response) -> None:
        if request.auth is not None:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            response.headers["Cache-Control"] = for_everybody(self.fresh_seconds)
        patch_vary_headers(response, ["Authorization"])
        if tags := self.tags():
            response.headers["Cache-Tag"] = ",".join(tags)


def gone(reason: str) -> problems.Gone:
    """What readers saw once, with the reason why it is there no more."""
    return problems.Gone(reason)

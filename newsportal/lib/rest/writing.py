"""A method that changes something: what stands above it is what it checks, and what the document says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response

from newsportal.lib.rest.bodies import Body
from newsportal.lib.rest.problems import Problem
from newsportal.lib.rest.shapes import Shape


@dataclass(frozen=True)
class Header:
    """A header of the request that the method looks at."""

    name: str
    description: str
    required: bool = False


@dataclass(frozen=True)
class Writing:
    """Of one method of a resource; `also` is what may go wrong beside 400, 401, 406, 415 and 429."""

    operation: str
    answers: dict[int, type[Shape] | None]
    body: type[Body] | None = None
    is_partial: bool = False
    also: tuple[int, ...] = ()
    headers: tuple[Header, ...] = ()
    # Problems with members of their own, by status.
    problems: dict[int, type[Problem]] = field(default_factory=dict)


def writes(
    operation: str,
    answers: dict[int, type[Shape] | None],
    *,
    body: type[Body] | None = None,
    is_partial: bool = False,
    also: tuple[int, ...] = (),
    headers: tuple[Header, ...] = (),
    problems: dict[int, type[Problem]] | None = None,
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """The method is called with what was sent, checked: `post(request, sent, **path)`.

    `is_partial`: fields that are not sent are left as they are. Without a `body` what is sent is not read.
    """
    declared = Writing(operation, answers, body, is_partial, also, headers, problems or {})

    def declare(method: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(method)
        def checked(view: Any, request: Request, **path: Any) -> Response:
            sent: dict[str, Any] = {}
            if body is not None:
                given = body(data=request.data, context={"request": request})
                if is_partial:
                    _let_fields_be_left_out(given)
                given.is_valid(raise_exception=True)
                sent = given.validated_data
            return method(view, request, sent, **path)

        checked.writing = declared  # type: ignore[attr-defined]
        return checked

    return declare


def _let_fields_be_left_out(body: Body) -> None:
    """Those of the body itself: DRF's own «partial» lets items of its lists go without theirs as well."""
    for one in body.fields.values():
        one.required, one.default = False, empty


def writing_of(view: Any, method: str) -> Writing | None:
    """What the method of this name declares; None for one that only reads."""
    return getattr(getattr(view, method.lower(), None), "writing", None)

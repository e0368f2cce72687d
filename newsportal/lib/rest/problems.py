"""Problem details (RFC 9457): what went wrong, in the language of who asked, and where in what they sent."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import UNSET, Struct, UnsetType
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("The request cannot be understood"),
    401: gettext_lazy("The key is not valid"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("There is no such thing"),
    405: gettext_lazy("The address does not know this method"),
    406: gettext_lazy("The answer cannot be given in this form"),
    409: gettext_lazy("It conflicts with what was sent before"),
    410: gettext_lazy("It was here and is no more"),
    412: gettext_lazy("It has changed since it was read"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("The request is in a form that is not taken here"),
    423: gettext_lazy("Somebody else is writing it"),
    428: gettext_lazy("Say which version was read"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something broke at our end"),
    503: gettext_lazy("For the moment there is no answer"),
}


class Fault(Struct, kw_only=True):
    """One thing that is wrong: a JSON pointer into the body, or the name of a parameter."""

    detail: str
    code: str
    pointer: str | UnsetType = UNSET
    parameter: str | UnsetType = UNSET


class Problem(Struct, kw_only=True):
    """RFC 9457. `code` is for programs and never changes, `title` and `detail` are for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Fault] = []


class Gone(exceptions.APIException):
    status_code = 410
    default_code = "gone"


class Extended(exceptions.APIException):
    """A problem with members of its own (RFC 9457, 3.2), and headers that belong to it."""

    headers: dict[str, str] = {}

    def widened(self, found: Problem) -> Problem:
        return found


class InvalidQuery(exceptions.ValidationError):
    """Parameters of the address, not fields of the body."""


def problem(status: int, code: str, detail: str = "", errors: list[Fault] | None = None) -> Problem:
    title = str(TITLES.get(status, TITLES[400 if status < 500 else 500]))
    return Problem(
        type=f"/api/v1/problems/#{code}",
        title=title,
        status=status,
        code=code,
        detail=detail or f"{title}.",
        errors=errors or [],
    )


def handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Every exception that a client can cause; the rest, and a lost database, go on to the server's own."""
    exc = _known(exc)
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    return Response(_problem_of(exc), status=exc.status_code, headers=_headers(exc), content_type=MEDIA_TYPE)


def _known(exc: Exception) -> Exception:
    match exc:
        case Http404():
            # The same for what never was and for what readers may not see yet.
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied(*exc.args)
        case ModelValidationError():
            return exceptions.ValidationError(
                exc.message_dict if hasattr(exc, "error_dict") else exc.messages, code="invalid"
            )
        case SuspiciousOperation():
            return exceptions.ParseError()
    return exc


def _problem_of(exc: exceptions.APIException) -> Problem:
    codes = exc.get_codes()
    if isinstance(exc, exceptions.ValidationError):
        is_query = isinstance(exc, InvalidQuery)
        return problem(
            400,
            "invalid_parameters" if is_query else "invalid",
            _("Some of the parameters cannot be used.")
            if is_query
            else _("Some of what was sent cannot be used."),
            list(_faults(exc.detail, codes, "", is_query)),
        )
    found = problem(exc.status_code, codes if isinstance(codes, str) else exc.default_code, str(exc.detail))
    return exc.widened(found) if isinstance(exc, Extended) else found


def _faults(detail: Any, codes: Any, path: str, is_query: bool) -> Iterator[Fault]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            at = path if name in {"non_field_errors", "__all__"} else f"{path}/{_escaped(str(name))}"
            yield from _faults(inner, codes[name], at, is_query)
    elif isinstance(detail, list):
        for number, (inner, code) in enumerate(zip(detail, codes, strict=True)):
            # A list holds the errors of one field, or a mapping for each item of a list that was sent.
            at = f"{path}/{number}" if isinstance(inner, (dict, list)) else path
            yield from _faults(inner, code, at, is_query)
    elif is_query:
        yield Fault(detail=str(detail), code=codes, parameter=path.removeprefix("/"))
    else:
        yield Fault(detail=str(detail), code=codes, pointer=path)


def _escaped(name: str) -> str:
    """RFC 6901."""
    return name.replace("~", "~0").replace("/", "~1")


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    if authenticate := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = authenticate
    if (wait := getattr(exc, "wait", None)) is not None:
        headers["Retry-After"] = str(max(1, round(wait)))
    return headers | (exc.headers if isinstance(exc, Extended) else {})

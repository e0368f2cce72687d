"""Cursors: where a client stands, in a form that it gives back and cannot make up."""

from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from newsportal.lib.meta import absolute

MAX_CURSOR = 2000


class UnknownCursor(APIException):
    status_code = 400
    default_detail = _("This cursor was not given by this server. Begin anew, without a cursor.")
    default_code = "unknown_cursor"


def write(kind: str, position: Any) -> str:
    """`position` is anything that JSON holds; a cursor of one kind is not taken for one of another.

    A kind whose positions get another form gets another name too.
    """
    return _signer(kind).sign_object(position, compress=True)


def read(kind: str, cursor: str) -> Any:
    """Raises UnknownCursor."""
    if len(cursor) > MAX_CURSOR or not cursor.isascii():
        raise UnknownCursor()
    try:
        return _signer(kind).unsign_object(cursor)
    except (BadSignature, ValueError):
        raise UnknownCursor() from None


def _signer(kind: str) -> Signer:
    return Signer(salt=f"newsportal.api.{kind}")


def next_url(request: HttpRequest, cursor: str) -> str:
    """The same address with the same parameters, from the cursor on."""
    asked = {name: value for name, value in request.GET.items() if name != "cursor"}
    return absolute(f"{request.path}?{urlencode(asked | {'cursor': cursor})}")

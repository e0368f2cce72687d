"""JSON of clients, refused where it would break the code behind."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

MAX_BYTES = 2 * 1024 * 1024
"""The longest body of a story, escaped, is far shorter."""


class TooLarge(APIException):
    status_code = 413
    default_detail = _("The body of the request is too large.")
    default_code = "too_large"


class JSONParser(BaseParser):
    """As DRF's, with an end: of bytes, of nesting, of digits; and without halves of characters."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise TooLarge()
        try:
            data = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
            # A lone surrogate is no text: the database would refuse it later, in words of its own.
            json.dumps(data, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError):
            raise ParseError(_("The body of the request is not valid JSON.")) from None
        return data


def _refuse_constant(name: str) -> None:
    raise ValueError(name)

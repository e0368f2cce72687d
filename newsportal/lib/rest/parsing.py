"""JSON of clients, refused where it would break the code behind."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

MAX_BYTES = 4 * 1024 * 1024
"""The longest text of a story takes 2.4 MB when each of its letters is escaped."""


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


BESIDE_FILES = 256 * 1024
"""Bytes of fields and of the frame around the files."""


def uploads_up_to(files: int) -> type[MultiPartParser]:
    """A parser of forms with files of so many bytes altogether: more is refused before it is read."""

    class UploadParser(MultiPartParser):
        def parse(
            self,
            stream: IO[Any],
            media_type: str | None = None,
            parser_context: Mapping[str, Any] | None = None,
        ) -> Any:
            length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or ""
            if length.isdigit() and int(length) > files + BESIDE_FILES:
                raise TooLarge()
            try:
                return super().parse(stream, media_type, parser_context)
            except RequestDataTooBig:
                # Of fields that are no files, which are held in memory.
                raise TooLarge() from None
            except ParseError:
                raise ParseError(_("The parts of the form cannot be read.")) from None

    return UploadParser


def _refuse_constant(name: str) -> None:
    raise ValueError(name)

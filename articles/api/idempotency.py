"""`Idempotency-Key`: what is sent again, since its answer was lost, is done once and answered alike."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import IdempotentAnswer
from articles.models.idempotent_answer import KEPT_FOR
from newsportal.lib.lock_waiting import waiting_at_most
from newsportal.lib.rest.rendering import JSONRenderer
from newsportal.lib.rest.writing import Header

FORM = re.compile(r"[\x21-\x7e]{16,200}", re.ASCII)
KEPT_HEADERS = ("Location", "ETag")
WAITS = 5
"""Seconds for the answer of the first; every one who waits holds a thread of the site."""
IDEMPOTENCY_KEY = Header(
    "Idempotency-Key",
    "A value of the client's own, such as a UUID, of 16 to 200 characters. Sent again within a day with the "
    "same request, it gets the same answer (with `Idempotent-Replayed: true`) and nothing is done anew; with "
    "another request, or while the first is still being done, 409: `code` says which.",
)


class UnfitKey(APIException):
    status_code = 400
    default_detail = _("Idempotency-Key takes 16 to 200 characters of ASCII without spaces, such as a UUID.")
    default_code = "invalid_idempotency_key"


class OtherRequest(APIException):
    status_code = 409
    default_detail = _("This Idempotency-Key was sent before with another request. Take a new one.")
    default_code = "idempotency_key_reused"


class StillRunning(APIException):
    status_code = 409
    default_detail = _("The request that was sent first with this Idempotency-Key is still being done.")
    default_code = "idempotency_key_in_use"
    wait = WAITS


def once(request: Request, *, sender: str, do: Callable[[], Response]) -> Response:
    """The answer of `do`, or the one that it gave before. What is refused leaves no trace, and may be mended.

    The row is written first, in the transaction of what is done: of two at once the second waits there for
    the answer of the first, though not for long. Raises UnfitKey, OtherRequest, StillRunning.
    """
    given = request.headers.get(IDEMPOTENCY_KEY.name)
    if given is None:
        return do()
    if not FORM.fullmatch(given):
        raise UnfitKey()
    row = IdempotentAnswer(sender=sender, key_hash=_keyed(given.encode()), request_hash=_hash(request))
    with transaction.atomic():
        before = _answered_before(row)
        if before is not None:
            if before.request_hash != row.request_hash:
                raise OtherRequest()
            headers = before.headers | {"Idempotent-Replayed": "true"}
            return Response(msgspec.Raw(before.body.encode()), status=before.status, headers=headers)
        response = do()
        row.status, row.body = response.status_code, JSONRenderer().render(response.data).decode()
        row.headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        row.save()
        return response


def _answered_before(row: IdempotentAnswer) -> IdempotentAnswer | None:
    """None: the row is ours now."""
    same = IdempotentAnswer.objects.filter(sender=row.sender, key_hash=row.key_hash)
    try:
        with transaction.atomic(), waiting_at_most(WAITS):
            # Somebody else may be at it with the same key: that too is waited for so long and no longer.
            same.filter(at__lte=timezone.now() - KEPT_FOR).delete()
            row.save(force_insert=True)
    except IntegrityError:
        return same.get()
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise StillRunning() from None
        raise
    return None


def _hash(request: Request) -> str:
    """Of what was asked, files included; keyed, since a text that somebody suspects could be tried."""
    told: dict[str, Any] = {"method": request.method, "path": request.path, "data": _content(request.data)}
    return _keyed(json.dumps(told, sort_keys=True, ensure_ascii=False).encode())


def _content(data: Any) -> Any:
    if not isinstance(data, QueryDict):
        return data
    return {name: [_value(value) for value in data.getlist(name)] for name in data}


def _value(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return digest.hexdigest()


def _keyed(message: bytes) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()

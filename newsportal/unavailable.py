"""The page while the database is away. What somebody has just sent is in it, and can be sent again."""

from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.template.loader import render_to_string
from django.utils import translation
from rest_framework.authentication import CSRFCheck

from newsportal.language import CHOICE, LANGUAGES
from newsportal.lib.addresses import is_of_staff, language_of

RETRY_SECONDS = 30
LONGEST = 1_000_000
"""Characters that a page gives back; whoever has sent more finds them by the browser's «back»."""
SIGHT = 40
"""Characters: what is longer is shown, for a person to see that it is there."""
# Pages about signing in, where hardly anything is no secret.
SECRETS = "/accounts/"
SECRET = "password"  # noqa: S105  a part of names of fields
UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError, RawPostDataException, OSError)
# As the settings have it for all other pages; this one may come from in front of all middleware.
HEADERS = {
    "Cache-Control": "no-store",
    "Retry-After": str(RETRY_SECONDS),
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": "; ".join(
        f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items()
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
}


AWAY = "newsportal.database_is_away"
"""In the environment of a request that needs no database, from the page cache: waiting for one is in vain."""


def is_away(request: HttpRequest) -> bool:
    return AWAY in request.META


class Sent(NamedTuple):
    """A form as it was sent, without secrets and files."""

    address: str
    hidden: list[tuple[str, str]]
    shown: list[tuple[str, str]]
    files: list[str]


class _NoFiles(FileUploadHandler):
    """Reads over the files, and knows where they were."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields: set[str] = set()

    def new_file(self, field_name: str, *args: Any, **options: Any) -> None:
        self.fields.add(field_name)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def unavailable(request: HttpRequest) -> HttpResponse:
    with translation.override(_language(request)):
        context = {
            "sent": _sent(request),
            "is_post": request.method == "POST",
            "address": request.get_full_path(),
        }
        page = render_to_string("503.html", context)
    return HttpResponse(page, status=503, headers=HEADERS)


def _sent(request: HttpRequest) -> Sent | None:
    """None where nothing can be given back, or somebody else may have made it up."""
    if (
        request.method != "POST"
        or "text/html" not in request.headers.get("Accept", "")
        or request.path_info.startswith(SECRETS)
    ):
        return None
    try:
        return _read(request)
    except UNREADABLE:
        return None


def _read(request: HttpRequest) -> Sent | None:
    no_files = _NoFiles(request)
    if not hasattr(request, "_files"):
        request.upload_handlers = [no_files]
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if SECRET not in name.lower()
        for value in values
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > LONGEST or _is_foreign(request):
        return None
    shown = [field for field in fields if len(field[1]) > SIGHT and field[0] != "csrfmiddlewaretoken"]
    return Sent(
        address=request.get_full_path(),
        hidden=[field for field in fields if field not in shown],
        shown=shown,
        files=sorted(no_files.fields | set(request.FILES)),
    )


def _is_foreign(request: HttpRequest) -> bool:
    """Sent by a page elsewhere, which would speak to the reader in our name. A cookie tells, and no table."""
    check = CSRFCheck(unavailable)
    check.process_request(request)
    return check.process_view(request, unavailable, (), {}) is not None


def _language(request: HttpRequest) -> str:
    """That of the address; of the desk the one that was chosen on the page of the sign-in."""
    chosen = request.COOKIES.get(CHOICE, "")
    return (
        chosen if is_of_staff(request.path_info) and chosen in LANGUAGES else language_of(request.path_info)
    )

"""What a limit answers: status 429 with Retry-After, also where a form says it and keeps what was typed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from newsportal.errors import LIMIT_SECONDS
from newsportal.sign_in.account_adapter import TOO_MANY

CODES = {TOO_MANY, "rate_limited"}


class TooManyAttemptsMiddleware:
    """Forms of allauth say that an account is locked, and answer 200: here they answer 429."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data or {}
        forms = (context.get(name) for name in ("form", "webauthn_form"))
        if request.path_info.startswith("/accounts/") and any(_is_locked(form) for form in forms):
            response.status_code = 429
            response.headers["Retry-After"] = str(LIMIT_SECONDS)
        return response


def _is_locked(form: Any) -> bool:
    errors = form.errors.as_data().values() if form and form.is_bound else ()
    return any(error.code in CODES for found in errors for error in found)

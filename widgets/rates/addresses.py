"""Addresses of rates have small letters; whoever writes a code in capitals is led there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

type View = Callable[..., HttpResponseBase]


def lower_case(view: View) -> View:
    @wraps(view)
    def led(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
        if code.islower():
            return view(request, code, **kwargs)
        return HttpResponsePermanentRedirect(
            request.get_full_path().replace(f"/{code}", f"/{code.lower()}", 1)
        )

    return led

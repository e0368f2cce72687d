"""How long a session lives, and which ones a first second factor ends."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from articles.accounts import FACTORS, end_sessions
from articles.models import User
from newsportal.lib.addresses import is_of_staff

SEEN = "seen_at"
STEP_SECONDS = 600
"""Activity is written down this often, not at every request of an editor that saves every few seconds."""


class SessionActivityMiddleware:
    """Work keeps a session alive: its term begins anew, and the list of sessions knows when and where."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only at the desk: pages of readers must not ask who is looking.
        if is_of_staff(request.path_info) and request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(SEEN, 0) >= STEP_SECONDS:
                request.session[SEEN] = now
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


def end_sessions_without_factor(
    sender: object, request: HttpRequest, user: User, authenticator: Any, **kwargs: object
) -> None:
    """Whoever was signed in by the password alone signs in anew, with the factor that there is now."""
    factors = type(authenticator).objects.filter(user=user, type__in=FACTORS)
    if authenticator.type in FACTORS and factors.count() == 1:
        end_sessions(user, keep=request.session.session_key)

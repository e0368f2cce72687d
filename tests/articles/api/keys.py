"""Programs with keys."""

from typing import Any

from django.test import Client

from articles import api_keys
from articles.models import KeyScope, User

EVERYTHING = list(KeyScope)


def program_of(user: User, *scopes: str) -> Client:
    """A client with a key of this person, for everything unless said otherwise."""
    chosen = [KeyScope(scope) for scope in scopes] or EVERYTHING
    _key, token = api_keys.make(owner=user, name="Программа", scopes=chosen, by=user)
    return Client(headers={"Authorization": f"Bearer {token}"})


def sent(client: Client, method: str, path: str, data: Any = None, **headers: str) -> Any:
    """JSON to an address of the API."""
    send = getattr(client, method.lower())
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(f"/api/v1/{path}", data, content_type="application/json", headers=named)

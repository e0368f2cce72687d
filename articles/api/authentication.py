"""Who asks: a program with a key, or anybody. Sessions and cookies of the desk mean nothing here."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from articles import api_keys
from articles.models import ApiKey, User

SCHEME = "bearer"


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer npk_…`. `request.user` is the owner, None for the key of a partner."""

    def authenticate(self, request: Request) -> tuple[User | None, ApiKey] | None:
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        key = api_keys.find(token.strip())
        if key is None:
            # The same for all of them: it says nothing of which keys there are.
            raise AuthenticationFailed(_("The key is unknown, expired or revoked."))
        api_keys.note_use(key)
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        """RFC 6750: what was wrong is said only to who has sent a key."""
        told = 'Bearer realm="api"'
        return f'{told}, error="invalid_token"' if "Authorization" in request.headers else told


class KeyInTheDocument(OpenApiAuthenticationExtension):
    target_class = ApiKeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": SCHEME,
            "bearerFormat": "npk_…",
            "description": "A key that a member of the newsroom has made on the desk, or got as a partner.",
        }

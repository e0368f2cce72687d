"""What allauth asks this project about second factors: under which name, for which host, how kept."""

import base64
import logging
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.furniture import furniture
from newsportal.lib.browsers import browser_name
from newsportal.sign_in.account_adapter import ERRORS

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

logger = logging.getLogger(__name__)


def passkey_host() -> str:
    """The host of PUBLIC_URL. Browsers know no passkeys of a number: the demo's is «localhost»."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    try:
        return "localhost" if ip_address(host).is_loopback else host
    except ValueError:
        return host


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted with SECRET_KEY: a copy of the database alone makes no codes."""

    error_messages = DefaultMFAAdapter.error_messages | ERRORS

    def _get_site_name(self) -> str:
        return str(furniture(context.request).outlet.name)

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": passkey_host(), "name": self._get_site_name()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """The browser in which it is made; the person may say it better."""
        return browser_name(context.request.headers.get("User-Agent", "")) or gettext("Passkey")

    def build_totp_svg(self, url: str) -> SafeString:
        """Without the heading of a file, to stand in the page itself: the policy allows no data: images."""
        svg = super().build_totp_svg(url)
        return mark_safe(svg[svg.index("<svg") :])

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What SECRET_KEY does not open any more becomes a secret that nobody knows: no code fits it."""
        from cryptography.fernet import InvalidToken

        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor cannot be read: SECRET_KEY is not the one it was made with")
            return generate_totp_secret()


def _fernet() -> "MultiFernet":
    """Imported when needed: few requests are about second factors."""
    from cryptography.fernet import Fernet, MultiFernet

    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: Any) -> bytes:
    digest = salted_hmac("newsportal.second_factor", "key", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)

"""Settings of the way out: which addresses may be asked, and who we say that we are."""

import re
from urllib.parse import urlsplit

from environs import EnvError


def base_url(name: str, value: str) -> str:
    """Scheme, host and port; a path would be lost, a password would stand in logs."""
    try:
        parts = urlsplit(value)
        is_base = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_base = False
    if not is_base or parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise EnvError(f'Environment variable "{name}" invalid: give https://host or https://host:port')
    return value.rstrip("/")


def contact(value: str) -> str:
    if value and not re.fullmatch(r"[!-~]+@[!-~]+", value):
        raise EnvError('Environment variable "CONTACT_EMAIL" invalid: give one e-mail address')
    return value


def user_agent(public_url: str, contact_email: str) -> str:
    """Who asks, and where to complain. A header takes ASCII alone: a Cyrillic host goes as DNS knows it."""
    host = urlsplit(public_url).hostname or ""
    written = public_url.replace(host, host.encode("idna").decode()) if host else public_url
    about = "; ".join(filter(None, [f"+{written}", contact_email]))
    return f"newsportal/1.0 ({about})".encode("ascii", "replace").decode()

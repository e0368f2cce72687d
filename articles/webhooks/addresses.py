"""Which addresses may be typed. What a name leads to `newsportal.lib.http` looks at when it sends."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsportal.lib.connections import is_local_name, is_public


def refuse_unfit(url: str) -> None:
    """Raises ValidationError in words. No name is looked up: a form waits for nobody."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValidationError(_("This is not an address.")) from None
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("Leave the password out of the address: what we send is signed."))
    if parts.fragment:
        raise ValidationError(_("Leave out what follows #: it is never sent."))
    if host in settings.WEBHOOK_LOCAL_HOSTS and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https":
        raise ValidationError(_("The address must begin with https://."))
    if not _is_of_the_internet(host):
        raise ValidationError(_("This address is not on the public internet."))


def _is_of_the_internet(host: str) -> bool:
    try:
        return is_public(ip_address(host))
    except ValueError:
        return not is_local_name(host)

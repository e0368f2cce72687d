"""Posts and videos of other sites in a body: cards that load nothing from there before a click."""

import re
from urllib.parse import parse_qs, urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# Hosts whose pages may stand in a story, by the name that the body gives them.
EMBED_HOSTS = {
    "youtube": {"www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be"},
    "telegram": {"t.me"},
    "instagram": {"www.instagram.com", "instagram.com"},
}
PROVIDER_NAMES = {"youtube": "YouTube", "telegram": "Telegram", "instagram": "Instagram"}

# Of the three only YouTube offers a frame that neither runs a script on our page nor follows the reader.
FRAME_ORIGIN = "https://www.youtube-nocookie.com"
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIDEO_PATH = re.compile(r"/(?:shorts|live|embed)/([A-Za-z0-9_-]{11})/?")


def is_address_of(provider: str, address: str) -> bool:
    """Whether the address is one of the provider's own."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and host in EMBED_HOSTS.get(provider, set())


def frame_of(provider: str, address: str) -> str | None:
    """The address of a frame that plays the video; None where a link is all that can be had."""
    if provider != "youtube" or not is_address_of(provider, address):
        return None
    parts = urlsplit(address)
    if parts.hostname == "youtu.be":
        video = parts.path.removeprefix("/")
    elif parts.path == "/watch":
        video = parse_qs(parts.query).get("v", [""])[0]
    else:
        found = VIDEO_PATH.fullmatch(parts.path)
        video = found[1] if found else ""
    return f"{FRAME_ORIGIN}/embed/{video}" if VIDEO_ID.fullmatch(video) else None


def card(provider: str, address: str, label: str) -> SafeString:
    """The link that readers see, and what happens when they press it.

    Where the site offers a frame, static/js/embeds.js puts it in the place of the card, after the click.
    """
    name, frame = PROVIDER_NAMES[provider], frame_of(provider, address)
    if frame is not None:
        note = _("%(site)s. Nothing is loaded from there before you press it.") % {"site": name}
        link = format_html('<a href="{}" data-frame="{}">{}</a>', address, frame, label)
    else:
        note = _("%(site)s. Opens in a new tab: the post cannot be shown here.") % {"site": name}
        link = format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', address, label)
    return format_html('<div class="embed-card">{}<p>{}</p></div>', link, note)

"""What is wrong with an address, judged by its form alone."""

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MAX_ADDRESS = 2_000
TWO_SCHEMES = re.compile(r"https?:/{0,2}https?\b", re.IGNORECASE)
SPACE = re.compile(r"[\s\u00a0]|%20$|%C2%A0", re.IGNORECASE)
# What belongs to the sentence around a link and was caught by it.
CAUGHT_MARK = re.compile(r"(?:[,;:!»”“\"'\\<>|]|(?<!\.)\.|%22|%C2%BB|%E2%80%9D)$", re.IGNORECASE)
E_MAIL = re.compile(r"[^@\s/:]{1,64}@(?P<host>[^@\s/:]{1,253}\.[^@\s/:.]{2,24})")
LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
LATIN, CYRILLIC = re.compile(r"[a-z]", re.IGNORECASE), re.compile(r"[\u0400-\u04ff]")
LOCAL_ENDINGS = ("localhost", "local", "internal", "lan", "home.arpa", "test", "invalid", "example")
EXAMPLES = frozenset(["example.com", "example.org", "example.net"])
# The addresses of stories, as `articles.urls` reads them: a number, then maybe a slug.
STORY_ID = re.compile(r"[1-9]\d{0,17}(?:-[^/]*)?(?:\.html)?/?")
LOOKS_LIKE_ID = re.compile(r"\d[^/]*\.html?/?|[^/]*\.html?/?|0\d*(?:-[^/]*)?/?|\d{19,}[^/]*")
FILE_NAME = re.compile(r"[\w.-]+\.(?:pdf|docx?|xlsx?|csv|txt|zip|gz|png|jpe?g|html?)", re.IGNORECASE)
# A link whose words are an address themselves.
WRITTEN_ADDRESS = re.compile(
    r"(?:https?://)?(?P<host>(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})(?::\d{1,5})?(?P<path>/\S{0,500})?",
    re.IGNORECASE,
)


def fault_of(href: str, own_hosts: frozenset[str]) -> "_StrPromise | None":
    """The fault as a sentence; None when the form is right."""
    href = href.strip(" ")
    if not href:
        return _("it has no address.")
    if TWO_SCHEMES.match(href):
        return _("the scheme (https://) stands in it twice.")
    if SPACE.search(href):
        return _("there is a space in it.")
    if href.startswith(("mailto:", "tel:")):
        return _fault_of_contact(href)
    if CAUGHT_MARK.search(href) or _has_caught_bracket(href):
        return _("it ends with a mark of the sentence around it.")
    if href.removeprefix("/").lower().startswith("www."):
        return _("https:// is missing before www.")
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").rstrip(".")
        _port = parts.port
    except ValueError:
        return _("its host or port is malformed.")
    if parts.scheme in {"http", "https"}:
        return _fault_of_web(parts, host, own_hosts)
    if parts.scheme or href.startswith("//"):
        return _("it begins with neither https:// nor a path of this site.")
    if E_MAIL.fullmatch(href):
        return _("an e-mail address needs mailto: before it.")
    if not href.startswith(("/", "#")):
        return _("it begins with neither https:// nor a path of this site.")
    return _fault_of_own(parts.path)


def _fault_of_web(parts: SplitResult, host: str, own_hosts: frozenset[str]) -> "_StrPromise | None":
    if not host:
        return _("it has no host after https://.")
    if parts.username is not None or parts.password is not None:
        is_mail = parts.password is None and parts.path in {"", "/"}
        return (
            _("it is an e-mail address, not a page.")
            if is_mail
            else _("there is a name or a password in it.")
        )
    if host in own_hosts:
        return _fault_of_own(parts.path)
    if _is_local(host):
        return _("its host exists only on somebody's own machine or in examples.")
    if "." not in host and ":" not in host:
        return _("its host has no domain (.kz, .com).")
    if ":" not in host and not _is_host(host):
        return _("its host has characters that no host can have.")
    return None


def _fault_of_contact(href: str) -> "_StrPromise | None":
    scheme, _colon, rest = href.partition(":")
    rest = unquote(rest.partition("?")[0])
    if scheme == "tel" and sum(character.isdigit() for character in rest) < 3:
        return _("the phone has no number.")
    if scheme == "mailto" and not all(E_MAIL.fullmatch(one.strip()) for one in rest.split(",")):
        return _("the e-mail address is malformed.")
    return None


def _fault_of_own(path: str) -> "_StrPromise | None":
    """The last part of a path of ours may be an id; a file of media and a feed have their own endings."""
    last = path.rstrip("/").rpartition("/")[2]
    if last.isdigit() and path.startswith(("/archive/", "/kk/archive/")):
        return None
    if LOOKS_LIKE_ID.fullmatch(last) and not STORY_ID.fullmatch(last):
        return _("no story of this site has such an address.")
    return None


def _has_caught_bracket(href: str) -> bool:
    """«(см. https://…/)»; but wiki/Алтай_(город) has both."""
    return href.endswith(")") and href.count("(") < href.count(")")


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host in EXAMPLES or any(
            host == ending or host.endswith(f".{ending}") for ending in LOCAL_ENDINGS
        )


def _is_host(host: str) -> bool:
    """Letters, digits and hyphens; two alphabets in one label are a slip of the keyboard, or a forgery."""
    labels = host.split(".")
    return all(
        LABEL.fullmatch(label)
        and "_" not in label.lstrip("_")
        and not (LATIN.search(label) and CYRILLIC.search(label))
        for label in labels
    )


def is_another_address(text: str, href: str) -> bool:
    """Whether the words of a link are an address, of another place than where it leads."""
    if len(text) > MAX_ADDRESS:
        return False
    scheme, _colon, rest = href.partition(":")
    if scheme == "tel":
        digits, target = _digits(text), _digits(rest)
        # «8 (7232) …» is dialled as «+7 7232 …».
        return len(digits) >= 10 and digits[-10:] != target[-10:]
    if scheme == "mailto":
        return bool(E_MAIL.fullmatch(text)) and text.casefold() not in unquote(rest).casefold()
    written = WRITTEN_ADDRESS.fullmatch(text)
    if written is None or FILE_NAME.fullmatch(text) or not href.startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        return False
    return not _same_site(written["host"].casefold(), host.casefold())


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _same_site(one: str, other: str) -> bool:
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")

"""One page as it is kept, and the answers that it gives."""

import hashlib
from email.utils import parsedate
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsportal.page_cache import encodings
from newsportal.page_cache.encodings import IDENTITY

if TYPE_CHECKING:
    from newsportal.page_cache.keys import Key

type Headers = list[tuple[str, str]]
type Encoded = tuple[Headers, list[bytes]]
type Answer = tuple[str, Headers, list[bytes]]

OVERHEAD = 3000
"""Bytes that an entry takes beside its bodies, roughly."""
OF_NOT_MODIFIED = {
    "etag",
    "cache-control",
    "cache-tag",
    "cdn-cache-control",
    "surrogate-control",
    "surrogate-key",
    "xkey",
    "content-location",
    "expires",
    "last-modified",
    "vary",
}
# Of one transfer, of one encoding, or of one client: another answer has its own.
OF_ONE_ANSWER = {
    *("connection", "content-encoding", "content-length", "date", "etag"),
    *("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"),
}


@lru_cache(maxsize=512)
def _shared(pair: tuple[str, str]) -> tuple[str, str]:
    """Nearly all headers are those of every page: held once, they stay in the processor's own cache."""
    return pair


def _etag(headers: Headers, body: bytes) -> str:
    """Of the headers too: a cache outside that hears «not modified» goes on with those it has."""
    digest = hashlib.sha256(body)
    digest.update(repr(headers).encode())
    return f'"{digest.hexdigest()[:32]}"'


class Entry:
    """`until` is its last second by the clock, `made_at` when its making began."""

    __slots__ = (
        *("encoded", "etag", "headers", "is_of_api", "is_packing", "key", "last_modified", "made_at"),
        *("not_modified", "size", "status", "tags", "until", "was_asked"),
    )

    def __init__(
        self,
        key: "Key",
        status: str,
        headers: Headers,
        body: bytes,
        *,
        tags: frozenset[str],
        made_at: float,
        until: float,
        is_of_api: bool = False,
        encoding: str = encodings.QUICKEST,
    ) -> None:
        said = {name.lower(): value for name, value in headers}
        self.headers = [_shared(pair) for pair in headers if pair[0].lower() not in OF_ONE_ANSWER]
        own = said.get("etag") or _etag(self.headers, body)
        # One for all encodings of the same page, hence weak.
        self.etag = own if own.startswith("W/") else f"W/{own}"
        self.last_modified = said.get("last-modified")
        self.key, self.status, self.tags = key, status, tags
        self.made_at, self.until = made_at, until
        self.is_of_api = is_of_api
        # Somebody makes another form of it: whoever comes meanwhile gets what there is.
        self.is_packing = False
        # Since room was last made: see the store.
        self.was_asked = False
        self.headers.append(("ETag", self.etag))
        self.not_modified = [pair for pair in self.headers if pair[0].lower() in OF_NOT_MODIFIED]
        if not encodings.is_compressible(said.get("content-type", ""), body):
            encoding = IDENTITY
        encoded = self._with_length(encodings.compress(body, encoding), encoding)
        # Replaced whole: readers take no lock.
        self.encoded: dict[str, Encoded] = {encoding: encoded}
        # What the store counts; it alone changes both.
        self.size = OVERHEAD + len(encoded[1][0])

    def answer(self, environ: dict[str, Any]) -> Answer:
        """What this client gets: of what is kept what it likes best, or else as much; what is not is made."""
        if self._is_known_to(environ):
            return "304 Not Modified", self.not_modified, []
        encoded, encoding = self.encoded, encodings.wanted(environ)
        found = encoded.get(encoding) or encoded.get(encodings.wanted_at_first(environ))
        headers, body = found or self.encode(encoding)
        return self.status, headers, [] if environ["REQUEST_METHOD"] == "HEAD" else body

    def is_given_whole(self, environ: dict[str, Any]) -> bool:
        return environ["REQUEST_METHOD"] != "HEAD" and not self._is_known_to(environ)

    def lacks(self, encoding: str) -> bool:
        """Whether it is worth keeping once it is made."""
        # As it is, few ask for it, and it is large.
        return encoding not in self.encoded and encoding != IDENTITY and IDENTITY not in self.encoded

    def encode(self, encoding: str) -> Encoded:
        encoded = self.encoded
        if IDENTITY in encoded:
            return encoded[IDENTITY]
        known, (_headers, (body,)) = next(iter(encoded.items()))
        return self._with_length(encodings.compress(encodings.decompress(body, known), encoding), encoding)

    def keep(self, encoding: str, encoded: Encoded) -> int:
        """By how many bytes that makes it larger. The smallest takes the place of the quickest."""
        before = self._bytes()
        others = dict(self.encoded)
        if encoding == encodings.SMALLEST:
            others.pop(encodings.QUICKEST, None)
        self.encoded = {encoding: encoded, **others}
        grown = self._bytes() - before
        self.size += grown
        return grown

    def _bytes(self) -> int:
        return sum(len(body) for _headers, (body,) in self.encoded.values())

    def _with_length(self, body: bytes, encoding: str) -> Encoded:
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if encoding != IDENTITY:
            headers.append(("Content-Encoding", encoding))
        return headers, [body]

    def _is_known_to(self, environ: dict[str, Any]) -> bool:
        """Whether the client has this page already, by its tag or else by its date."""
        if "HTTP_IF_NONE_MATCH" in environ:
            asked = environ["HTTP_IF_NONE_MATCH"]
            if not self.status.startswith("200"):
                return False
            known = self.etag.removeprefix("W/")
            return asked.strip() == "*" or any(
                tag.strip().removeprefix("W/") == known for tag in asked.split(",")
            )
        if "HTTP_IF_MODIFIED_SINCE" not in environ or self.last_modified is None:
            return False
        since, ours = parsedate(environ["HTTP_IF_MODIFIED_SINCE"]), parsedate(self.last_modified)
        return self.status.startswith("200") and None not in (since, ours) and ours <= since

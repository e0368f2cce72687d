"""One page in the encodings that browsers ask for."""

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import brotli
from backports import zstd

IDENTITY = "identity"
SMALLEST = "br"
"""The encoding in which a page is kept from its second asking on: the others are made of it."""
QUICKEST = "zstd"
"""The one in which it is made: the smallest takes four times as long, and many pages are asked for once."""
WORTH_IT = 500
"""Bytes; below that compressing gains nothing."""
MAX_ACCEPTED = 200
"""Characters of `Accept-Encoding` that are read: a browser sends some thirty."""
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/xml",
    "application/rss",
    "application/manifest",
    "image/svg",
)
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": lambda body: zstd.compress(body, 1),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "zstd": zstd.decompress,
    "gzip": gzip.decompress,
}


def is_compressible(content_type: str, body: bytes) -> bool:
    return len(body) >= WORTH_IT and (
        content_type.startswith(COMPRESSIBLE) or "+json" in content_type or "+xml" in content_type
    )


def compress(body: bytes, encoding: str) -> bytes:
    return body if encoding == IDENTITY else ENCODERS[encoding](body)


def decompress(body: bytes, encoding: str) -> bytes:
    return body if encoding == IDENTITY else DECODERS[encoding](body)


def wanted(environ: dict[str, Any]) -> str:
    """In which encoding this client gets its answer."""
    return chosen(environ.get("HTTP_ACCEPT_ENCODING", "")[:MAX_ACCEPTED])[0]


def wanted_at_first(environ: dict[str, Any]) -> str:
    """And in which one if the page is made for it."""
    return chosen(environ.get("HTTP_ACCEPT_ENCODING", "")[:MAX_ACCEPTED])[1]


def kept_at_first(environ: dict[str, Any]) -> str:
    """In which one it is kept then: as it is, it would be large."""
    first = wanted_at_first(environ)
    return QUICKEST if first == IDENTITY else first


@lru_cache(maxsize=512)
def chosen(accepted: str) -> tuple[str, str]:
    """Of ours that `Accept-Encoding` takes the best, and the quickest of those as good to the client.

    Whatever is odd in it means the page as it is.
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.strip().partition(";")
        try:
            weights[name.strip()] = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            return IDENTITY, IDENTITY
    # A client that takes anything may not know what it was given.
    taken = [name for name in ENCODERS if weights.get(name, 0) > 0]
    best = max(taken, key=lambda name: weights[name], default=IDENTITY)
    is_as_good = QUICKEST in taken and weights[QUICKEST] == weights[best]
    return best, QUICKEST if is_as_good else best

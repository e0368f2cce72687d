"""One page in the encodings that browsers ask for."""

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import brotli
from backports import zstd

IDENTITY = "identity"
KEPT = "br"
"""The encoding in which a page is kept: the smallest. The others are made of it."""
SMALLEST = 500
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
    "zstd": lambda body: zstd.compress(body, 6),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


def is_compressible(content_type: str, body: bytes) -> bool:
    return len(body) >= SMALLEST and (
        content_type.startswith(COMPRESSIBLE) or "+json" in content_type or "+xml" in content_type
    )


def compress(body: bytes, encoding: str) -> bytes:
    return body if encoding == IDENTITY else ENCODERS[encoding](body)


def decompress(body: bytes) -> bytes:
    """Of the encoding that is kept."""
    whole: bytes = brotli.decompress(body)
    return whole


def wanted(environ: dict[str, Any]) -> str:
    """In which encoding this client gets its answer."""
    return chosen(environ.get("HTTP_ACCEPT_ENCODING", "")[:MAX_ACCEPTED])


@lru_cache(maxsize=512)
def chosen(accepted: str) -> str:
    """The best of ours that `Accept-Encoding` takes; whatever is odd in it means the page as it is."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.strip().partition(";")
        try:
            weights[name.strip()] = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            return IDENTITY
    # A client that takes anything may not know what it was given.
    taken = [name for name in ENCODERS if weights.get(name, 0) > 0]
    return max(taken, key=lambda name: weights[name], default=IDENTITY)

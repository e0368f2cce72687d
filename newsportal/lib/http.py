"""The one way out: what asks another site asks by `fetch`, what tells it something tells it by `post`.

Both meet one exception, FetchError.

Whatever the other side does, a call ends within its deadline and its size: docs/decisions/way-out.md.
"""

import re
import socket
import ssl
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache

import httpcore2
import httpx2
import stamina

from newsportal.lib.connections import (
    Address,
    CheckedBackend,
    Deadline,
    ForbiddenAddressError,
    is_public,
    may_be_asked,
)

MAX_REDIRECTS = 3
# A pause before another attempt: a fifth of a second and up to three more at random.
PAUSE, JITTER = 0.2, 0.3
# Longer is no advice but a mistake, or malice.
MAX_RETRY_AFTER = 24 * 3600.0

# What libraries raise when there is no answer.
UNREACHED = (httpx2.HTTPError, httpx2.InvalidURL, httpcore2.NetworkError, OSError, zlib.error)

type Allowed = Callable[[str, Address], bool]


class Failure(StrEnum):
    """Why there is no answer, in words for programs; `widgets.source_health` has those for people."""

    NAME = "name"
    FORBIDDEN_ADDRESS = "forbidden_address"
    REFUSED = "refused"
    RESET = "reset"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    NOT_FOUND = "not_found"
    TOO_MANY_REQUESTS = "too_many_requests"
    UNAVAILABLE = "unavailable"
    STATUS = "status"
    WRONG_TYPE = "wrong_type"
    BROKEN = "broken"


PASSING = {Failure.REFUSED, Failure.RESET, Failure.TIMEOUT, Failure.UNAVAILABLE, Failure.BROKEN}


class FetchError(Exception):
    """There is no answer. `detail` is technical, and never holds the address's query: keys stand there."""

    def __init__(
        self,
        failure: Failure,
        detail: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
        is_passing: bool = False,
    ) -> None:
        super().__init__(f"{failure}: {detail}"[:300])
        self.failure = failure
        self.detail = detail[:200]
        # What the other side answered, where it did.
        self.status = status
        self.retry_after = retry_after
        # Another attempt may succeed at once.
        self.is_passing = is_passing or failure in PASSING


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other site said; `body` is decoded, no larger than was allowed, empty where not modified."""

    status: int
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    expires: datetime | None
    not_modified: bool
    fetched_at: datetime


def fetch(
    url: str,
    *,
    base: str,
    user_agent: str,
    accept: Collection[str] = (),
    params: Mapping[str, str] | None = None,
    etag: str = "",
    last_modified: str = "",
    max_bytes: int = 1_000_000,
    deadline: float = 8.0,
    attempts: int = 2,
) -> Answer:
    """GET an address of the site `base`; all attempts together end within `deadline` seconds.

    `accept`: media types; anything else is refused unread. `etag`, `last_modified`: what the last answer
    said, so that an unchanged one is not sent again.
    """
    clock = Deadline(deadline)
    address = _address(url, base, params)
    headers = {"User-Agent": user_agent, "Accept": ", ".join(accept) or "*/*", "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    # Silence is given up on early enough for another attempt.
    timeout = httpx2.Timeout(deadline * 0.6 if attempts > 1 else deadline, connect=deadline / 4)
    retries = stamina.retry_context(
        on=lambda error: _pause(error, clock),
        attempts=attempts,
        timeout=deadline,
        wait_initial=PAUSE,
        wait_max=PAUSE + JITTER,
        wait_jitter=JITTER,
    )
    for attempt in retries:
        with attempt, _client(clock, headers, timeout) as client:
            return _exchange(client, address, {media_type.lower() for media_type in accept}, max_bytes)
    raise AssertionError("unreachable")


def post(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    user_agent: str,
    method: str = "POST",
    local_hosts: Collection[str] = (),
    deadline: float = 10.0,
) -> int:
    """POST once to an address that somebody typed (or PURGE it); returns the status, when it is a good one.

    By https to public addresses alone: what is typed must not lead into the operator's own network, by no
    name and no number. `local_hosts` are those that the operator's setting lets in, by http too. No redirect
    is followed and nothing of the answer's body is read: the status says it all.
    """
    clock = Deadline(deadline)
    address = _typed_address(url, local_hosts)

    def allowed(host: str, ip: Address) -> bool:
        return is_public(ip) or (host in local_hosts and not ip.is_link_local)

    ours = {**headers, "User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    timeout = httpx2.Timeout(deadline, connect=deadline / 2)
    try:
        with (
            _client(clock, ours, timeout, allowed) as client,
            client.stream(method, address, content=body) as response,
        ):
            if response.is_success:
                return response.status_code
            if response.is_redirect:
                raise FetchError(
                    Failure.REDIRECTED, f"status {response.status_code}", status=response.status_code
                )
            raise _refusal(response)
    except UNREACHED as error:
        raise _failure(error) from error


def _typed_address(url: str, local_hosts: Collection[str]) -> httpx2.URL:
    try:
        address = httpx2.URL(url)
    except (httpx2.InvalidURL, UnicodeError):
        raise FetchError(Failure.FORBIDDEN_ADDRESS, "this is no address") from None
    is_allowed = address.scheme == "https" or (address.scheme == "http" and address.host in local_hosts)
    if not is_allowed or not address.host or address.userinfo:
        raise FetchError(Failure.FORBIDDEN_ADDRESS, f"not https: {_told(address)}")
    return address


def _address(url: str, base: str, params: Mapping[str, str] | None) -> httpx2.URL:
    try:
        address, allowed = httpx2.URL(url, params=params) if params else httpx2.URL(url), httpx2.URL(base)
    except (httpx2.InvalidURL, UnicodeError):
        raise FetchError(Failure.FORBIDDEN_ADDRESS, "this is no address") from None
    if address.scheme not in {"http", "https"} or not address.host or not _is_of(address, allowed):
        raise FetchError(Failure.FORBIDDEN_ADDRESS, f"not of {base}: {_told(address)}")
    return address


def _is_of(address: httpx2.URL, allowed: httpx2.URL) -> bool:
    def origin(each: httpx2.URL) -> tuple[str, str, int | None]:
        return each.scheme, each.host.lower(), each.port

    return origin(address) == origin(allowed) and not address.userinfo


def _told(address: httpx2.URL) -> str:
    """Without its query, since a key may stand there, and without a password."""
    return f"{address.scheme}://{address.host}{address.path}"[:150]


def _pause(error: Exception, clock: Deadline) -> bool | float:
    """Whether to try again, and in how many seconds if the site has said so."""
    if not isinstance(error, FetchError) or not error.is_passing:
        return False
    if error.retry_after is not None:
        return error.retry_after + PAUSE < clock.remaining() and error.retry_after
    return clock.remaining() > PAUSE + JITTER


class _Transport(httpx2.HTTPTransport):
    """httpx's own, over connections that are checked and timed."""

    def __init__(self, clock: Deadline, allowed: Allowed) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        # There is no public way to give it another backend.
        backend = CheckedBackend(clock, allowed)
        self._pool = httpcore2.ConnectionPool(ssl_context=_tls(), network_backend=backend)


@cache
def _tls() -> ssl.SSLContext:
    """The system's authorities, or the operator's own by SSL_CERT_FILE. Reading them takes a while: once."""
    return httpx2.create_ssl_context()


def _client(
    clock: Deadline, headers: Mapping[str, str], timeout: httpx2.Timeout, allowed: Allowed = may_be_asked
) -> httpx2.Client:
    transport = _Transport(clock, allowed)
    # Proxies of the environment would take the choice of the address away from us.
    return httpx2.Client(transport=transport, headers=headers, timeout=timeout, trust_env=False)


def _exchange(client: httpx2.Client, address: httpx2.URL, accept: set[str], max_bytes: int) -> Answer:
    try:
        for _redirect in range(MAX_REDIRECTS + 1):
            with client.stream("GET", address) as response:
                if not response.has_redirect_location:
                    return _answer(response, accept, max_bytes)
                address = _next_address(address, response.headers["Location"])
    except UNREACHED as error:
        raise _failure(error) from error
    raise FetchError(Failure.REDIRECTED, f"more than {MAX_REDIRECTS} times, last to {_told(address)}")


def _next_address(address: httpx2.URL, location: str) -> httpx2.URL:
    try:
        target = address.join(location)
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        raise FetchError(Failure.REDIRECTED, "to something that is no address") from None
    if not _is_of(target, address):
        raise FetchError(Failure.REDIRECTED, f"to {_told(target)}")
    return target


def _answer(response: httpx2.Response, accept: set[str], max_bytes: int) -> Answer:
    headers = response.headers
    not_modified = response.status_code == 304 and (
        "If-None-Match" in response.request.headers or "If-Modified-Since" in response.request.headers
    )
    # 203 is how MET Norway says that an address will go; 206 is a part that nobody asked for.
    if not not_modified and response.status_code not in {200, 203}:
        raise _refusal(response)
    content_type = headers.get("Content-Type", "")[:200]
    if accept and not not_modified and content_type.partition(";")[0].strip().lower() not in accept:
        raise FetchError(Failure.WRONG_TYPE, f"{content_type or 'no type'}")
    return Answer(
        status=response.status_code,
        body=b"" if not_modified else _body(response, max_bytes),
        content_type=content_type,
        etag=_returnable(headers.get("ETag", ""), 200),
        last_modified=_returnable(headers.get("Last-Modified", ""), 60),
        expires=_moment(headers.get("Expires", "")),
        not_modified=not_modified,
        fetched_at=datetime.now(UTC),
    )


def _refusal(response: httpx2.Response) -> FetchError:
    status = response.status_code
    failure = {
        404: Failure.NOT_FOUND,
        410: Failure.NOT_FOUND,
        429: Failure.TOO_MANY_REQUESTS,
        503: Failure.UNAVAILABLE,
    }.get(status, Failure.STATUS)
    retry_after = _seconds(response.headers.get("Retry-After", ""))
    detail = f"status {status}" + (f", retry after {retry_after:.0f} s" if retry_after is not None else "")
    return FetchError(
        failure,
        detail,
        status=status,
        retry_after=retry_after,
        is_passing=status in {500, 502, 504},
    )


def _body(response: httpx2.Response, max_bytes: int) -> bytes:
    """Unpacked piece by piece, so that neither a long answer nor a packed one is ever whole in memory."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower() or "identity"
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise FetchError(Failure.BROKEN, f"packed as {packing[:40]}, which was not asked for")
    pieces = _pieces(response, max_bytes) if packing == "identity" else _unpacked(response, max_bytes)
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > max_bytes:
            raise FetchError(Failure.TOO_LARGE, f"more than {max_bytes} bytes")
    return bytes(body)


def _pieces(response: httpx2.Response, max_bytes: int) -> Iterator[bytes]:
    for piece in response.iter_raw():
        # What is packed counts too: packed nothing can be endless.
        if response.num_bytes_downloaded > max_bytes:
            raise FetchError(Failure.TOO_LARGE, f"more than {max_bytes} bytes")
        yield piece


def _unpacked(response: httpx2.Response, max_bytes: int) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for piece in _pieces(response, max_bytes):
        # One byte more than is allowed is enough to know.
        yield unpacking.decompress(piece, max_bytes + 1)
    if response.num_bytes_downloaded and not unpacking.eof:
        raise FetchError(Failure.BROKEN, "the packed answer is cut short")


def _failure(error: Exception) -> FetchError:
    """What a library's exception means; the reason is often a cause of it."""
    chain = list(_causes(error))
    for kinds, failure in (
        ((ForbiddenAddressError,), Failure.FORBIDDEN_ADDRESS),
        ((socket.gaierror,), Failure.NAME),
        ((TimeoutError, httpx2.TimeoutException), Failure.TIMEOUT),
        ((ssl.SSLError,), Failure.TLS),
        ((ConnectionResetError, BrokenPipeError), Failure.RESET),
        ((ConnectionRefusedError, httpx2.ConnectError, httpcore2.ConnectError), Failure.REFUSED),
    ):
        found = next((each for each in chain if isinstance(each, kinds)), None)
        if found:
            return FetchError(failure, str(found) or type(found).__name__)
    if "without sending a response" in str(error):
        return FetchError(Failure.RESET, str(error))
    return FetchError(Failure.BROKEN, str(error) or type(error).__name__)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _returnable(value: str, length: int) -> str:
    """As we can send it back next time, or nothing."""
    return value if len(value) <= length and value.isascii() and value.isprintable() else ""


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _seconds(retry_after: str) -> float | None:
    """From a count of seconds, or from a date."""
    if re.fullmatch(r"[0-9]{1,9}", retry_after):
        return min(float(retry_after), MAX_RETRY_AFTER)
    moment = _moment(retry_after)
    if moment is None:
        return None
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), MAX_RETRY_AFTER)

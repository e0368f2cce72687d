"""Connections to other sites: the address is checked and kept, and all that is done on them ends in time.

A time-out of a socket begins anew with each read, so a site that drips its answer would hold us for ever.
Here every read and write gets what is left of the whole call.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore2

# Names that no public zone has: they can only mean the operator's own network.
LOCAL_ENDINGS = (".localhost", ".internal", ".local", ".lan", ".home.arpa")
NAT64 = IPv6Network("64:ff9b::/96")

type Address = IPv4Address | IPv6Address


class ForbiddenAddressError(OSError):
    """A name led to an address that is not of the public internet."""


class Deadline:
    """A moment after which nothing is begun, on a clock that nobody sets."""

    def __init__(self, seconds: float) -> None:
        self._moment = time.monotonic() + seconds

    def remaining(self) -> float:
        return self._moment - time.monotonic()

    def limit(self, timeout: float | None) -> float:
        """No more than what is left; raises when that is nothing."""
        remaining = self.remaining()
        if remaining <= 0:
            raise TimeoutError("the time for the whole call is over")
        return remaining if timeout is None else min(timeout, remaining)


class CheckedBackend(httpcore2.NetworkBackend):
    """Resolve once, refuse what may not be asked, connect to the very address that was checked."""

    def __init__(self, deadline: Deadline, is_allowed: Callable[[str, Address], bool] | None = None) -> None:
        self._deadline = deadline
        self._is_allowed = is_allowed or may_be_asked
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = resolve(host, port, self._deadline.limit(timeout))
        allowed = [address for address in addresses if self._is_allowed(host, address)]
        failure: Exception = ForbiddenAddressError(f"{host} leads to {', '.join(map(str, addresses))}")
        for tried, address in enumerate(allowed):
            # A dead first address leaves time for the second.
            share = self._deadline.limit(timeout) / (len(allowed) - tried)
            try:
                stream = self._plain.connect_tcp(str(address), port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure


class _TimedStream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.limit(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def resolve(host: str, port: int, timeout: float) -> list[Address]:
    """The addresses of a name, in the system's order.

    Nothing can interrupt the system's resolver: it is asked in a thread, which ends by itself when the
    resolver gives up, and nobody waits for it longer than `timeout`.
    """
    try:
        return [ip_address(host)]
    except ValueError:
        pass
    answers: queue.SimpleQueue[list[Address] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(ip_address(sockaddr[0]) for *_, sockaddr in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError(f"no answer to the name {host}") from None
    if isinstance(answer, UnicodeError):
        raise socket.gaierror(f"not a name: {host}") from answer
    if isinstance(answer, OSError):
        raise answer
    return answer


def may_be_asked(host: str, address: Address) -> bool:
    """Public addresses; others only where the operator's own setting names the address, or a local name."""
    if host == str(address):
        return True
    if is_public(address):
        return True
    # Never for a local name: 169.254.0.0/16 is where clouds keep the keys of their machines.
    return is_local_name(host) and not address.is_link_local and (address.is_private or address.is_loopback)


def is_local_name(host: str) -> bool:
    host = host.rstrip(".").lower()
    return host.endswith(LOCAL_ENDINGS) or "." not in host


def is_public(address: Address) -> bool:
    """Also looks into the IPv6 addresses that carry an IPv4 one."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.sixtofour or address.teredo:
            return False
    return address.is_global and not address.is_multicast

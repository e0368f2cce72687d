"""How granian serves the portal: the same for the demonstration and for production."""

import errno
import socket
import sys
from pathlib import Path

from django.conf import settings

# Its own goes to the standard output; logs of ours go to the standard error, all of them.
LOG_CONFIG = Path(__file__).parent / "granian_log.json"
# Waiting in the kernel costs little; accepted at once are as many as a process may have files open.
BACKLOG = 2048
CONNECTIONS = 800
HEADER_SECONDS = 10
HIGHEST_PORT = 65535
STOP_SECONDS = 10


def web_command(*, host: str, port: int) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable,
        *("-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(settings.WEB_WORKERS), "--blocking-threads", str(settings.WEB_THREADS)),
        *("--backlog", str(BACKLOG), "--backpressure", str(CONNECTIONS)),
        *("--http1-header-read-timeout", str(HEADER_SECONDS * 1000)),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(STOP_SECONDS)),
        *("--log-config", str(LOG_CONFIG), "--log-level", "warning"),
        *("--working-dir", str(settings.BASE_DIR)),
        "newsportal.wsgi:application",
    ]


def web_environment() -> dict[str, str]:
    """What the web processes find in their environment besides ours: there the database has a pool."""
    return {"NEWSPORTAL_WEB": "1", "DJANGO_SETTINGS_MODULE": "newsportal.settings"}


class PortUnavailableError(Exception):
    """The message is one sentence for the person who started the program."""


def check_port(host: str, port: int) -> None:
    """Before anything slow is done: granian itself would say it in the end, at length."""
    if not 1 <= port <= HIGHEST_PORT:
        raise PortUnavailableError(f"Port {port} is no port: give a --port of 1 to {HIGHEST_PORT}.")
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As servers do: a connection that has just been closed does not hold the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = "is taken by another program: stop it, or give another --port"
        elif error.errno == errno.EACCES:
            reason = "is not open to ordinary users: give a --port of 1024 or more"
        else:
            reason = f"cannot be used: {error.strerror or error}"
        raise PortUnavailableError(f"Port {port} of {host} {reason}.") from None


def readable_address(host: str, port: int) -> str:
    """Where a browser on this machine finds the server: «every interface» is no address."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"

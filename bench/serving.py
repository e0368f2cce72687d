"""The production server, with whatever application is to be measured."""

import http.client
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import psutil

from newsportal.serving import web_command
from tests.newsportal.running_demo import free_port

PATIENCE = 60
PORTAL = "newsportal.wsgi:application"


class Server(NamedTuple):
    process: psutil.Process
    port: int


@contextmanager
def served(
    variables: dict[str, str], *, application: str = PORTAL, workers: int = 2, knock: str = "/healthz"
) -> Iterator[Server]:
    """Ready to answer. `knock` is an address that it answers with 200."""
    port = free_port()
    command = [*web_command(host="127.0.0.1", port=port)[:-1], application]
    command[command.index("--workers") + 1] = str(workers)
    # In a session of its own, as every server: on a busy machine sessions share the processor, not processes.
    process = psutil.Popen(command, env=variables, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_until_it_answers(port, knock)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(20)


def wait_until_it_answers(port: int, path: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if ask(port, path)[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The server does not answer.")


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers | {"Connection": "close"})
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read()
    finally:
        connection.close()

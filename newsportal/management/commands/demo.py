"""The whole portal from one command: database, newsroom, web server, task worker."""

import logging
import os
import signal
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from newsportal import serving, static_collection
from newsportal.children import ChildEndedError, Children, Program
from newsportal.demo import accounts, data_directory, database, loading, pictures
from newsportal.demo.errors import DemoError
from newsportal.demo.progress import Reporter
from newsportal.demo.readiness import wait_until_ready
from newsportal.embedded import ClusterError

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody wants us to end; like KeyboardInterrupt, it passes every `except Exception`."""


class Command(BaseCommand):
    help = "Start the portal with a demonstration newsroom; Ctrl-C stops it."
    # Importing the addresses of the site takes long, and the web server will do it anyway.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--data",
            type=Path,
            help="directory of the database, media and accounts (.data, or NEWSPORTAL_DATA)",
        )
        parser.add_argument(
            "--fresh", action="store_true", help="remove what the data directory holds and start anew"
        )
        parser.add_argument(
            "--pictures-later",
            action="store_true",
            help="open at once; the worker makes the sizes of the pictures meanwhile",
        )

    def handle(self, *args: object, **options: Any) -> None:
        for number in STOPPING:
            signal.signal(number, _stop)
        logging.getLogger().setLevel(_log_level())
        reporter = Reporter()
        try:
            with ExitStack() as undo:
                self._run(undo, reporter, options)
        except Stopped:
            reporter.say("Stopped.")
        except (DemoError, ClusterError, serving.PortUnavailableError, ChildEndedError) as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def _run(self, undo: ExitStack, reporter: Reporter, options: dict[str, Any]) -> NoReturn:
        host, port, data = options["host"], options["port"], settings.DATA_DIR
        undo.enter_context(data_directory.occupy(data))
        serving.check_port(host, port)
        if options["fresh"]:
            if database.is_given():
                raise DemoError(
                    "--fresh empties the embedded database alone, but DATABASE_URL names another."
                )
            with reporter.step("Removing the former data"):
                data_directory.empty(data)
        if not database.is_given():
            with reporter.step("Starting PostgreSQL"):
                undo.enter_context(database.embedded_database(data))
        database.check_connection()
        with reporter.step("Preparing the tables"):
            database.migrate()
        with reporter.step("Loading the newsroom"):
            loading.load_or_renew(timezone.now())
            known = accounts.prepare(data) if loading.is_demonstration() else {}
        self._render_pictures(reporter, later=options["pictures_later"])
        with reporter.step("Collecting static files"):
            static_collection.collect_if_changed()

        address = serving.readable_address(host, port)
        children = undo.enter_context(Children())
        # Once more: the steps before have taken their time.
        serving.check_port(host, port)
        _start(children, host, port, address)
        with reporter.step("Starting the web server and the task worker"):
            wait_until_ready(address, children.check)
        reporter.ready(address, known, data / accounts.FILE)
        while True:
            children.check()
            time.sleep(0.2)

    def _render_pictures(self, reporter: Reporter, *, later: bool) -> None:
        waiting = pictures.unrendered()
        if waiting and later:
            pictures.leave_to_worker(waiting)
        elif waiting:
            with reporter.step("Making the sizes of the pictures", parts=len(waiting)) as advance:
                pictures.render(waiting, advance)


def _start(children: Children, host: str, port: int, address: str) -> None:
    here = {
        "NEWSPORTAL_MODE": "demo",
        "LOG_LEVEL": _log_level(),
        "PUBLIC_URL": os.environ.get("PUBLIC_URL", address),
    }
    web = serving.web_command(host=host, port=port)
    children.start(Program("web server", web, here | serving.web_environment()))
    manage = str(settings.BASE_DIR / "manage.py")
    worker = [sys.executable, manage, "procrastinate", "--skip-checks", "worker"]
    # With us goes the embedded database, which the worker would look for to the end of time.
    children.start(Program("task worker", worker, here, death=signal.SIGKILL, restarts=True))


def _log_level() -> str:
    """A newcomer's terminal is for what went wrong; LOG_LEVEL=INFO shows the rest."""
    return os.environ.get("LOG_LEVEL", "ERROR")


def _stop(number: int, frame: FrameType | None) -> None:
    # Once is enough: a second Ctrl-C must not interrupt the stopping.
    for stopping in STOPPING:
        signal.signal(stopping, signal.SIG_IGN)
    raise Stopped

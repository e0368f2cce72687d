"""What production starts: the web server alone, over a database that is already migrated."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from newsportal import serving, static_collection
from newsportal.checks import check_database_text


class Command(BaseCommand):
    help = "Serve the portal. Migrations, static files and the task worker have commands of their own."
    # The web server imports the addresses of the site; doing it here too would double the start.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: object, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not os.environ.get("DATABASE_URL"):
            self._refuse('Environment variable "DATABASE_URL" not set: serve starts no database of its own.')
        if not os.environ.get("SECRET_KEY"):
            self._refuse('Environment variable "SECRET_KEY" not set.')
        if not static_collection.is_collected():
            self._refuse("The static files are not collected: run `manage.py collectstatic --noinput` first.")
        for problem in check_database_text(None, databases=["default"]):
            if problem.is_serious():
                self._refuse(f"{problem.msg} {problem.hint}")
        connection.close()
        try:
            serving.check_port(host, port)
        except serving.PortUnavailableError as error:
            self._refuse(str(error))
        command = serving.web_command(host=host, port=port)
        # This process becomes the server: signals of whoever supervises it arrive there.
        os.execve(command[0], command, os.environ | serving.web_environment())  # noqa: S606

    def _refuse(self, reason: str) -> None:
        self.stderr.write(reason)
        sys.exit(1)

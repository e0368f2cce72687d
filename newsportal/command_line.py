"""Run a management command, with the embedded Postgres under it unless DATABASE_URL names a database."""

import os
import sys
import warnings
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from newsportal import embedded

BASE_DIR = Path(__file__).resolve().parent.parent

# `demo` holds the cluster itself, to report its progress; `serve` is production and wants a DATABASE_URL;
# the others here never open a connection.
WITHOUT_EMBEDDED_DATABASE = {"demo", "serve", "help", "version", "--version", "--help", "-h"}


def data_directory(argv: list[str]) -> Path:
    """Where cluster, media and accounts live: `--data` of the demo, else NEWSPORTAL_DATA, else .data."""
    for position, word in enumerate(argv):
        if word == "--data" and position + 1 < len(argv):
            return Path(argv[position + 1])
        if word.startswith("--data="):
            return Path(word.removeprefix("--data="))
    return Path(os.environ.get("NEWSPORTAL_DATA") or BASE_DIR / ".data")


def main(argv: list[str]) -> int:
    """Run one command; every command finds the same data directory and the same database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
    # As the settings do: a DATABASE_URL in the file means that nothing is started here.
    Env().read_env(BASE_DIR / ".env", recurse=False)
    command = argv[1] if len(argv) > 1 else "help"
    if command == "demo":
        os.environ["NEWSPORTAL_MODE"] = "demo"
        os.environ["NEWSPORTAL_DATA"] = str(data_directory(argv).absolute())
    elif command == "serve":
        os.environ["NEWSPORTAL_MODE"] = "serve"
    needs_database = command not in WITHOUT_EMBEDDED_DATABASE and not os.environ.get("DATABASE_URL")
    try:
        with EmbeddedDatabase(argv) if needs_database else nullcontext():
            if command == "serve":
                _serve(argv)
            from django.core.management import execute_from_command_line

            execute_from_command_line(argv)
    except (embedded.ClusterError, ImproperlyConfigured) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _serve(argv: list[str]) -> None:
    """The server loads the apps itself: loading them here first would take as long again. Never returns."""
    from newsportal.management.commands.serve import Command

    # It asks for the locale of the database, and nothing of any app.
    warnings.filterwarnings("ignore", "Accessing the database during app initialization", RuntimeWarning)
    Command().run_from_argv(argv)


class EmbeddedDatabase(AbstractContextManager[None]):
    """The embedded cluster of the data directory, its address in DATABASE_URL while it is held."""

    def __init__(self, argv: list[str]) -> None:
        self._cluster = embedded.cluster(data_directory(argv))

    def __enter__(self) -> None:
        os.environ.setdefault("NEWSPORTAL_MODE", "demo")
        os.environ["DATABASE_URL"] = self._cluster.__enter__().url

    def __exit__(self, *exc: object) -> None:
        self._cluster.__exit__(*exc)  # type: ignore[arg-type]

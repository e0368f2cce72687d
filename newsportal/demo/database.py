"""The database under the demonstration: the embedded one, unless DATABASE_URL names another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from environs import Env

from newsportal import embedded
from newsportal.demo.errors import DemoError

VARIABLE = "DATABASE_URL"


def is_given() -> bool:
    return bool(os.environ.get(VARIABLE))


@contextmanager
def embedded_database(data: Path) -> Iterator[None]:
    """This process and its children use the cluster of `data` while it is held."""
    with embedded.cluster(data) as cluster:
        os.environ[VARIABLE] = cluster.url
        # The settings were read before the cluster ran; nothing has been asked of the database since.
        settings.DATABASES["default"].update(Env().dj_db_url(VARIABLE))
        try:
            yield
        finally:
            connection.close()


def check_connection() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0].rstrip(".")
        raise DemoError(f"The database that {VARIABLE} names cannot be reached: {reason}.") from None


def migrate() -> None:
    """The command is slow even where there is nothing to do, so it is asked for only when there is."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)

"""A migrated database for each worker of a run: the first migrates its own, the others copy that.

Migrations take seven seconds, a copy a tenth of one. Only in a cluster of our own, which goes with the run: on a
server that somebody keeps, what was migrated yesterday would stay behind.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection

from tests.plugin_database import OWN_CLUSTER

_MIGRATED = "newsportal_migrated"
_LOCK = 1


@contextmanager
def shared_by_workers() -> Iterator[None]:
    """Inside, Django makes its test database so."""
    if OWN_CLUSTER not in os.environ or "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    by_migrations = connection.creation.create_test_db

    def create(**options: Any) -> str:
        return _create(by_migrations, **options)

    with mock.patch.object(connection.creation, "create_test_db", create):
        yield


def _create(by_migrations: Callable[..., str], **options: Any) -> str:
    creation = connection.creation
    with creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])  # until this connection ends
        cursor.execute("SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [_MIGRATED])
        if cursor.fetchone() == (False,):
            name = by_migrations(**options)
            connection.close()
            # A database in use cannot be copied.
            connection.close_pool()  # type: ignore[attr-defined]
            cursor.execute(f'CREATE DATABASE "{_MIGRATED}" TEMPLATE "{name}"')
            return name
    with mock.patch.dict(connection.settings_dict["TEST"], TEMPLATE=_MIGRATED):
        name = creation._create_test_db(verbosity=0, autoclobber=True)  # type: ignore[attr-defined]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    return name

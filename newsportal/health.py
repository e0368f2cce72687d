"""For monitors: /healthz says that the process answers, /readyz what it needs and how that is.

/healthz/sources says how weather and rates are.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone


class HealthMiddleware:
    """Answer before the host check and the redirect to https: a monitor asks by the machine's own address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        if request.path_info == "/readyz":
            return self._ready()
        if request.path_info == "/healthz/sources":
            return _sources()
        return self.get_response(request)

    def _ready(self) -> HttpResponse:
        """503 only while migrations are missing; a dead database is told, cached pages go on without it."""
        report: dict[str, Any] = {"database": "ok", "migrations": "ok"}
        status = 200
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self._is_migrated():
                report["migrations"] = "missing"
                status = 503
            report["sources"] = _source_ages()
            if settings.PURGE:
                report["purge"] = _purge_report()
        except DatabaseError as error:
            report["database"] = f"unreachable: {type(error).__name__}"
            report["migrations"] = "ok" if self.migrated else "unknown"
        finally:
            connection.close()
        report["status"] = "ready" if status == 200 else "starting"
        return JsonResponse(report, status=status, headers={"Cache-Control": "no-store"})

    def _is_migrated(self) -> bool:
        """Asked until it is true once: migrations are not taken back under a running server."""
        if not self.migrated:
            executor = MigrationExecutor(connection)
            self.migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self.migrated


def _sources() -> HttpResponse:
    """Always 200, as above: readers see what is stored. A monitor asks for `status`."""
    from widgets.source_health import report

    try:
        told = report(timezone.now())
    except DatabaseError as error:
        told = {"status": "unknown", "database": f"unreachable: {type(error).__name__}"}
    finally:
        connection.close()
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _source_ages() -> dict[str, Any]:
    """How old what readers see of each source is, in seconds; null where there is nothing."""
    from widgets.source_health import source_ages

    return source_ages()


def _purge_report() -> dict[str, Any]:
    """How the cache outside is told of changes."""
    from newsportal.purging.report import report

    return report()

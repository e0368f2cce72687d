"""For monitors: /healthz says that the process answers, /readyz what it needs and how that is.

/healthz/sources says how weather and rates are, /healthz/pages how the pages that the web processes keep.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from newsportal.unavailable import is_away


class HealthMiddleware:
    """Answer before the host check and the redirect to https: a monitor asks by the machine's own address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        if request.path_info == "/readyz":
            return self._ready(request)
        if request.path_info == "/healthz/sources":
            return _sources(request)
        if request.path_info == "/healthz/pages":
            return _pages(request)
        return self.get_response(request)

    def _ready(self, request: HttpRequest) -> HttpResponse:
        """503 only while migrations are missing; a dead database is told, cached pages go on without it."""
        report: dict[str, Any] = {"database": "ok", "migrations": "ok"}
        status = 200
        try:
            _do_not_wait(request)
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


def _do_not_wait(request: HttpRequest) -> None:
    """As the database would answer in the end: a monitor that asks often would keep readers waiting."""
    if is_away(request):
        raise OperationalError("It is known to be away.")


def _sources(request: HttpRequest) -> HttpResponse:
    from widgets.source_health import report

    return _told(request, lambda: report(timezone.now()))


def _pages(request: HttpRequest) -> HttpResponse:
    from newsportal.page_cache.processes import report

    return _told(request, report)


def _told(request: HttpRequest, report: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Always 200, as above: readers see what is stored. A monitor asks for `status`."""
    try:
        _do_not_wait(request)
        told = report()
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

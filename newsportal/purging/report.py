"""How telling the cache outside goes: for monitors, and for whoever looks."""

from typing import Any

from django.conf import settings

from newsportal.models import PurgeState


def report() -> dict[str, Any]:
    """`failures` are those since the last success. No key and no address is told."""
    state = PurgeState.objects.first() or PurgeState()
    return {
        "service": settings.PURGE,
        "last_success": state.succeeded_at and state.succeeded_at.isoformat(),
        "last_failure": state.failed_at and state.failed_at.isoformat(),
        "last_failure_reason": state.error or None,
        "failures": state.failures,
    }

"""How Postgres would answer a queryset."""

from typing import Any

from django.db import connection


def plan(queryset: Any) -> str:
    """With sequential scans forbidden: what the index cannot serve would still be one."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    found: str = queryset.explain()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = on")
    return found

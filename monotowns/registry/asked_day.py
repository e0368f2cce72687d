"""A day in an address, as 2024-01-31."""

from datetime import date


def asked_day(text: str) -> date | None:
    """None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None

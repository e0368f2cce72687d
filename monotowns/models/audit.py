"""Who changed what of the registry, when and why: a row of history for every change."""

from django.db import models
from simple_history.models import HistoricalRecords


def audited() -> HistoricalRecords:
    """The reason is as long as somebody needs to say it."""
    return HistoricalRecords(history_change_reason_field=models.TextField(null=True, blank=True))

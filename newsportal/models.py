"""Tables of the composition: what has changed, who was told of it, what each web process keeps."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """The newest change of a story, or a change of another thing that the API shows.

    Triggers write it, whoever changed the thing, and `newsportal.changes` reads it. Why it holds under
    concurrent commits: docs/decisions/delta-sync.md.
    """

    class Resource(models.TextChoices):
        ARTICLES = "articles"
        RUBRICS = "rubrics"
        OUTLET = "outlet"
        BREAKING = "breaking"
        # Authors, topics, sources, places by themselves.
        NAMES = "names"
        WEATHER = "weather"
        RATES = "rates"
        FORECASTS = "forecasts"
        MONOTOWNS = "monotowns"

    # A change of so many stories at once that clients had better begin anew.
    EVERYTHING = 0

    resource = models.CharField(max_length=12)
    # The id of a story, or EVERYTHING. Of a thing without parts, which has a row for each transaction, the
    # number of that with a minus: whoever changes another part of it need not wait.
    number = models.BigIntegerField(default=EVERYTHING)
    # The number of the transaction (xid8).
    transaction = models.BigIntegerField()
    changed_at = models.DateTimeField()
    # The last transaction that found the story before readers' eyes, in each language; zero: when it came the
    # clock had taken the story from them already, the last time at `ended_at`.
    seen_ru = models.BigIntegerField(null=True)
    seen_kk = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["resource", "transaction"], name="change_by_transaction"),
            models.Index(fields=["resource", "-changed_at"], name="change_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="change_once_per_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.number}"


class WebProcess(models.Model):
    """One process of the web server, as it last told of itself (`newsportal/page_cache/reporting.py`).

    The table has no log: after a crash of the database the processes tell anew.
    """

    # Made up when the process begins.
    name = models.CharField(max_length=16, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.IntegerField()
    started_at = models.DateTimeField()
    told_at = models.DateTimeField()
    # Of the connection on which it listens: it ends with the process, however that ends.
    backend = models.IntegerField()
    backend_start = models.DateTimeField()
    figures: "models.JSONField[Any, Any]" = models.JSONField()

    class Meta:
        default_permissions = ()
        verbose_name = _("web process")
        # What the list of sections calls the page.
        verbose_name_plural = _("kept pages")

    def __str__(self) -> str:
        return f"{self.host}, {self.pid}"


class PurgeState(models.Model):
    """How far the cache outside has been told; one row. See `newsportal.purging.run`."""

    # Moments, as `newsportal.changes` writes them: all before the one has been told, and all before the
    # other told once more when nothing old could be on its way any longer.
    told = models.JSONField(null=True)
    settled = models.JSONField(null=True)
    # The telling that is to be settled next, when it is old enough.
    candidate = models.JSONField(null=True)
    # Whoever runs has it until then.
    leased_until = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    # Of the last failure: for programs, and in technical words.
    error = models.CharField(max_length=40, default="")
    detail = models.CharField(max_length=200, default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.error or "told"

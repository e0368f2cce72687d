"""Tables of the composition: what has changed, and how far a cache outside was told of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


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
    # Languages in which readers saw the story before the change, ever.
    seen_in = ArrayField(models.CharField(max_length=2), default=list)

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


class PurgeState(models.Model):
    """How far the cache outside has been told; one row. See `newsportal.purging.run`."""

    # Moments, as `newsportal.changes` writes them: all before the one has been told, and all before the
    # other told once more when nothing old could be on its way any longer.
    told = models.JSONField(null=True)
    settled = models.JSONField(null=True)
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

"""Tables of the composition: what has changed, for clients that keep a copy."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Change(models.Model):
    """The newest change of one thing that the API shows; triggers write it, whoever changed the thing.

    `newsportal.changes` reads it; why it holds under concurrent commits: docs/decisions/delta-sync.md.
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

    # A change of so many rows at once that clients had better begin anew, or of a thing without parts.
    EVERYTHING = 0

    resource = models.CharField(max_length=12)
    # The id of a story, or EVERYTHING.
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

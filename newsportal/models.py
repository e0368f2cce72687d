"""Tables of the composition: what has changed, for clients that keep a copy."""

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

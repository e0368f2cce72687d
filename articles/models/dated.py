"""Rows of a story by which it is listed: of a topic, of an author, of a place."""

from django.db import models


class Dated(models.Model):
    """Holds the date of its story, so that an index has the stories of one topic in their order.

    The database writes it (`articles/migrations/_dated.py`), whoever changes the row or the story.
    """

    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

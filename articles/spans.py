"""Which days, which months have stories: one look-up in an index for each, however many stories there are."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.models.article_queryset import ArticleQuerySet

type Span = tuple[datetime, datetime]
"""From the first moment to the one after the last."""


def newest_of_each(stories: ArticleQuerySet, spans: Sequence[Span]) -> list[datetime | None]:
    """When the newest story of each span was published; None for a span without one. In one query."""
    begin, after = (RawSQL(f"span.{column}", ()) for column in ("start", "after"))  # noqa: S611  our own names
    inside = stories.filter(published_at__gte=begin, published_at__lt=after).order_by("-published_at")
    newest, parameters = inside.values("published_at")[:1].query.sql_with_params()
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    with connection.cursor() as cursor:
        cursor.execute(
            # The inner part is Django's, its values stay parameters.
            f"SELECT ({newest}) FROM unnest(%s::timestamptz[], %s::timestamptz[])"  # noqa: S608
            " WITH ORDINALITY AS span(start, after, number) ORDER BY number",
            [*parameters, list(starts), list(ends)],
        )
        return [row[0] for row in cursor.fetchall()]

"""When a resource last changed for readers: by somebody's hand, or by the clock."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

BY_HAND = "SELECT max(changed_at) FROM newsportal_change WHERE resource = ANY(%s)"
BY_CLOCK = """
SELECT greatest(
    (SELECT published_at FROM articles_article WHERE publication = 'published' AND language = 'ru'
        AND published_at <= now() ORDER BY published_at DESC LIMIT 1),
    (SELECT published_at FROM articles_article WHERE publication = 'published' AND language = 'kk'
        AND published_at <= now() ORDER BY published_at DESC LIMIT 1),
    (SELECT max(embargo_until) FROM articles_article WHERE embargo_until <= now()),
    (SELECT max(expires_at) FROM articles_article WHERE expires_at <= now()),
    (SELECT max(published_at) FROM articles_correction WHERE published_at <= now()),
    date_trunc('day', now(), 'Asia/Almaty')
)
"""


def last_change(resources: Collection[str]) -> datetime | None:
    """None where nothing has been written down yet."""
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [list(resources)])
        found: list[datetime | None] = [cursor.fetchone()[0]]
        if "articles" in resources:
            cursor.execute(BY_CLOCK)
            found.append(cursor.fetchone()[0])
    return max((moment for moment in found if moment is not None), default=None)

"""A day of the bank's feed as bytes."""

from datetime import date

from django.conf import settings

from newsportal.lib.http import fetch as fetch_url

# The document of a day is 11 KB.
MAX_BYTES = 1_000_000
# Seconds of one day's call, with its second attempt.
DEADLINE = 8.0


def fetch(day: date) -> bytes:
    """What the bank answers for that day; raises FetchError."""
    answer = fetch_url(
        f"{settings.NBK_BASE_URL}/rss/get_rates.cfm",
        base=settings.NBK_BASE_URL,
        user_agent=settings.USER_AGENT,
        accept=("text/xml", "application/xml", "application/rss+xml"),
        params={"fdate": f"{day:%d.%m.%Y}"},
        max_bytes=MAX_BYTES,
        deadline=DEADLINE,
    )
    return answer.body

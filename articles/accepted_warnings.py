"""Warnings that somebody let stand, and why: kept in the log of the story, for its later versions too."""

from typing import TypedDict

from articles.lint import Warning
from articles.models import Article

MAX_REASON = 200
LOOKED_BACK = 50


class Accepted(TypedDict):
    """One entry of `details["accepted"]` in the log."""

    code: str
    fingerprint: str
    message: str
    excerpt: str
    reason: str


def accept(warning: Warning, reason: str) -> Accepted:
    return Accepted(
        code=warning.code,
        fingerprint=warning.fingerprint,
        message=str(warning.message),
        excerpt=warning.excerpt,
        reason=reason,
    )


def reasons_before(article: Article) -> dict[str, str]:
    """{fingerprint: reason} of what was accepted when the story was published before, the latest reason."""
    found: dict[str, str] = {}
    for details in (
        article.events.filter(details__has_key="accepted")
        .order_by("-pk")
        .values_list("details", flat=True)[:LOOKED_BACK]
    ):
        for item in details["accepted"]:
            found.setdefault(item["fingerprint"], item["reason"])
    return found

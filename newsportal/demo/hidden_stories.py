"""One story in each state that readers do not see: draft, scheduled, under embargo, expired, withdrawn."""

from datetime import datetime, timedelta
from typing import Any

from articles import publishing, revisions
from articles.content import SCHEMA, Content
from articles.models import Article, Author, Rubric

DAY = timedelta(days=1)


def load_hidden_stories(
    examples: list[dict[str, Any]], *, rubric: Rubric, author: Author, first_start: datetime
) -> list[Article]:
    return [_load(example, rubric, author, first_start) for example in examples]


def _load(example: dict[str, Any], rubric: Rubric, author: Author, now: datetime) -> Article:
    content = Content(
        schema=SCHEMA,
        headline=example["headline"],
        short_title="",
        seo_title="",
        lead=example["lead"],
        slug=example["slug"],
        body=f"<p>{example['text']}</p>",
        age_mark=None,
        is_partner=False,
        is_unverified=False,
        rubric=rubric.pk,
        lead_photo=None,
        topics=[],
        authors=[author.pk],
        sources=[],
    )
    dates: dict[str, dict[str, Any]] = {
        "embargoed": {"embargo_until": now + DAY},
        "expired": {"expires_at": now - DAY},
    }
    state = example["state"]
    article = revisions.create_story(language="ru", content=content, **dates.get(state, {}))
    if state != "draft":
        at = now + DAY if state == "scheduled" else now - 2 * DAY
        publishing.publish(article, article.revisions.get(), at=at)
    if state == "withdrawn":
        publishing.withdraw(article, reason=example["reason"])
    return article

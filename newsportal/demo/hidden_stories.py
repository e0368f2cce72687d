"""One story in each state that readers do not see, of work and of publication."""

from datetime import datetime, timedelta
from typing import Any

from articles import publishing, revisions, work
from articles.content import SCHEMA, Content
from articles.models import Article, Author, Rubric, User
from newsportal.demo import newsroom

DAY = timedelta(days=1)
AT_WORK = {"in_review", "returned", "ready"}


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
    if state in AT_WORK:
        _work(article, state, example["remark"])
    elif state != "draft":
        at = now + DAY if state == "scheduled" else now - 2 * DAY
        publishing.publish(article, article.revisions.get(), at=at)
    if state == "withdrawn":
        publishing.withdraw(article, reason=example["reason"])
    return article


def _work(article: Article, state: str, remark: str) -> None:
    work.submit(article, by=None, note=remark if state == "in_review" else "")
    if state == "returned":
        work.return_with_remark(article, by=None, remark=remark)
    elif state == "ready":
        work.mark_ready(article, by=None, note=remark)


def give_to(correspondent: User) -> None:
    """Somebody has begun the examples that are being worked on: the correspondent finds them as their own."""
    slugs = [
        example["slug"] for example in newsroom.read()["hidden"] if example["state"] in {*AT_WORK, "draft"}
    ]
    Article.objects.filter(slug__in=slugs, created_by=None).update(created_by=correspondent)

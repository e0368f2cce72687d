"""Reading every story for places again, in batches: after an upgrade, an import, a change of the rules."""

from collections.abc import Generator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.models import Article, Mention, Place
from articles.places.gazetteer import matcher
from articles.places.matching import Matcher
from articles.places.mentions import LIVE, UNIQUE, WORKING, live_row, text_of, working_row
from articles.places.reading import Text, read, tokens

BATCH = 200
NEEDED = ("headline", "lead", "body", "publication", "place_tokens", "working_revision__content")
# Rows whose tokens are right already are not written: the index is large.
WRITE_TOKENS = """
UPDATE articles_article a SET place_tokens = v.tokens::tsvector
FROM unnest(%s::bigint[], %s::text[]) AS v(id, tokens)
WHERE a.id = v.id AND a.place_tokens IS DISTINCT FROM v.tokens::tsvector
"""


def stories(*, after: int = 0, unread: bool = False) -> "QuerySet[Article]":
    """Those with a number above `after`; `unread`: that nobody has read for places yet."""
    found = Article.objects.filter(pk__gt=after).order_by("pk")
    return found.filter(place_tokens__isnull=True) if unread else found


def rebuild(*, after: int = 0, unread: bool = False) -> Generator[tuple[int, int]]:
    """Number of the last story and how many were read, after each batch: each is one transaction."""
    ids = dict(Place.objects.values_list("slug", "pk"))
    made = matcher()
    while done := _batch(after, unread=unread, made=made, ids=ids):
        after, count = done
        yield after, count


@transaction.atomic
def _batch(after: int, *, unread: bool, made: Matcher, ids: dict[str, int]) -> tuple[int, int] | None:
    # Nobody publishes or saves one of them in between.
    chosen = (
        stories(after=after, unread=unread)
        .select_related("working_revision")
        .only(*NEEDED)
        .select_for_update(no_key=True, of=("self",))[:BATCH]
    )
    articles = list(chosen)
    if not articles:
        return None
    decisions = _decisions(articles)
    rows: dict[tuple[int, int], Mention] = {}
    lexemes: dict[int, str] = {}
    for article in articles:
        lexemes[article.pk] = _read(article, made, ids, decisions.get(article.pk, {}), rows)
    _forget([article.pk for article in articles], rows)
    Mention.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=UNIQUE, update_fields=[*WORKING, *LIVE]
    )
    with connection.cursor() as cursor:
        cursor.execute(WRITE_TOKENS, [list(lexemes), list(lexemes.values())])
    return articles[-1].pk, len(articles)


def _read(
    article: Article,
    made: Matcher,
    ids: dict[str, int],
    decisions: dict[str, str],
    rows: dict[tuple[int, int], Mention],
) -> str:
    """Adds to `rows` what the two versions of the story name; returns the tokens of the live one."""
    live_text = Text(article.headline, article.lead, article.body)
    is_live = article.publication != Article.Publication.NONE
    working = article.working_revision
    working_text = text_of(working.content) if working else live_text
    named = read(working_text, made)
    for slug, item in named.items():
        if slug in ids:
            rows[article.pk, ids[slug]] = working_row(article.pk, ids[slug], item, decisions.get(slug, ""))
    if not is_live:
        return ""
    if working_text != live_text:
        named = read(live_text, made)
    for slug, item in named.items():
        if slug in ids:
            row = live_row(article.pk, ids[slug], item, decisions.get(slug, ""))
            kept = rows.setdefault((article.pk, ids[slug]), row)
            kept.verdict, kept.link_start, kept.link_end = row.verdict, row.link_start, row.link_end
    return tokens(named, decisions)


def _decisions(articles: list[Article]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    decided = Mention.objects.filter(article__in=articles).exclude(decision="")
    for pk, slug, decision in decided.values_list("article_id", "place__slug", "decision"):
        found.setdefault(pk, {})[slug] = decision
    return found


def _forget(articles: list[int], rows: dict[tuple[int, int], Any]) -> None:
    """Rows of places that neither version names any more."""
    kept = Mention.objects.filter(article__in=articles).values_list(
        "pk", "article_id", "place_id", "decision"
    )
    gone = [(pk, decision) for pk, article, place, decision in kept if (article, place) not in rows]
    if gone:
        Mention.objects.filter(pk__in=[pk for pk, decision in gone if not decision]).delete()
        Mention.objects.filter(pk__in=[pk for pk, decision in gone if decision]).update(
            verdict="", working_verdict="", times=0, link_start=None, link_end=None
        )

"""Reading every story for places again, in batches: after an upgrade, an import, a change of the rules."""

import json
from collections.abc import Generator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.models import Article, Mention, Place
from articles.places.gazetteer import matcher
from articles.places.matching import Matcher
from articles.places.mentions import first_words, live_columns, text_of, working_columns
from articles.places.reading import Text, read, tokens

BATCH = 500
type Key = tuple[int, int]
"""Ids of a story and of a place."""
type Row = dict[str, Any]
"""The columns of a mention that reading decides."""

NEEDED = ("headline", "lead", "body", "publication", "place_tokens", "working_revision__content")
WRITE_MENTIONS = """
INSERT INTO articles_mention (article_id, place_id, decision, verdict, link_start, link_end,
    working_verdict, times, sentence, reason, witness)
SELECT article_id, place_id, '', verdict, link_start, link_end,
    working_verdict, times, sentence, reason, witness
FROM json_to_recordset(%s) AS found(article_id bigint, place_id bigint, verdict text, link_start int,
    link_end int, working_verdict text, times int, sentence text, reason text, witness text)
ON CONFLICT (article_id, place_id) DO UPDATE SET verdict = excluded.verdict,
    link_start = excluded.link_start, link_end = excluded.link_end,
    working_verdict = excluded.working_verdict, times = excluded.times,
    sentence = excluded.sentence, reason = excluded.reason, witness = excluded.witness
"""
# Rows whose tokens are right already are not written: the index is large.
WRITE_TOKENS = """
UPDATE articles_article a SET place_tokens = found.value::tsvector
FROM json_each_text(%s) AS found
WHERE a.id = found.key::bigint AND a.place_tokens IS DISTINCT FROM found.value::tsvector
"""
NOT_LIVE: Row = {"verdict": "", "link_start": None, "link_end": None}
NOT_WORKING: Row = NOT_LIVE | {"working_verdict": "", "times": 0}


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
    known = _known([article.pk for article in articles])
    slugs = {pk: slug for slug, pk in ids.items()}
    rows: dict[Key, Row] = {}
    lexemes: dict[int, str] = {}
    for article in articles:
        decisions = {
            slugs[place]: mention.decision for place, mention in known[article.pk].items() if mention.decision
        }
        lexemes[article.pk] = _read(article, made, ids, decisions, rows)
    changed = [
        {"article_id": article, "place_id": place, **row}
        for (article, place), row in rows.items()
        if _differs(row, known[article].get(place))
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_MENTIONS, [json.dumps(changed)])
        cursor.execute(WRITE_TOKENS, [json.dumps(lexemes)])
    _forget(rows, known)
    return articles[-1].pk, len(articles)


def _read(
    article: Article,
    made: Matcher,
    ids: dict[str, int],
    decisions: dict[str, str],
    rows: dict[Key, Row],
) -> str:
    """Adds to `rows` what the two versions of the story name; returns the tokens of the live one."""
    live_text = Text(article.headline, article.lead, article.body)
    is_live = article.publication != Article.Publication.NONE
    working = article.working_revision
    working_text = text_of(working.content) if working else live_text
    named = read(working_text, made)
    for slug, item in named.items():
        if slug in ids:
            columns = working_columns(item, decisions.get(slug, ""))
            rows[article.pk, ids[slug]] = NOT_LIVE | columns
    if not is_live:
        return ""
    if working_text != live_text:
        named = read(live_text, made)
    for slug, item in named.items():
        if slug in ids:
            row = rows.setdefault((article.pk, ids[slug]), NOT_WORKING | first_words(item))
            row |= live_columns(item, decisions.get(slug, ""))
    return tokens(named, decisions)


def _known(articles: list[int]) -> dict[int, dict[int, Mention]]:
    """{story: {place: mention}} as the database has them, with what people decided."""
    found: dict[int, dict[int, Mention]] = {pk: {} for pk in articles}
    for mention in Mention.objects.filter(article__in=articles):
        found[mention.article_id][mention.place_id] = mention
    return found


def _differs(row: Row, known: Mention | None) -> bool:
    """Rows that are right already are not written again."""
    return known is None or any(getattr(known, name) != value for name, value in row.items())


def _forget(rows: dict[Key, Row], known: dict[int, dict[int, Mention]]) -> None:
    """Rows of places that neither version names any more."""
    gone = [
        mention
        for article, of_story in known.items()
        for place, mention in of_story.items()
        if (article, place) not in rows
    ]
    if gone:
        Mention.objects.filter(pk__in=[mention.pk for mention in gone if not mention.decision]).delete()
        Mention.objects.filter(pk__in=[mention.pk for mention in gone if mention.decision]).update(
            verdict="", working_verdict="", times=0, link_start=None, link_end=None
        )

"""Mentions in the database: kept with every version of a story, decided by people, brought to readers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import story_log
from articles.models import Article, Mention, Place, StoryEvent, User
from articles.places.gazetteer import matcher, recent_matcher
from articles.places.links import PlaceInText
from articles.places.reading import NamedPlace, Text, read, tokens

WORKING = ["working_verdict", "sentence", "reason", "witness", "times"]
LIVE = ["verdict", "link_start", "link_end"]
MOST_TIMES = 2**15 - 1
"""More is not counted: the column ends there."""
UNIQUE = ["article", "place"]


def text_of(content: Mapping[str, Any]) -> Text:
    return Text(content["headline"], content["lead"], content["body"])


def remember_working(article: Article, content: Mapping[str, Any]) -> None:
    """What the newest version names."""
    named = read(text_of(content), matcher())
    ids, decisions = _known(article.pk, named)
    rows = [
        Mention(article_id=article.pk, place_id=ids[slug], **working_columns(item, decisions.get(slug, "")))
        for slug, item in named.items()
        if slug in ids
    ]
    Mention.objects.bulk_create(rows, update_conflicts=True, unique_fields=UNIQUE, update_fields=WORKING)
    _forget(article.pk, [row.place_id for row in rows], working_verdict="", times=0)


def bring_to_readers(article: Article, content: Mapping[str, Any]) -> list[str]:
    """What the version that readers get names; sets a column of the row, unsaved, and returns its name."""
    named = read(text_of(content), matcher())
    ids, decisions = _known(article.pk, named)
    rows = [
        Mention(
            article_id=article.pk,
            place_id=ids[slug],
            **live_columns(item, decisions.get(slug, "")),
            **first_words(item),
        )
        for slug, item in named.items()
        if slug in ids
    ]
    Mention.objects.bulk_create(rows, update_conflicts=True, unique_fields=UNIQUE, update_fields=LIVE)
    _forget(article.pk, [row.place_id for row in rows], verdict="", link_start=None, link_end=None)
    article.place_tokens = tokens(named, decisions)
    return ["place_tokens"]


def take_from_readers(article: Article) -> None:
    _forget(article.pk, [], verdict="", link_start=None, link_end=None)


def to_confirm(article: Article) -> list[Mention]:
    """What the newest version may mean, and nobody has said."""
    return list(
        article.mentions.filter(working_verdict=Mention.Answer.ASK)
        .select_related("place")
        .order_by("place__name_ru")
    )


@transaction.atomic
def decide(article: Article, decisions: Mapping[int, str], *, by: User | None) -> int:
    """A person's word on places of the story, by id of the place; empty takes it back. Returns how many.

    Readers have it at once: it is about what the published text means, not about another text.
    """
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    changed = []
    for mention in Mention.objects.filter(article=article, place__in=decisions).select_related("place"):
        decision = decisions[mention.place_id]
        if mention.decision != decision:
            mention.decision = decision
            mention.decided_by, mention.decided_at = (by, timezone.now()) if decision else (None, None)
            changed.append(mention)
    Mention.objects.bulk_update(changed, ["decision", "decided_by", "decided_at"])
    if changed:
        renew(article)
        answers = [
            {"place": item.place.slug, "name": item.place.name, "answer": item.decision} for item in changed
        ]
        story_log.record(article, StoryEvent.Kind.PLACES, by=by, details={"places": answers})
    return len(changed)


def renew(article: Article) -> None:
    """Read both versions of a story again: the gazetteer or a decision changed."""
    if article.working_revision_id is not None:
        remember_working(article, article.working_revision.content)  # type: ignore[union-attr]
    if article.publication != Article.Publication.NONE:
        live = Article.objects.values("headline", "lead", "body").get(pk=article.pk)
        columns = bring_to_readers(article, live)
        Article.objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in columns})


def as_in_text(article: Article, content: Mapping[str, Any]) -> list[PlaceInText]:
    """What readers of this content would get as places, without writing anything."""
    named = read(text_of(content), recent_matcher())
    decisions = _decisions(article.pk) if named and article.pk else {}
    found = []
    for slug, item in named.items():
        decision = decisions.get(slug, "")
        if (decision or item.verdict) == Mention.Answer.CONFIRMED:
            start, end = item.link(decision) or (None, None)
            found.append(PlaceInText(place=slug, start=start, end=end))
    return found


def live_columns(item: NamedPlace, decision: str) -> dict[str, Any]:
    """What readers have of a place: the columns `LIVE`."""
    verdict = decision or item.verdict
    start, end = item.link(decision) or (None, None)
    if verdict != Mention.Answer.CONFIRMED:
        start = end = None
    return {"verdict": verdict, "link_start": start, "link_end": end}


def working_columns(item: NamedPlace, decision: str) -> dict[str, Any]:
    """What the newest version says of a place: the columns `WORKING`."""
    return {
        "working_verdict": decision or item.verdict,
        "times": min(item.times, MOST_TIMES),
        **first_words(item),
    }


def first_words(item: NamedPlace) -> dict[str, Any]:
    return {"sentence": item.sentence, "reason": item.reason, "witness": item.witness[:80]}


def _known(article_id: int, named: Iterable[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Ids of the places, and what people decided of them in this story."""
    ids = dict(Place.objects.filter(slug__in=named).values_list("slug", "pk"))
    return ids, _decisions(article_id)


def _decisions(article_id: int) -> dict[str, str]:
    decided = Mention.objects.filter(article=article_id).exclude(decision="")
    return dict(decided.values_list("place__slug", "decision"))


def _forget(article_id: int, named: list[int], **columns: Any) -> None:
    """Places that the version names no more; a row that says nothing at all goes."""
    others = Mention.objects.filter(article=article_id).exclude(place__in=named)
    others.update(**columns)
    others.filter(verdict="", working_verdict="", decision="").delete()

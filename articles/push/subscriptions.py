"""Who is told of what: keeping subscriptions, and finding those that a story concerns."""

import hashlib
import hmac
import secrets
import uuid
from typing import Any, TypedDict

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Mention, PushSubscription, Rubric
from articles.tips import sender_hash

PER_HOUR = 30
"""Subscriptions of one address: a phone renews its own now and then."""
HOUR = 3600
INTERESTS = ("topics", "rubrics", "places")


class Interests(TypedDict):
    """Ids; where all lists are empty, every story of the language."""

    topics: list[int]
    rubrics: list[int]
    places: list[int]


def may_subscribe(address: str) -> bool:
    """Counts one attempt."""
    key = f"push-subscriptions:{sender_hash(address)}"
    cache.add(key, 0, HOUR)
    return cache.incr(key) <= PER_HOUR


@transaction.atomic
def subscribe(
    *, endpoint: str, p256dh: str, auth: str, language: str, interests: Interests
) -> tuple[PushSubscription, str]:
    """The row and the secret by which it is called off. A browser that subscribes anew keeps its place."""
    token = secrets.token_urlsafe(24)
    row, _made = PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults={
            "p256dh": p256dh,
            "auth": auth,
            "language": language,
            "token_hash": _hash(token),
            "hears_all": not any(interests.values()),
        },
    )
    row.topics.set(interests["topics"])
    row.rubrics.set(interests["rubrics"])
    row.places.set(interests["places"])
    return row, token


def unsubscribe(pk: uuid.UUID, token: str) -> bool:
    """False: there is none, or the secret is another one's."""
    row = PushSubscription.objects.filter(pk=pk).first()
    if row is None or not hmac.compare_digest(row.token_hash, _hash(token)):
        return False
    row.delete()
    return True


def listeners(article: Article) -> "QuerySet[PushSubscription]":
    """Those that asked for a topic of the story, its rubric or one above it, or a place it surely means."""
    rubrics = Rubric.objects.filter(path__in=[article.rubric.path, *article.rubric.paths_above()])
    places = Mention.objects.filter(article=article, verdict=Mention.Answer.CONFIRMED).values("place")
    wanted = {"topics": article.topics.values("pk"), "rubrics": rubrics.values("pk"), "places": places}
    hears = Q(hears_all=True)
    for name, ids in wanted.items():
        hears |= Q(Exists(_chosen(name).filter(**{f"{_column(name)}__in": ids})))
    return PushSubscription.objects.filter(hears, language=article.language)


def _chosen(name: str) -> "QuerySet[Any]":
    through: Any = getattr(PushSubscription, name).through
    found: QuerySet[Any] = through.objects.filter(pushsubscription=OuterRef("pk"))
    return found


def _column(name: str) -> str:
    return name.removesuffix("s")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

"""A small newsroom for tests: stories in every state, made as short as a test can say it."""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone, translation
from PIL import Image

from articles.ingest import prepare
from articles.models import Article, Author, Byline, Outlet, Photo, Rubric, Source, Topic
from newsportal.lib.html import plain_text

_numbers = itertools.count(1)


# What the migrations give each role: {group: codenames}, read once before any test.
ROLE_PERMISSIONS: dict[str, set[str]] = {}


def _permissions_of_groups() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, codename in Group.objects.values_list("name", "permissions__codename"):
        found.setdefault(name, set()).add(codename)
    return found


def remember_role_groups() -> None:
    ROLE_PERMISSIONS.update(_permissions_of_groups())


def has_role_groups() -> bool:
    return _permissions_of_groups() == ROLE_PERMISSIONS


def role_groups() -> None:
    """The groups of the roles, which a test with real transactions has swept away with everything else."""
    if Group.objects.exists():
        return
    ours = Permission.objects.filter(content_type__app_label__in=["articles", "widgets", "monotowns"])
    for name, codenames in ROLE_PERMISSIONS.items():
        group = Group.objects.create(name=name)
        group.permissions.set(ours.filter(codename__in=codenames))


@contextmanager
def numbers_go_back() -> Iterator[None]:
    """Ids of stories go on afterwards where they stood: a sequence knows no rollback."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called FROM articles_article_id_seq")
        former = cursor.fetchone()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('articles_article_id_seq', %s, %s)", former)


@contextmanager
def standing() -> Iterator[None]:
    """Rows made inside stand for many tests: each takes back its own changes to them, and they go at the end."""
    with numbers_go_back(), translation.override("ru"), transaction.atomic():
        yield
        transaction.set_rollback(True)


def outlet(**fields: Any) -> Outlet:
    values = {"name_ru": "Слияние", "name_kk": "Құйылыс", "consent_text_ru": "Согласен"} | fields
    return Outlet.objects.update_or_create(id=1, defaults=values)[0]


def rubric(slug: str = "", parent: Rubric | None = None, **fields: Any) -> Rubric:
    slug = slug or f"rubric-{next(_numbers)}"
    values = {"menu_name_ru": slug.capitalize(), "full_name_ru": f"Новости: {slug}"} | fields
    return Rubric.objects.create(slug=slug, parent=parent, **values)


def topic(slug: str = "", **fields: Any) -> Topic:
    slug = slug or f"topic-{next(_numbers)}"
    return Topic.objects.create(slug=slug, **{"name_ru": f"Тема {slug}"} | fields)


def author(slug: str = "", **fields: Any) -> Author:
    slug = slug or f"author-{next(_numbers)}"
    return Author.objects.create(slug=slug, **{"name_ru": f"Автор {slug}"} | fields)


def source(slug: str = "", **fields: Any) -> Source:
    slug = slug or f"source-{next(_numbers)}"
    values = {"name_ru": f"Источник {slug}", "kind": "agency", "url": "https://source.example/"} | fields
    return Source.objects.create(slug=slug, **values)


def picture_bytes(width: int = 120, height: int = 80, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (30, 90, 100)).save(buffer, kind, **options)
    return buffer.getvalue()


def photo(*, rendered: bool = False, **fields: Any) -> Photo:
    values = {"alt_ru": "Река в снегу", "credit": "редакция", "licence": "own", "width": 120, "height": 80}
    made = Photo(**values | fields)
    made.original.save("x", ContentFile(picture_bytes(made.width, made.height)), save=False)
    made.save()
    if rendered:
        prepare(made)
    return made


def story(
    headline: str = "",
    *,
    section: Rubric | None = None,
    topics: tuple[Topic, ...] = (),
    authors: tuple[Author, ...] = (),
    photos: tuple[Photo, ...] = (),
    age: timedelta = timedelta(hours=1),
    **fields: Any,
) -> Article:
    """A published story, `age` old, unless the fields say otherwise."""
    number = next(_numbers)
    body = fields.pop("body", "<p>Текст истории.</p>")
    values: dict[str, Any] = {
        "headline": headline or f"История номер {number}",
        "lead": "О чём она.",
        "slug": f"istoriya-{number}",
        "rubric": section or Rubric.objects.first() or rubric("news"),
        "publication": Article.Publication.PUBLISHED,
        "published_at": timezone.now() - age,
        "body": body,
        "body_text": plain_text(body),
    }
    made = Article.objects.create(**values | fields)
    made.topics.set(topics)
    made.photos.set(photos)
    Byline.objects.bulk_create(
        [Byline(article=made, author=item, position=position) for position, item in enumerate(authors)]
    )
    return made


def hidden_states(now: datetime | None = None) -> dict[str, dict[str, Any]]:
    """Every state in which readers may not see a story, as fields of it."""
    now = now or timezone.now()
    hour = timedelta(hours=1)
    return {
        "draft": {"publication": "none", "published_at": None},
        "draft with a date": {"publication": "none", "published_at": now - hour},
        "tomorrow": {"published_at": now + 24 * hour},
        "embargo": {"published_at": now - hour, "embargo_until": now + hour},
        "expired": {"published_at": now - 2 * hour, "expires_at": now - hour},
        "withdrawn": {
            "publication": "withdrawn",
            "published_at": now - 2 * hour,
            "withdrawn_at": now - hour,
            "withdrawal_reason": "По требованию закона",
        },
    }

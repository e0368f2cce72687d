"""A site with one of everything that the API reads, and with what it must never tell, which bears a mark."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Cast
from django.test import override_settings
from django.utils import timezone

from articles import api_keys, corrections, preview_links, publishing, revisions, scheduled_changes, work
from articles import content as contents
from articles.models import Article, Correction, KeyScope, Mention, Photo, Pin, Place, Tip, User, ViewCount
from articles.roles import Role
from monotowns.models import Enterprise, Indicator, Industry, Measure, Observation, Town
from tests import newsroom
from tests.articles.admin.conftest import member
from tests.articles.full_story import BODY
from tests.monotowns import conftest as registry
from tests.newsportal.api.questions import (
    AUTHOR,
    CITY,
    DAYS,
    DRAFT,
    PHOTO,
    PLACE,
    STORY,
    TOPIC,
    TRANSLATION,
    WITHDRAWN,
)
from tests.widgets import observations as series
from widgets.models import City
from widgets.reference import load_cities_and_currencies

type Keys = dict[str, str]
PARTNER = "partner"
SECRET = "zqxsecret"
"""Stands in everything that is not for readers: names of accounts, notes, drafts, contacts."""


@contextmanager
def standing(media: Path) -> Iterator[Keys]:
    """The whole site, until the tests of a module are over; with a key of each role, and of a partner."""
    with override_settings(MEDIA_ROOT=media), newsroom.standing():
        build()
        yield keys()


def build() -> None:
    """Everything that `questions.VALUES` names, and what goes with it."""
    newsroom.role_groups()
    load_cities_and_currencies()
    _outlet()
    _stories()
    _registry()
    _weather()
    _rates()


def _outlet() -> None:
    newsroom.outlet(
        phone="+7 700 000 00 01",
        email="news@example.com",
        telegram="@sliyanie",
        owner_ru="ТОО «Слияние»",
        certificate_number="17-Г",
        certificate_date=DAYS[0],
        is_demo=True,
        demo_notice_ru="Это демонстрация",
    )


def _stories() -> None:
    user = _member()
    section = newsroom.rubric("society", parent=newsroom.rubric("kazakhstan"), menu_name_kk="Қоғам")
    photos = [newsroom.photo(rendered=True, caption_ru="Зима", credit_url="https://x.example/") for _ in "12"]
    draft: dict[str, Any] = {
        "schema": contents.SCHEMA,
        "headline": "Двадцать городов & «три» группы",
        "short_title": "Города",
        "seo_title": "Моногорода: список",
        "lead": "О чём она: двадцать городов.",
        "slug": "goroda",
        "body": BODY.format(key=photos[1].key) + "<p>В Риддере снова зима, много городов.</p>",
        "age_mark": 12,
        "is_partner": True,
        "is_unverified": True,
        "rubric": section.pk,
        "lead_photo": photos[0].pk,
        "topics": [newsroom.topic(TOPIC, name_kk="Су").pk],
        "authors": [newsroom.author(AUTHOR, user=user, portrait=photos[0], about_ru="Пишет о городах").pk],
        "sources": [
            {"source": newsroom.source("first").pk, "url": "https://agency.example/1", "relation": "cites"}
        ],
    }
    story = _live(STORY, draft, user)
    newsroom.story("Аударма", id=TRANSLATION, language="kk", translation_group=story.translation_group)
    withdrawn = _live(WITHDRAWN, draft | {"headline": f"Ошибка {SECRET}", "slug": SECRET}, user)
    publishing.withdraw(withdrawn, reason="Ошибка", by=user, internal_note=f"{SECRET} note")
    for number in range(4):
        age = timedelta(days=number + 1)
        newsroom.story(f"Сосед {number}", section=section, topics=tuple(story.topics.all()), age=age)
    _told_of(story, user)
    _kept_from_readers(story, draft, user)


def _member(role: str = Role.CHIEF_EDITOR) -> User:
    names = {"first_name": f"{SECRET} имя", "last_name": f"{SECRET} фамилия"}
    user = member(roles=(role,), email=f"{SECRET}@example.com", **names)
    User.objects.filter(pk=user.pk).update(username=f"{SECRET}-login-{user.pk}")
    return User.objects.get(pk=user.pk)


def keys() -> Keys:
    """For everything that the role may do."""
    members = {str(role): _member(role) for role in Role}
    tokens = {
        role: api_keys.make(owner=user, name=f"{SECRET} key", scopes=list(KeyScope), by=user)[1]
        for role, user in members.items()
    }
    by = members[Role.ADMINISTRATOR]
    partner = api_keys.make(owner=None, name=f"{SECRET} partner", scopes=[KeyScope.READ], by=by)
    return tokens | {PARTNER: partner[1]}


def _draft(number: int, content: dict[str, Any], user: User) -> Article:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('articles_article', 'id'), %s)", [number - 1])
    story = revisions.create_story(language="ru", content=content, by=user)  # type: ignore[arg-type]
    assert story.pk == number
    return story


def _live(number: int, content: dict[str, Any], user: User) -> Article:
    story = _draft(number, content, user)
    publishing.publish(story, story.revisions.get(), by=user)
    return Article.objects.get(pk=number)


def _told_of(story: Article, user: User) -> None:
    """What stands around a story for readers."""
    now = timezone.now()
    for placement in ("top", "bottom"):
        Correction.objects.create(
            article=story,
            kind="correction",
            placement=placement,
            text="Верно 21.",
            published_at=now,
            published_by=user,
            requested_by=f"{SECRET} who asked",
            basis=f"{SECRET} basis",
        )
    place = Place.objects.create(slug=PLACE, name_ru="Риддер", forms_ru={"nominative": ["Риддер"]})
    Mention.objects.update_or_create(
        article=story, place=place, defaults={"verdict": "confirmed", "decided_by": user}
    )
    token = Cast(Value(f"'place:{PLACE}':1D"), SearchVectorField())
    Article.objects.filter(pk=story.pk).update(place_tokens=token)
    ViewCount.objects.create(day=timezone.localdate(), article=story, count=10)
    for slot in Pin.Slot:
        ends = now + timedelta(hours=5)
        Pin.objects.create(slot=slot, article=story, starts_at=now - timedelta(hours=1), ends_at=ends)


def _kept_from_readers(story: Article, draft: dict[str, Any], user: User) -> None:
    """The next version of the story and a proposal, drafts, remarks, messages."""
    words = {name: f"{SECRET} {name}" for name in ("headline", "short_title", "seo_title", "lead")} | {
        "body": f"<p>{SECRET} body</p>",
        "slug": f"{SECRET}-slug",
    }
    following = revisions.save_revision(story, draft | words, by=user, note=f"{SECRET} version")  # type: ignore[arg-type]
    corrections.propose(
        Correction(article=story, kind="correction", text=f"{SECRET} proposal", basis=SECRET), by=user
    )
    preview_links.make(story, following, by=user, note=f"{SECRET} guest", days=3)
    begun = _draft(DRAFT, draft | words, user)
    work.submit(begun, by=user, note=f"{SECRET} submitted")
    work.return_with_remark(Article.objects.get(pk=begun.pk), by=user, remark=f"{SECRET} remark")
    fresh = Article.objects.get(pk=story.pk)
    scheduled_changes.schedule_change(fresh, following, at=timezone.now() + timedelta(hours=2), by=user)
    Tip.objects.create(
        text=f"{SECRET} tip",
        name=f"{SECRET} name",
        contact=SECRET,
        consent_version="1",
        consent_text="Согласен",
    )
    newsroom.photo(key=PHOTO, alt_ru=f"{SECRET} unused photo")


def _registry() -> None:
    old = registry.edition("old", valid_from=date(2012, 1, 1), valid_to=date(2019, 12, 31))
    paper = registry.document("adopted", story=Article.objects.get(pk=STORY), url="https://adilet.example/")
    new = registry.edition("new", valid_from=date(2020, 1, 1), document=paper)
    east = registry.region("KZ-63")
    ridder = registry.town(PLACE, region=east, kato="171710000", latitude="50.34", longitude="83.51")
    for town, groups in ((ridder, "12"), (registry.town("kentau"), "1"), (registry.town("serebryansk"), "2")):
        for edition, code in zip((old, new), ("second", "first"), strict=True):
            if ("1" if edition == old else "2") in groups:
                registry.put(town, edition, code)
    Town.objects.filter(pk=ridder.pk).update(note_ru=f"{SECRET} note of a town")
    Enterprise.objects.create(
        town=ridder,
        name_ru="Комбинат",
        industry=Industry.objects.create(code="steel", name_ru="сталь"),
        since=1950,
        source="Энциклопедия",
        source_url="https://source.example/",
        confidence="low",
    )
    population, _made = Indicator.objects.get_or_create(
        code="population", defaults={"name_ru": "Население", "unit_ru": "человек"}
    )
    for year, scope in ((2009, "city"), (2021, "city"), (2021, "akimat")):
        facts: dict[str, Any] = {"kind": "census", "source": "БНС", "value": Decimal(47_000 + year)}
        Observation.objects.create(
            town=ridder, indicator=population, date=date(year, 10, 1), precision="month", scope=scope, **facts
        )
    Measure.objects.create(kind="offtake", stage="done", town=ridder, source="Акимат", description_ru="Так")
    Measure.objects.create(kind="partnership", group=new.groups.get(code="first"), document=paper)


def _weather() -> None:
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    today = timezone.localdate(now)
    for city in City.objects.all():
        series.observe(city.slug, now, "-17.3", code=71, is_day=True, humidity=80, wind_speed=Decimal("3.5"))
    series.expect_hours(CITY, hour, [f"-{degrees}.0" for degrees in range(24)])
    series.expect_days(CITY, today, [("-20.1", "-9.0")] * 7, fetched_at=now)
    for day in (*DAYS, today - timedelta(days=1)):
        series.day_of_city(CITY, day, "-7.5", "3.0")


def _rates() -> None:
    today = timezone.localdate()
    for number, day in enumerate((*DAYS, today - timedelta(days=1), today, today + timedelta(days=1))):
        for currency in ("USD", "EUR"):
            series.publish(currency, day, f"50{number}.02", change=Decimal("0.10"))


def originals() -> list[str]:
    """Where the files lie that nobody but the newsroom may have."""
    return [name for name in Photo.objects.values_list("original", flat=True) if name]

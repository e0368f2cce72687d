"""A small site that changes: what it begins with, what is done to it, and the addresses that it has had."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from articles import content as contents
from articles import corrections, pinning, publishing, revisions, scheduled_changes
from articles.models import Article, Author, Outlet, Photo, Pin, Place, Rubric, Topic
from articles.publishing import Change
from tests import newsroom, sweeping
from widgets.models import City, CityDay, Currency, Rate, WeatherObservation

CITY, CURRENCY, TOWN = "ridder", "USD", "ridder"
CROWD = 60
"""Stories that one statement changes at once."""
DRAFT = "zqxdraft"
"""Stands in every version that readers have not got."""
SHOWN_STORIES = 5
UNKNOWN = 987_654_321


class House:
    """The numbers in names grow, so that no text is like a former one."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        sweeping.sweep()
        newsroom.outlet(name_ru=self.name("Издание"), name_kk=self.name("Издание"))
        self.tops = [self._rubric(slug, "Раздел") for slug in ("country", "nature")]
        self.rubrics = [*self.tops, self._rubric("society", "Подраздел", parent=self.tops[0])]
        self.author = newsroom.author("writer", name_ru="Автор0")
        self.topic = newsroom.topic("rivers", name_ru="Тема0")
        self.photo = newsroom.photo()
        self._crowd()
        self._weather_and_rates()
        self._registry()
        self.stories: list[int] = []
        # Readers keep links to whatever once had an address.
        self.former: list[str] = []

    def name(self, kind: str) -> str:
        return f"{kind}{next(self._numbers)}"

    def _rubric(self, slug: str, kind: str, **fields: Any) -> Rubric:
        name = self.name(kind)
        return newsroom.rubric(slug, menu_name_ru=name, full_name_ru=name, **fields)

    def _crowd(self) -> None:
        """Old ones: they stand at the ends of lists, and bulk changes reach them all."""
        rubric, now = self.tops[1], timezone.now()
        Article.objects.bulk_create(
            Article(
                headline=f"Давняя {number}",
                slug=f"old-{number}",
                rubric=rubric,
                publication="published",
                published_at=now - timedelta(days=3, minutes=number),
            )
            for number in range(CROWD)
        )
        self.old = Article.objects.order_by("-published_at").first()

    def _weather_and_rates(self) -> None:
        place = {"latitude": Decimal(50), "longitude": Decimal(83)}
        names = {"name_ru": "Риддер", "name_in_ru": "в Риддере"}
        self.city = City.objects.create(slug=CITY, position=1, is_home=True, **names, **place)
        Currency.objects.create(code=CURRENCY, name_ru="доллар", symbol="$", position=1, is_major=True)

    def _registry(self) -> None:
        from tests.monotowns import conftest as registry

        self.town = registry.town(TOWN, kato="")
        edition = registry.edition("first", groups=("growing",))
        registry.put(self.town, edition, "growing")

    # Stories
    def story(self, pick: int) -> Article | None:
        """One of the last: those readers look at."""
        known = self.stories[-8:]
        return Article.objects.get(pk=known[pick % len(known)]) if known else None

    def live(self, pick: int) -> Article | None:
        rows = list(Article.objects.published().filter(pk__in=self.stories[-8:]).order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    def words(self, text: str, rubric: Rubric, photo: Photo | None = None) -> Any:
        return {
            "schema": contents.SCHEMA,
            "slug": "slug",
            "body": f"<p>{text} Риддер</p>",
            "age_mark": None,
            "is_partner": False,
            "is_unverified": False,
            "rubric": rubric.pk,
            "lead_photo": photo.pk if photo else None,
            "topics": [self.topic.pk],
            "authors": [self.author.pk],
            "sources": [],
        } | dict.fromkeys(("headline", "short_title", "seo_title", "lead"), text)

    def begin(self, pick: int) -> Article:
        rubric = self.rubrics[pick % len(self.rubrics)]
        made = revisions.create_story(language="ru", content=self.words(DRAFT, rubric))
        self.stories.append(made.pk)
        return made

    def publish(self, story: Article, at: datetime | None, *, with_photo: bool = False) -> None:
        # The desk asks for another term first.
        if story.expires_at is not None:
            return
        photo = self.photo if with_photo and self.photo.withdrawn_at is None else None
        text = self.name("Новость")
        revision = revisions.save_revision(story, self.words(text, story.rubric, photo), by=None)
        publishing.publish(Article.objects.get(pk=story.pk), revision, at=at, change=Change.UPDATE)

    def go_on(self, story: Article) -> None:
        """A version that nobody publishes."""
        revisions.save_revision(story, self.words(DRAFT, story.rubric), by=None)

    def plan_change(self, story: Article, at: datetime) -> None:
        text = self.words(self.name("Новость"), story.rubric)
        revision = revisions.save_revision(story, text, by=None)
        scheduled_changes.schedule_change(Article.objects.get(pk=story.pk), revision, at=at, by=None)

    def apply_due(self) -> None:
        """As the queue does at that second."""
        due = Article.objects.filter(scheduled_at__lte=timezone.now()).values_list("pk", flat=True)
        for pk in list(due):
            scheduled_changes.apply_if_due(pk)

    def correct(self, story: Article, at: datetime | None) -> None:
        if story.publication == "published":
            corrections.correct(story, kind="correction", text=self.name("Поправка"), at=at)

    def withdraw(self, story: Article) -> None:
        if story.publication == "published":
            publishing.withdraw(story, reason=self.name("Причина"))

    def unpublish(self, story: Article) -> None:
        columns = ("published_at", "expires_at", "withdrawn_at", "scheduled_at", "scheduled_revision")
        self.update(story, publication="none", withdrawal_reason="", **dict.fromkeys(columns))

    def update(self, story: Article, **columns: Any) -> None:
        Article.objects.filter(pk=story.pk).update(**columns)

    def end(self, story: Article, at: datetime | None) -> None:
        if at is None or story.published_at is None or at > story.published_at:
            self.update(story, expires_at=at)

    def move(self, story: Article, pick: int) -> None:
        self.update(story, rubric=self.rubrics[pick % len(self.rubrics)])

    def rewrite(self, ids: Sequence[int]) -> None:
        """By plain SQL, past all that the program knows."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE articles_article SET lead = %s WHERE id = ANY(%s)", [self.name("Разом"), list(ids)]
            )

    def crowd(self) -> list[int]:
        return [*Article.objects.order_by("pk").values_list("pk", flat=True)]

    # What stories stand among
    def rename_rubric(self, pick: int) -> None:
        rubric = self.rubrics[pick % len(self.rubrics)]
        name = self.name("Подраздел" if rubric.parent_id else "Раздел")
        Rubric.objects.filter(pk=rubric.pk).update(menu_name_ru=name, full_name_ru=name)

    def move_rubric(self, pick: int) -> None:
        """To another address; former ones lead there."""
        rubric = Rubric.objects.get(pk=self.rubrics[pick % len(self.rubrics)].pk)
        rubric.slug = self.name("part")
        rubric.save()

    def rename_author(self) -> None:
        Author.objects.update(name_ru=self.name("Автор"))

    def rename_topic(self) -> None:
        Topic.objects.update(name_ru=self.name("Тема"))

    def rename_outlet(self) -> None:
        Outlet.objects.update(name_ru=self.name("Издание"))

    def rename_place(self) -> None:
        Place.objects.filter(slug=TOWN).update(name_ru=self.name("Город"))

    def take_photo_down(self, *, is_down: bool) -> None:
        self.photo.withdrawn_at = timezone.now() if is_down else None
        reason = "Права" if is_down else ""
        Photo.objects.update(withdrawn_at=self.photo.withdrawn_at, withdrawal_reason=reason)

    def pin(self, slot: str, story: Article | None, start: datetime, seconds: int) -> None:
        if story is None and slot == "lead":
            return
        pinning.hold()
        Pin.objects.filter(slot=slot, ended_at=None).update(ended_at=timezone.now())
        Pin.objects.create(
            slot=slot,
            article=story,
            text_ru=self.name("Срочно"),
            starts_at=start,
            ends_at=start + timedelta(seconds=seconds),
        )

    # Observations
    def rate(self) -> None:
        today = timezone.localdate()
        Rate.objects.create(
            currency_id=CURRENCY, date=today, value=Decimal(next(self._numbers)), source="nbk"
        )

    def weather(self, minutes_ago: float) -> None:
        at = timezone.now() - timedelta(minutes=minutes_ago)
        WeatherObservation.objects.create(
            city=self.city,
            temperature=Decimal(next(self._numbers) % 600 - 300) / 10,
            observed_at=at,
            fetched_at=at,
            source="metno",
        )

    def day_of_city(self) -> None:
        day: date = timezone.localdate() - timedelta(days=1 + next(self._numbers) % 300)
        degrees = {name: Decimal(next(self._numbers) % 400) / 10 for name in ("low", "mean")}
        CityDay.objects.update_or_create(
            city=self.city, date=day, defaults=degrees | {"high": Decimal(50), "observations": 48}
        )

    def town_moves(self) -> None:
        type(self.town).objects.update(kato=f"{next(self._numbers):09d}")

    # Addresses
    def addresses(self) -> list[str]:
        """All that readers may ask for: standing pages, pages of the last stories, and what once was one."""
        rubrics = list(Rubric.objects.filter(pk__in=[rubric.pk for rubric in self.rubrics]))
        shown = [*self.stories[-SHOWN_STORIES:], self.old.pk if self.old else UNKNOWN]
        stories = list(Article.objects.filter(pk__in=shown).select_related("rubric").order_by("pk"))
        pages = [story.url for story in stories]
        for address in (*pages, *(rubric.url for rubric in rubrics)):
            if address not in self.former:
                self.former.append(address)
        today = timezone.localdate()
        return [
            *STANDING,
            *(rubric.url for rubric in rubrics),
            *(f"{rubric.url}rss.xml" for rubric in rubrics[:2]),
            f"/archive/{today:%Y/%m/%d}/",
            f"/sitemap-{timezone.now():%Y-%m}.xml",
            *self.former[-12:],
            *(f"/api/v1/articles/{story.pk}/" for story in stories),
            *(f"/api/v1/articles/{story.pk}/related/" for story in stories[-2:]),
            *(f"/api/v1/articles/{story.pk}/next/" for story in stories[-2:]),
            *(f"/api/v1/articles/by-address/?url={address}" for address in pages[-2:]),
        ]

    def hidden(self) -> list[str]:
        """Pages of stories that readers may not see and never have: as if there were none."""
        unseen = Article.objects.filter(pk__in=self.stories[-8:]).exclude(
            Q(pk__in=Article.objects.published()) | Q(publication="withdrawn")
        )
        return [story.url for story in unseen.select_related("rubric")]


STANDING = (
    *("/", "/kk/", "/rss.xml", "/sitemap.xml", "/sitemap-sections.xml", "/news-sitemap.xml"),
    *("/sitemap-data.xml", "/sitemap-registry.xml", "/manifest.webmanifest", "/opensearch.xml"),
    *("/ispravleniya/", "/authors/writer/", "/topics/rivers/", "/imprint/", "/contacts/"),
    *("/weather/", f"/weather/{CITY}/", "/rates/", f"/rates/{CURRENCY.lower()}/"),
    *("/monotowns/", f"/monotowns/{TOWN}/", f"/country/{UNKNOWN}-slug/"),
    *("/api/v1/articles/", "/api/v1/corrections/", "/api/v1/rubrics/", "/api/v1/topics/rivers/"),
    *("/api/v1/authors/writer/", "/api/v1/breaking/", "/api/v1/outlet/", "/api/v1/monotowns/"),
    *("/api/v1/weather/", f"/api/v1/weather/{CITY}/", "/api/v1/rates/", f"/api/v1/monotowns/{TOWN}/"),
)

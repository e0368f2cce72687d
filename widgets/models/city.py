"""The cities of the weather list: who stands where, which one is home, and what the weather is there."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import FETCH_RAISE, ExpressionWrapper, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsportal.lib.asked import Moment
from newsportal.lib.translated import translated
from widgets.models.weather import WeatherObservation

SHOWN = ("observed_at", "temperature", "code", "is_day", "source")
MEASURED = (*SHOWN, "fetched_at", "humidity", "wind_speed")


class CityQuerySet(models.QuerySet["City"]):
    def active(self) -> Self:
        """The list readers see, in its stored order: home first, not by alphabet."""
        return self.filter(is_active=True).order_by("position", "pk")

    def with_weather(self, now: Moment, columns: tuple[str, ...] = SHOWN) -> Self:
        """Each city with its newest observation, all in one query; a city nobody observed has nulls."""
        newest = (
            WeatherObservation.objects.shown()
            .filter(city=OuterRef("pk"), observed_at__lte=now)
            .order_by("-observed_at", "-fetched_at", "-pk")
        )
        # One short index lookup for each column and city: it does not grow with the series.
        values = {name: Subquery(newest.values(name)[:1]) for name in columns}
        return self.annotate(**values).fetch_mode(FETCH_RAISE)

    def at_address(self, slug: str) -> Self:
        """The city that has this address now, before one that once had it."""
        is_present = ExpressionWrapper(Q(slug=slug), output_field=models.BooleanField())
        return self.filter(Q(slug=slug) | Q(former_slugs__contains=[slug])).order_by(is_present.desc(), "pk")

    def at_addresses(self, slugs: Iterable[str]) -> Self:
        """Whoever has one of these addresses, or once had it."""
        asked = list(slugs)
        return self.filter(Q(slug__in=asked) | Q(former_slugs__overlap=asked)).order_by("pk")


class City(models.Model):
    """A city of the weather list. One that leaves the list is retired, not deleted: its series stays."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    # Addresses that once were this city's; they lead to the present one.
    former_slugs = ArrayField(
        models.SlugField(max_length=60),
        verbose_name=_("former addresses"),
        default=list,
        blank=True,
        help_text=_("Separated by commas. They lead readers to the present address."),
    )
    name = translated(models.CharField(_("name"), max_length=80))
    name_in = translated(models.CharField(_("in the city"), max_length=100))
    region = translated(models.CharField(_("region"), max_length=120, blank=True))
    former_names = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("former names"),
        default=list,
        blank=True,
        help_text=_("Separated by commas."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=5,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
    )
    position = models.PositiveSmallIntegerField(_("place in the list"))
    is_home = models.BooleanField(
        _("home city"),
        default=False,
        help_text=_("The city whose weather everybody sees first. Only one can be."),
    )
    is_active = models.BooleanField(_("in the list"), default=True)

    # Filled by with_weather(), the last three where `MEASURED` is asked for.
    observed_at: datetime | None
    temperature: Decimal | None
    code: int | None
    is_day: bool | None
    source: str | None
    fetched_at: datetime | None
    humidity: int | None
    wind_speed: Decimal | None

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_home"],
                condition=Q(is_home=True),
                name="city_one_home",
                violation_error_message=_("Another city is home already: take the mark off it first."),
            ),
            models.CheckConstraint(
                condition=Q(is_home=False) | Q(is_active=True),
                name="city_home_is_active",
                violation_error_message=_("The home city has to be in the list."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="city_is_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return str(reverse("city_weather", args=[self.slug]))

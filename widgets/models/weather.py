"""What a weather service said about a city at a moment."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets.models.observation import SAMPLE, Observation, ObservationQuerySet


class WeatherObservation(Observation):
    """One reading. Whatever the service left out is null, never zero."""

    class Source(models.TextChoices):
        SAMPLE = SAMPLE, _("demonstration sample")
        OPEN_METEO = "open_meteo", "Open-Meteo"
        METNO = "metno", "MET Norway"

    city = models.ForeignKey(
        "widgets.City", models.PROTECT, verbose_name=_("city"), related_name="observations", db_index=False
    )
    observed_at = models.DateTimeField(_("observed"))
    temperature = models.DecimalField(_("temperature, °C"), max_digits=4, decimal_places=1, null=True)
    code = models.PositiveSmallIntegerField(
        _("condition, WMO code"), null=True, validators=[MaxValueValidator(99)]
    )
    is_day = models.BooleanField(_("daylight"), null=True)
    humidity = models.PositiveSmallIntegerField(_("humidity, %"), null=True)
    wind_speed = models.DecimalField(_("wind, m/s"), max_digits=4, decimal_places=1, null=True)
    source = models.CharField(_("source"), max_length=10, choices=Source)

    objects = models.Manager.from_queryset(ObservationQuerySet)()

    class Meta:
        verbose_name = _("weather observation")
        verbose_name_plural = _("weather observations")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "source", "observed_at", "fetched_at"], name="weather_fetched_once"
            ),
            models.CheckConstraint(
                condition=Q(source__in=["sample", "open_meteo", "metno"]), name="weather_source_known"
            ),
            models.CheckConstraint(condition=Q(code__lte=99), name="weather_code_is_wmo"),
            models.CheckConstraint(condition=Q(humidity__lte=100), name="weather_humidity_percent"),
            models.CheckConstraint(condition=Q(wind_speed__gte=0), name="weather_wind_not_negative"),
        ]
        indexes = [
            # The newest of a city is the first entry of its part of this index, however long the series.
            models.Index(
                F("city"),
                F("observed_at").desc(),
                F("fetched_at").desc(),
                F("id").desc(),
                name="weather_newest_of_city",
            )
        ]

    def __str__(self) -> str:
        observed = timezone.localtime(self.observed_at)
        return f"{self.city_id}: {self.temperature} °C, {observed:%Y-%m-%d %H:%M}"

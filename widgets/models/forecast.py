"""What a weather service expects: replaced by each newer forecast, since nobody observed it."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from widgets.models.weather import WeatherObservation


class Forecast(models.Model):
    """Common to hours and days. Whatever the service left out is null, never zero."""

    code = models.PositiveSmallIntegerField(
        _("condition, WMO code"), null=True, validators=[MaxValueValidator(99)]
    )
    precipitation = models.DecimalField(_("precipitation, mm"), max_digits=5, decimal_places=1, null=True)
    wind_speed = models.DecimalField(_("wind, m/s"), max_digits=4, decimal_places=1, null=True)
    source = models.CharField(_("source"), max_length=10, choices=WeatherObservation.Source)
    fetched_at = models.DateTimeField(_("fetched"))

    class Meta:
        abstract = True


class HourForecast(Forecast):
    """The hour that begins `at`."""

    city = models.ForeignKey(
        "widgets.City", models.CASCADE, verbose_name=_("city"), related_name="hours", db_index=False
    )
    at = models.DateTimeField(_("hour"))
    temperature = models.DecimalField(_("temperature, °C"), max_digits=4, decimal_places=1, null=True)
    is_day = models.BooleanField(_("daylight"), null=True)

    class Meta:
        verbose_name = _("forecast for an hour")
        verbose_name_plural = _("forecasts for hours")
        constraints = [
            models.UniqueConstraint(fields=["city", "at"], name="hour_forecast_once"),
            models.CheckConstraint(condition=Q(code__lte=99), name="hour_forecast_code_is_wmo"),
            models.CheckConstraint(
                condition=Q(precipitation__gte=0), name="hour_forecast_precipitation_not_negative"
            ),
            models.CheckConstraint(condition=Q(wind_speed__gte=0), name="hour_forecast_wind_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id}, {self.at:%Y-%m-%d %H:%M}: {self.temperature} °C"


class DayForecast(Forecast):
    """A calendar day of Asia/Almaty; `wind_speed` is its strongest."""

    city = models.ForeignKey(
        "widgets.City", models.CASCADE, verbose_name=_("city"), related_name="days_ahead", db_index=False
    )
    date = models.DateField(_("day"))
    low = models.DecimalField(_("lowest, °C"), max_digits=4, decimal_places=1, null=True)
    high = models.DecimalField(_("highest, °C"), max_digits=4, decimal_places=1, null=True)

    class Meta:
        verbose_name = _("forecast for a day")
        verbose_name_plural = _("forecasts for days")
        constraints = [
            models.UniqueConstraint(fields=["city", "date"], name="day_forecast_once"),
            models.CheckConstraint(condition=Q(code__lte=99), name="day_forecast_code_is_wmo"),
            models.CheckConstraint(
                condition=Q(low__lte=models.F("high")), name="day_forecast_low_below_high"
            ),
            models.CheckConstraint(
                condition=Q(precipitation__gte=0), name="day_forecast_precipitation_not_negative"
            ),
            models.CheckConstraint(condition=Q(wind_speed__gte=0), name="day_forecast_wind_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id}, {self.date}: {self.low} … {self.high} °C"

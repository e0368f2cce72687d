"""A day of a city in a few numbers: what charts of a year and records are drawn from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CityDay(models.Model):
    """Made from the observations of a calendar day of Asia/Almaty, and made again whenever one arrives.

    `widgets.weather.days` alone writes it: the observations are the truth, this is their index.
    """

    city = models.ForeignKey(
        "widgets.City", models.PROTECT, verbose_name=_("city"), related_name="days", db_index=False
    )
    date = models.DateField(_("day"))
    low = models.DecimalField(_("lowest, °C"), max_digits=4, decimal_places=1)
    high = models.DecimalField(_("highest, °C"), max_digits=4, decimal_places=1)
    mean = models.DecimalField(_("mean, °C"), max_digits=4, decimal_places=1)
    observations = models.PositiveIntegerField(_("observations"))

    class Meta:
        verbose_name = _("day of a city")
        verbose_name_plural = _("days of cities")
        constraints = [
            models.UniqueConstraint(fields=["city", "date"], name="city_day_once"),
            models.CheckConstraint(condition=Q(low__lte=models.F("high")), name="city_day_low_below_high"),
            models.CheckConstraint(condition=Q(observations__gte=1), name="city_day_was_observed"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id}, {self.date}: {self.low} … {self.high} °C"

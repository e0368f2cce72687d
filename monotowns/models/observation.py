"""Figures of towns: what was counted, when, of which area, and who says so."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monotowns.models.audit import audited
from monotowns.models.town import Town
from newsportal.lib.translated import translated

POPULATION = "population"


class Indicator(models.Model):
    """What is counted, and in what."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = translated(models.CharField(_("name"), max_length=120))
    unit = translated(models.CharField(_("unit"), max_length=40))
    may_be_negative = models.BooleanField(
        _("may be below zero"),
        default=False,
        help_text=_("A balance of migration may, a population may not."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    history = audited()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return str(self.name)


class Observation(models.Model):
    """One figure. `precision` says how much of the date counts: of a year or month its first day is kept."""

    class Precision(models.TextChoices):
        YEAR = "year", _("year")
        MONTH = "month", _("month")
        DAY = "day", _("day")

    class Scope(models.TextChoices):
        CITY = "city", _("the city")
        AKIMAT = "akimat", _("the akimat with its villages")
        UNCLEAR = "unclear", _("area unclear")

    class Kind(models.TextChoices):
        CENSUS = "census", _("census")
        ESTIMATE = "estimate", _("estimate")

    town = models.ForeignKey(Town, models.CASCADE, related_name="observations", verbose_name=_("town"))
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="observations", verbose_name=_("indicator")
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    date = models.DateField(_("date"))
    precision = models.CharField(_("precision"), max_length=5, choices=Precision, default=Precision.DAY)
    scope = models.CharField(_("area"), max_length=7, choices=Scope)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    history = audited()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["town", "indicator", "-date"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "indicator", "scope", "date", "precision", "kind", "source"],
                name="observation_once_from_a_source",
            ),
            models.CheckConstraint(
                condition=Q(scope__in=["city", "akimat", "unclear"]), name="observation_scope_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["census", "estimate"]), name="observation_kind_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="observation_has_source"),
            models.CheckConstraint(
                condition=Q(date__gte="1700-01-01", date__lt="2101-01-01"), name="observation_date_in_range"
            ),
            # A year is kept as its first day, a month as its first; there is no other precision.
            models.CheckConstraint(
                condition=Q(precision="day")
                | Q(precision="month", date__day=1)
                | Q(precision="year", date__day=1, date__month=1),
                name="observation_date_as_precise_as_said",
                violation_error_message=_("Of a month give its first day, of a year the first of January."),
            ),
        ]

    @property
    def moment(self) -> str:
        """As much of the date as counts: 1999, 2021-10, 2023-01-01."""
        return self.date.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]

    def clean(self) -> None:
        # Both may be missing here: what a form could not read.
        if (
            self.value is not None
            and self.indicator_id
            and self.value < 0
            and not self.indicator.may_be_negative
        ):
            raise ValidationError({"value": _("This indicator is never below zero.")})

    def __str__(self) -> str:
        return f"{self.town}, {self.indicator}: {self.value.normalize():f}"

"""Official exchange rates, as the National Bank published them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import FETCH_RAISE, BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsportal.lib.asked import Asked
from newsportal.lib.translated import translated
from widgets.models.observation import SAMPLE, Observation, ObservationQuerySet

if TYPE_CHECKING:
    from widgets.nbk.feed import Publication
    from widgets.nbk.storing import Stored


class Currency(models.Model):
    """A currency the bank quotes; the major ones stand in the header."""

    code = models.CharField(
        _("code"),
        max_length=3,
        primary_key=True,
        validators=[RegexValidator("^[A-Z]{3}$", _("Three Latin capitals."))],
    )
    name = translated(models.CharField(_("name"), max_length=80))
    symbol = models.CharField(_("symbol"), max_length=4, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"))
    is_major = models.BooleanField(_("in the header"), default=False)

    class Meta:
        verbose_name = _("currency")
        verbose_name_plural = _("currencies")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex="^[A-Z]{3}$"), name="currency_code_is_iso"),
        ]

    def __str__(self) -> str:
        return f"{self.code} — {self.name}"


class RateQuerySet(ObservationQuerySet):
    def board(self, now: datetime) -> Self:
        """The majors with the rate in force at that moment, the one before and tomorrow's: one query."""
        today = timezone.localdate(now)
        return self.board_of(today, today + timedelta(days=1))

    def board_of(self, today: date | Asked, tomorrow: date | Asked) -> Self:
        """The same of two days, which a prepared queryset is asked for later."""
        # Out in the afternoon, in force from midnight: until then it stands beside, never instead.
        following = _newest_first().filter(currency=OuterRef("currency"), date=tomorrow)
        return self.in_force(today, Currency.objects.filter(is_major=True)).annotate(
            next_value=Subquery(following.values("value")[:1]),
            next_quant=Subquery(following.values("quant")[:1]),
            next_change=Subquery(following.values("change")[:1]),
        )

    def in_force(
        self, day: date | Asked, currencies: "models.QuerySet[Currency]", *, as_of: int | None = None
    ) -> Self:
        """The rate of each of the currencies on a day, and the one published before: one query."""
        known = _newest_first().as_of(as_of)
        in_force = known.filter(currency=OuterRef("pk"), date__lte=day)
        before = known.filter(currency=OuterRef("currency"), date__lt=OuterRef("date"))
        return (
            self.filter(pk__in=currencies.order_by().values(newest=Subquery(in_force.values("pk")[:1])))
            .annotate(
                previous_value=Subquery(before.values("value")[:1]),
                previous_quant=Subquery(before.values("quant")[:1]),
                # On a day without a publication the last rate goes on, under its own date.
                carried_forward=ExpressionWrapper(Q(date__lt=day), output_field=BooleanField()),
            )
            .select_related("currency")
            .order_by("currency__position")
            .fetch_mode(FETCH_RAISE)
        )

    def of_bank(self, first: date, last: date, codes: Iterable[str]) -> Self:
        """The bank's rates of those days; of a currency's day the newest row comes first."""
        return (
            self.history()
            .filter(currency__in=codes, date__range=(first, last))
            .order_by("currency", "date", "-fetched_at", "-pk")
        )

    def within(self, currency: str, since: date | None, until: date | None) -> Self:
        """Every real value of a currency within a period, also those that a newer one replaced."""
        found = self.history().filter(currency=currency)
        if since:
            found = found.filter(date__gte=since)
        if until:
            found = found.filter(date__lte=until)
        return found

    def series(self, currency: str, since: date | None, until: date | None) -> Self:
        """What stands for each published day, the oldest first: the newest of its values."""
        found = self.within(currency, since, until)
        return found.order_by("date", "-fetched_at", "-pk").distinct("date").fetch_mode(FETCH_RAISE)

    def store(self, publication: "Publication", fetched_at: datetime) -> "Stored":
        """Write what is new of a publication, and hold back what looks wrong: see `widgets.nbk.storing`."""
        from widgets.nbk.storing import store

        return store(publication, fetched_at)


def _newest_first() -> RateQuerySet:
    shown: RateQuerySet = Rate.objects.shown().order_by("-date", "-fetched_at", "-pk")
    return shown


class Rate(Observation):
    """Tenge for `quant` units of a currency on a day, digit for digit as published."""

    class Source(models.TextChoices):
        SAMPLE = SAMPLE, _("demonstration sample")
        NBK = "nbk", _("National Bank of Kazakhstan")

    currency = models.ForeignKey(
        Currency, models.PROTECT, verbose_name=_("currency"), related_name="rates", db_index=False
    )
    date = models.DateField(_("in force on"))
    # Without a fixed number of places: what the bank wrote is what is kept.
    value = models.DecimalField(_("tenge"))
    quant = models.PositiveIntegerField(_("for units"), default=1)
    change = models.DecimalField(_("change as published"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source)

    # Filled by in_force().
    previous_value: Decimal | None
    previous_quant: int | None
    carried_forward: bool
    # Filled by board().
    next_value: Decimal | None
    next_quant: int | None
    next_change: Decimal | None

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "date", "source", "fetched_at"], name="rate_fetched_once"
            ),
            models.CheckConstraint(condition=Q(source__in=["sample", "nbk"]), name="rate_source_known"),
            models.CheckConstraint(  # Above: NaN, which Postgres holds greater than every number.
                condition=Q(value__gt=0, value__lt=1_000_000_000), name="rate_positive"
            ),
            models.CheckConstraint(condition=Q(quant__gte=1), name="rate_quant_positive"),
        ]
        indexes = [
            models.Index(
                F("currency"),
                F("date").desc(),
                F("fetched_at").desc(),
                F("id").desc(),
                name="rate_newest_of_currency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.currency_id} {self.value} / {self.quant}, {self.date}"

    @property
    def basis(self) -> int:
        """How many units people read it for: one of a major, as many as the bank quotes of another."""
        return 1 if self.currency.is_major else self.quant

    @property
    def per_unit(self) -> Decimal:
        return self.value / self.quant

    @property
    def change_per_unit(self) -> Decimal | None:
        """Against the previously published value.

        The bank's own figure comes first: it knows of days that were never fetched.
        """
        if self.change is not None:
            return self.change / self.quant
        if self.previous_value is None or self.previous_quant is None:
            return None
        return self.per_unit - self.previous_value / self.previous_quant

    @property
    def tomorrow_per_unit(self) -> Decimal | None:
        """None until tomorrow's rate is out."""
        if self.next_value is None or self.next_quant is None:
            return None
        return self.next_value / self.next_quant

    @property
    def tomorrow_change_per_unit(self) -> Decimal | None:
        if self.tomorrow_per_unit is None or self.next_quant is None:
            return None
        if self.next_change is not None:
            return self.next_change / self.next_quant
        return self.tomorrow_per_unit - self.per_unit

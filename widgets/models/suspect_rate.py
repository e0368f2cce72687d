"""Published rates that look wrong: held back until a person, or the bank's next day, confirms them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets.models.rate import Currency


class SuspectRate(models.Model):
    """One value of one day as it was published. Readers see nothing of it: the last good value stands."""

    class Reason(models.TextChoices):
        NOT_POSITIVE = "not_positive", _("zero or less")
        # A per cent sign before a word is none of a format. xgettext:no-python-format
        JUMP = "jump", _("moved by more than 20 % in a day")
        MAJOR_MISSING = "major_missing", _("a main currency is missing from the publication")

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        RELEASED = "released", _("released by a person")
        CONFIRMED = "confirmed", _("confirmed by the next publication")
        REJECTED = "rejected", _("rejected")

    currency = models.ForeignKey(
        Currency, models.PROTECT, verbose_name=_("currency"), related_name="suspects"
    )
    date = models.DateField(_("in force on"))
    value = models.DecimalField(_("tenge"))
    quant = models.PositiveIntegerField(_("for units"), default=1)
    change = models.DecimalField(_("change as published"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("fetched"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    # What it was compared with, for the person who decides; for as many units as `quant`.
    previous_value = models.DecimalField(_("value before"), null=True, blank=True)
    previous_date = models.DateField(_("day before"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("rate held back")
        verbose_name_plural = _("rates held back")
        ordering = ["-date", "currency__position", "-pk"]
        constraints = [
            # The same publication fetched again is the same doubt.
            models.UniqueConstraint(fields=["currency", "date", "value", "quant"], name="suspect_rate_once"),
            models.CheckConstraint(
                condition=Q(verdict="waiting", decided_at=None)
                | (~Q(verdict="waiting") & Q(decided_at__isnull=False)),
                name="suspect_rate_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="released") | (Q(value__gt=0) & ~Q(decided_by="")),
                name="suspect_rate_released_by_somebody",
            ),
        ]
        indexes = [
            models.Index(F("date").desc(), name="suspect_rate_waiting", condition=Q(verdict="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.currency_id} {self.value} / {self.quant}, {self.date}"

    @property
    def per_unit(self) -> Decimal:
        return self.value / self.quant

    @property
    def move(self) -> Decimal | None:
        """In percent of the value before; None where there was none."""
        if not self.previous_value:
            return None
        return (self.value / self.previous_value - 1) * 100

    @property
    def may_be_released(self) -> bool:
        """Nothing costs zero tenge or less: such a value can only be rejected."""
        return self.verdict == self.Verdict.WAITING and self.value > 0

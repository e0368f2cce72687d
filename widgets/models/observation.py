"""What every observation has: where it came from, when it was fetched, and that it never changes."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SAMPLE = "sample"


class ObservationQuerySet(models.QuerySet[Any]):
    """Real values and the demonstration's samples live in one table; these two say which are meant."""

    def history(self) -> Self:
        """What series, files and comparisons are made of: samples are no part of it."""
        return self.exclude(source=SAMPLE)

    def shown(self) -> Self:
        """What pages may show: real values, and samples only while the kind has no real value at all."""
        any_real_value = self.model._default_manager.exclude(source=SAMPLE)
        return self.filter(~Q(source=SAMPLE) | ~Exists(any_real_value))

    def as_of(self, state: int | None) -> Self:
        """As the table stood when `state` was its newest row: see `widgets.states`. None is now."""
        return self if state is None else self.filter(pk__lte=state)


class Observation(models.Model):
    """Append-only: triggers of the second migration refuse every UPDATE, and DELETE of anything but samples.

    A value that differs from the stored one is a new row, and the newest is shown.
    """

    fetched_at = models.DateTimeField(_("fetched"), default=timezone.now)

    class Meta:
        abstract = True

"""What the newsroom may want to write about: said once on the desk, with a draft ready."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    def tell(self, notices: Iterable["Notice"]) -> None:
        """Those that were told already stay as they are, put away or not."""
        self.bulk_create(notices, ignore_conflicts=True)


class Notice(models.Model):
    """An event of a series. `key` names it, so that a run that is repeated says it once."""

    class Kind(models.TextChoices):
        RATE_MOVED = "rate_moved", _("a main currency moved by more than 1 %")
        RATE_HELD_BACK = "rate_held_back", _("a rate was held back")
        FROST = "frost", _("frost below −30°")
        RECORD = "record", _("a record of our series")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    # "rate_moved:USD:2026-01-31"
    key = models.CharField(_("key"), max_length=100, unique=True)
    # Codes, slugs, dates and numbers as text; the words are made when it is shown, in the reader's language.
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("facts"))
    noticed_at = models.DateTimeField(_("noticed"), default=timezone.now)
    dismissed_at = models.DateTimeField(_("put away"), null=True, blank=True)
    dismissed_by = models.CharField(_("put away by"), max_length=150, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-noticed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["rate_moved", "rate_held_back", "frost", "record"]),
                name="notice_kind_known",
            ),
        ]
        indexes = [
            models.Index(F("noticed_at").desc(), name="notice_on_the_desk", condition=Q(dismissed_at=None)),
        ]

    def __str__(self) -> str:
        return self.key

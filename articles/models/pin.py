"""What editors put on top for a while: the breaking bar and the lead of the front page."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from newsportal.lib.asked import Moment
from newsportal.lib.dates import EARLIEST, LATEST
from newsportal.lib.translated import translated


class PinQuerySet(models.QuerySet["Pin"]):
    def current(self, now: Moment | None = None) -> "PinQuerySet":
        """Pins whose time it is, of stories that readers may see; a bar without a story is text alone."""
        from articles.models import Article

        moment = now or Now()
        return (
            self.not_over(now)
            .filter(
                Q(article__isnull=True) | Q(article__in=Article.objects.published(now)),
                starts_at__lte=moment,
            )
            .order_by("position", "-starts_at")
        )

    def not_over(self, now: Moment | None = None) -> "PinQuerySet":
        """Pins that stand there, or will."""
        return self.filter(ends_at__gt=now or Now(), ended_at__isnull=True)

    def during(self, start: datetime, end: datetime) -> "PinQuerySet":
        """Pins that take a place at any time of this span: not those of stories that readers will not see."""
        return self.filter(
            Q(article__isnull=True)
            | Q(article__publication="published")
            & (Q(article__expires_at__isnull=True) | Q(article__expires_at__gt=start)),
            starts_at__lt=end,
            ends_at__gt=start,
            ended_at__isnull=True,
        )


class Pin(models.Model):
    """A story or a line of text in a slot; it ends by itself, always."""

    class Slot(models.TextChoices):
        BREAKING = "breaking", _("breaking bar")
        LEAD = "lead", _("lead of the front page")

    # How many stand at one time on the pages of one language: `articles.pinning` holds it.
    LIMITS = {Slot.BREAKING: 3, Slot.LEAD: 1}

    slot = models.CharField(_("slot"), max_length=8, choices=Slot)
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="pins",
        verbose_name=_("story"),
    )
    text = translated(models.CharField(_("text of the bar"), max_length=160, blank=True, default=""))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("pinned by"),
    )
    # Taken off before its time. The row stays, as history.
    ended_at = models.DateTimeField(_("taken off"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("taken off by"),
    )

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pin")
        verbose_name_plural = _("pins")
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["slot", "ends_at"], name="pin_slot_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__range=(EARLIEST, LATEST)) & Q(ends_at__range=(EARLIEST, LATEST)),
                name="pin_dates_in_range",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="pin_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(slot__in=["breaking", "lead"]), name="pin_slot_known"),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | (Q(slot="breaking") & ~Q(text_ru="")),
                name="pin_shows_story_or_text",
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """What readers read in the bar."""
        if self.article is None:
            return str(self.text)
        text: str = getattr(self, f"text_{self.article.language}")
        return text or self.article.card_title

    @property
    def languages(self) -> list[str]:
        """A story stands on pages of its own language, a line of text on all of them."""
        return [self.article.language] if self.article else ["ru", "kk"]

    def is_over(self, now: datetime) -> bool:
        return self.ended_at is not None or self.ends_at <= now

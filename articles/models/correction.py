from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from newsportal.lib.asked import Moment
from newsportal.lib.dates import EARLIEST, LATEST


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def published(self, now: Moment | None = None) -> "CorrectionQuerySet":
        """Corrections whose time has come."""
        return self.filter(published_at__lte=now or Now())

    def of_visible_stories(self, now: Moment | None = None) -> "CorrectionQuerySet":
        """What the page of corrections lists, newest first."""
        from articles.models import Article

        visible = self.published(now).filter(article__in=Article.objects.published(now))
        return visible.order_by("-published_at", "-pk")

    def in_language(self, language: str | None = None) -> "CorrectionQuerySet":
        """Of stories of the language of the page."""
        return self.filter(article__language=language or translation.get_language() or "ru")

    def before(self, anchor: "Correction") -> "CorrectionQuerySet":
        """Older than the anchor in the order of `of_visible_stories`."""
        return self.filter(
            models.Q(published_at__lt=anchor.published_at) | models.Q(pk__lt=anchor.pk),
            published_at__lte=anchor.published_at,
        )

    def for_list(self) -> "CorrectionQuerySet":
        """With the story's name and address, and nothing else of it."""
        return self.select_related("article__rubric").only(
            "kind",
            "text",
            "published_at",
            "article__headline",
            "article__slug",
            "article__language",
            "article__rubric__path",
        )


class Correction(models.Model):
    """What was wrong in a live story, in words for readers; nothing is mended silently."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        ADDITION = "addition", _("Addition")
        REFUTATION = "refutation", _("Refutation")
        REPLY = "reply", _("Reply")
        RETRACTION = "retraction", _("Retraction")

    class Placement(models.TextChoices):
        TOP = "top", _("above the text")
        BOTTOM = "bottom", _("below the text")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="corrections", verbose_name=_("story")
    )
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    placement = models.CharField(_("placement"), max_length=6, choices=Placement, default=Placement.BOTTOM)
    text = models.TextField(_("text for readers"), max_length=2000)
    from_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    to_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    requested_by = models.CharField(
        _("who asked for it"), max_length=200, blank=True, default="", help_text=_("For the newsroom only.")
    )
    basis = models.TextField(
        _("on what grounds"), max_length=2000, blank=True, default="", help_text=_("For the newsroom only.")
    )
    # Without a time it is a proposal, which readers do not see.
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("proposed by"),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("published by"),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_has_text"),
            models.CheckConstraint(
                condition=models.Q(published_at__range=(EARLIEST, LATEST)), name="correction_date_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["correction", "clarification", "addition", "refutation", "reply", "retraction"]
                ),
                name="correction_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(placement__in=["top", "bottom"]), name="correction_placement_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

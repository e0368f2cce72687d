from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One saved version of the whole content of a story. The database refuses to change it."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    # Its shape is `articles.content.Content`; `schema` inside says which edition of the shape.
    content = models.JSONField(_("content"))
    note = models.CharField(_("what was changed"), max_length=240, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        # Which photos it shows: `articles.photo_uses` asks.
        indexes = [GinIndex(Func("content", function="articles_revision_photos"), name="revision_photos")]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once_per_story"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

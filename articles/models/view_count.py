"""How often stories were read: a table of its own, so that counting never touches a story."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewCount(models.Model):
    """Readings of one story on one day (Asia/Almaty)."""

    pk = models.CompositePrimaryKey("day", "article_id")
    day = models.DateField(_("day"))
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="view_counts", db_index=False
    )
    count = models.PositiveIntegerField(_("readings"), default=0)

    class Meta:
        verbose_name = _("readings of a day")
        verbose_name_plural = _("readings by day")
        indexes = [models.Index(fields=["article"], name="view_count_article")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"

"""Who signed a story."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.dated import Dated


class Byline(Dated):
    """Who signed the story, in order."""

    article = models.ForeignKey("articles.Article", models.CASCADE)
    author = models.ForeignKey("articles.Author", models.PROTECT, verbose_name=_("author"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_once_per_author"),
        ]
        indexes = [models.Index(fields=["author", "-published_at", "-article"], name="byline_newest")]

    def __str__(self) -> str:
        return str(self.author)

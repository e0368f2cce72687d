"""Where a story comes from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StorySource(models.Model):
    """The exact item that a story is based on or cites."""

    class Relation(models.TextChoices):
        BASED_ON = "based_on", _("based on")
        CITES = "cites", _("cites")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="sources")
    source = models.ForeignKey("articles.Source", models.PROTECT, verbose_name=_("source"))
    url = models.URLField(_("address of the item"), max_length=1000, blank=True)
    relation = models.CharField(_("relation"), max_length=8, choices=Relation, default=Relation.BASED_ON)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("source of a story")
        verbose_name_plural = _("sources of a story")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "source", "url"], name="story_source_once"),
            models.CheckConstraint(
                condition=Q(relation__in=["based_on", "cites"]), name="story_source_relation_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.url}".strip()

"""The gazetteer of the newsroom: places, the forms of their names, and the stories that mention them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsportal.lib.translated import translated


class Place(models.Model):
    """A town or city as texts name it. Filled and matched by the registry's part of the newsroom."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = translated(models.CharField(_("name"), max_length=80))
    # {"genitive": "Курчатова", …}: every case form, per language, as texts write them.
    forms_ru = models.JSONField(_("Russian case forms"), default=dict, blank=True)
    forms_kk = models.JSONField(_("Kazakh case forms"), default=dict, blank=True)
    aliases = ArrayField(models.CharField(max_length=80), verbose_name=_("aliases"), default=list, blank=True)
    former_names = ArrayField(
        models.CharField(max_length=80), verbose_name=_("former names"), default=list, blank=True
    )
    # Words beside the name that decide for or against the place; empty where the name is unambiguous.
    ambiguity = models.JSONField(_("rules for an ambiguous name"), default=dict, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_ru"]

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """A place in a story, with the newsroom's verdict on whether it is really meant."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        ASK = "ask", _("to confirm")
        REJECTED = "rejected", _("rejected")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="mentions")
    place = models.ForeignKey(Place, models.PROTECT, related_name="mentions")
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    sentence = models.CharField(_("sentence"), max_length=500, blank=True)
    decided_by_person = models.BooleanField(_("decided by a person"), default=False)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(fields=["article", "place"], name="mention_once_per_story"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["confirmed", "ask", "rejected"]), name="mention_verdict_known"
            ),
        ]
        indexes = [models.Index(fields=["place", "verdict", "-article"], name="mention_place_stories")]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_verdict_display()}"

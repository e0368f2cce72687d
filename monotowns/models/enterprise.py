"""What a town lives on: an enterprise, its industry, and who says so."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from monotowns.models.audit import audited
from monotowns.models.town import Town
from newsportal.lib.translated import translated

YEARS = (1700, 2100)


class Industry(models.Model):
    """One of a short list, for filters; what exactly an enterprise does stands in its own words."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = translated(models.CharField(_("name"), max_length=100))
    history = audited()

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")
        ordering = ["name_ru"]

    def __str__(self) -> str:
        return str(self.name)


class Enterprise(models.Model):
    """What a town was built around. Without a name where no source ties one to the town."""

    class Confidence(models.TextChoices):
        HIGH = "high", _("a source ties it to the town")
        MEDIUM = "medium", _("the source is old or indirect")
        LOW = "low", _("not confirmed")

    town = models.ForeignKey(Town, models.CASCADE, related_name="enterprises", verbose_name=_("town"))
    name = translated(models.CharField(_("name"), max_length=300, blank=True))
    industry = models.ForeignKey(
        Industry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("industry"),
    )
    activity = translated(models.CharField(_("what it does"), max_length=200, blank=True))
    since = models.SmallIntegerField(_("since the year"), null=True, blank=True)
    until = models.SmallIntegerField(_("until the year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=6, choices=Confidence, default=Confidence.MEDIUM
    )
    history = audited()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["town", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["town", "name_ru"], name="enterprise_once_in_a_town"),
            models.CheckConstraint(
                condition=~Q(name_ru="") | Q(industry__isnull=False), name="enterprise_has_name_or_industry"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="enterprise_has_source"),
            models.CheckConstraint(
                condition=Q(confidence__in=["high", "medium", "low"]), name="enterprise_confidence_known"
            ),
            models.CheckConstraint(
                condition=(Q(since=None) | Q(since__range=YEARS)) & (Q(until=None) | Q(until__range=YEARS)),
                name="enterprise_years_in_range",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="enterprise_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or str(self.activity)

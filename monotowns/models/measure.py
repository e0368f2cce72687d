"""What is planned or done for a town or for a whole group."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monotowns.models.audit import audited
from monotowns.models.edition import Document, Group
from monotowns.models.town import Town
from newsportal.lib.translated import translated


class Measure(models.Model):
    """Of one town or of one group. A measure of a draft is a plan and is worded so."""

    class Kind(models.TextChoices):
        INDUSTRIAL_ZONE = "industrial_zone", _("industrial zone")
        OFFTAKE = "offtake", _("offtake contracts")
        EXPLORATION = "exploration", _("geological exploration")
        PARTNERSHIP = "partnership", _("partnership programme")
        INFRASTRUCTURE = "infrastructure", _("infrastructure")
        STATUS = "status", _("change of status")
        OTHER = "other", _("other")

    class Stage(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.PLANNED)
    town = models.ForeignKey(
        Town, models.CASCADE, null=True, blank=True, related_name="measures", verbose_name=_("town")
    )
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="measures", verbose_name=_("group")
    )
    description = translated(models.TextField(_("in words"), blank=True))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("document")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    history = audited()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(town__isnull=False, group=None) | Q(town=None, group__isnull=False),
                name="measure_of_town_or_group",
                violation_error_message=_("A measure is of one town or of one group."),
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(source=""),
                name="measure_has_source",
                violation_error_message=_("Name a document or another source."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "industrial_zone",
                        "offtake",
                        "exploration",
                        "partnership",
                        "infrastructure",
                        "status",
                        "other",
                    ]
                ),
                name="measure_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["planned", "under_way", "done"]), name="measure_stage_known"
            ),
        ]

    def clean(self) -> None:
        if self.document and self.document.is_draft and self.stage != self.Stage.PLANNED:
            raise ValidationError({"stage": _("What a draft says is only planned.")})

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_stage_display()}"

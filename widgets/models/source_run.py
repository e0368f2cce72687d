"""How each attempt to fetch went: what the page of the sources' health, and monitors, read."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Service(models.TextChoices):
    """The services that values come from."""

    NBK = "nbk", _("National Bank of Kazakhstan")
    OPEN_METEO = "open_meteo", "Open-Meteo"
    METNO = "metno", "MET Norway"


class SourceRun(models.Model):
    """One run of one service, written when it has ended. Runs are kept for 90 days."""

    class Outcome(models.TextChoices):
        STORED = "stored", _("new values")
        UNCHANGED = "unchanged", _("nothing new")
        NO_DATA = "no_data", _("no data for this date")
        QUARANTINED = "quarantined", _("held back for a person to look at")
        FAILED = "failed", _("failed")

    service = models.CharField(_("service"), max_length=10, choices=Service)
    started_at = models.DateTimeField(_("began"))
    finished_at = models.DateTimeField(_("ended"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    stored = models.PositiveIntegerField(_("values stored"), default=0)
    # A `newsportal.lib.http.Failure`, or what the service's own module calls its answer; its words are in
    # `widgets.source_words`.
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    detail = models.CharField(_("details"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("run of a source")
        verbose_name_plural = _("runs of sources")
        constraints = [
            models.CheckConstraint(condition=Q(service__in=Service.values), name="source_run_service_known"),
            models.CheckConstraint(
                condition=Q(finished_at__gte=F("started_at")), name="source_run_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="failed") | ~Q(reason=""), name="source_run_failure_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(F("service"), F("finished_at").desc(), name="source_run_newest_of_service"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.finished_at:%Y-%m-%d %H:%M}: {self.outcome}"


class ServiceAnswer(models.Model):
    """What an address last said of its own freshness: sent back so that nothing is fetched twice."""

    url = models.CharField(max_length=500, primary_key=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    # Until then the service asks not to be asked again.
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url

"""The log of a story: what was done, by whom, when. The database refuses to change or delete a row."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoryEvent(models.Model):
    """One thing that was done. `articles.story_log` writes it, in the transaction that does the thing."""

    class Kind(models.TextChoices):
        CREATED = "created", _("begun")
        SUBMITTED = "submitted", _("sent to review")
        RETURNED = "returned", _("returned with a remark")
        READY = "ready", _("found ready")
        REOPENED = "reopened", _("taken back to work")
        TAKEN_OVER = "taken_over", _("taken over")
        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("live text changed")
        CHANGE_SCHEDULED = "scheduled", _("change scheduled")
        CHANGE_CANCELLED = "cancelled", _("scheduled change cancelled")
        UNSCHEDULED = "unscheduled", _("publication called off")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EMBARGO = "embargo", _("embargo set")
        EMBARGO_LIFTED = "lifted", _("embargo lifted")
        EXPIRY = "expiry", _("term set")
        CORRECTION_PROPOSED = "proposed", _("correction proposed")
        CORRECTION_DECLINED = "declined", _("correction declined")
        CORRECTION = "correction", _("correction published")
        PINNED = "pinned", _("pinned")
        UNPINNED = "unpinned", _("taken off the top")
        PREVIEWED = "previewed", _("read by a guest")
        PLACES = "places", _("places decided")

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="events")
    kind = models.CharField(_("what"), max_length=11, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    # None: the program itself, when a set time has come.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    revision = models.ForeignKey(
        "articles.Revision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version"),
    )
    note = models.TextField(_("remark"), blank=True, default="")
    # What else belongs to it: accepted warnings, the kind of a change.
    details = models.JSONField(default=dict, blank=True)
    # `articles.story_log.Snapshot` of what decides on visibility; null where the event changes none of it.
    snapshot = models.JSONField(null=True, blank=True)
    # SHA-256 of the published text, as evidence of what it was.
    text_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log of stories")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-at", "-id"], name="story_event_newest"),
            models.Index(
                fields=["article", "-at", "-id"],
                condition=models.Q(snapshot__isnull=False),
                name="story_event_snapshot",
            ),
            # What happened in the whole newsroom of late: typing errors mended silently, and the like.
            models.Index(fields=["kind", "-at"], name="story_event_kind_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "created",
                        "submitted",
                        "returned",
                        "ready",
                        "reopened",
                        "taken_over",
                        "published",
                        "changed",
                        "scheduled",
                        "cancelled",
                        "unscheduled",
                        "withdrawn",
                        "embargo",
                        "lifted",
                        "expiry",
                        "proposed",
                        "declined",
                        "correction",
                        "pinned",
                        "unpinned",
                        "previewed",
                        "places",
                    ]
                ),
                name="story_event_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["returned", "withdrawn", "lifted", "declined"])
                | ~models.Q(note=""),
                name="story_event_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

"""Addresses of others that are told of stories; each telling: what is due, was said, and came back."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WebhookKind(models.TextChoices):
    """What readers see now that they did not see before. The values are the contract of the API."""

    PUBLISHED = "article.published", _("a story is published")
    UPDATED = "article.updated", _("a live story is changed")
    CORRECTED = "article.corrected", _("a correction is published")
    WITHDRAWN = "article.withdrawn", _("readers see a story no more")
    TEST = "test", _("a test")


# What a webhook is made for; a test goes to any.
KINDS = [kind for kind in WebhookKind if kind != WebhookKind.TEST]


class Webhook(models.Model):
    """Whom we tell. `articles.webhooks` does the telling."""

    class Disabled(models.TextChoices):
        """Why the program itself stopped telling."""

        FAILING = "failing", _("it has not answered well for days")
        GONE = "gone", _("it answered that it is gone for good (410)")

    name = models.CharField(_("name"), max_length=120, help_text=_("For colleagues: whose it is."))
    url = models.URLField(_("address"), max_length=500, help_text=_("By https, on the public internet."))
    events = ArrayField(
        models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in KINDS]),
        verbose_name=_("what is told"),
    )
    # Not a hash: each telling is signed with it. Shown once, to who made it.
    secret = models.CharField(max_length=100, editable=False)
    # Signs along until then, while the receiver learns the new one.
    former_secret = models.CharField(max_length=100, blank=True, default="", editable=False)
    former_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_active = models.BooleanField(
        _("switched on"),
        default=True,
        help_text=_("Only a webhook that is switched off can be deleted."),
    )
    disabled = models.CharField(
        _("switched off"), max_length=7, choices=Disabled, blank=True, default="", editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    succeeded_at = models.DateTimeField(_("answered well last"), null=True, blank=True, editable=False)
    # Since it last answered well.
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]
        constraints = [
            # Also what a form that is sent twice runs into.
            models.UniqueConstraint(fields=["name"], name="webhook_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="webhook_has_a_name"),
            models.CheckConstraint(condition=Q(url__regex="^https?://"), name="webhook_url_is_of_the_web"),
            models.CheckConstraint(condition=~Q(secret=""), name="webhook_has_a_secret"),
            models.CheckConstraint(
                condition=Q(events__len__gt=0, events__contained_by=[kind.value for kind in KINDS]),
                name="webhook_events_known",
            ),
            models.CheckConstraint(
                condition=Q(disabled="") | Q(disabled__in=["failing", "gone"], is_active=False),
                name="webhook_disabled_is_not_active",
            ),
            models.CheckConstraint(
                condition=Q(former_secret="", former_until__isnull=True)
                | ~Q(former_secret="") & Q(former_until__isnull=False),
                name="webhook_former_secret_has_a_term",
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since__isnull=True)
                | Q(failures__gt=0, failing_since__isnull=False),
                name="webhook_failures_have_a_beginning",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(models.Model):
    """One event for one webhook: a row of the outbox until it is told, and of the log for a month."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "given_up", _("given up")
        # Its moment came, and readers had it otherwise by then.
        DROPPED = "dropped", _("not told: no longer so")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    # What receivers know a repetition by: the same for every attempt, and for every webhook.
    event_id = models.UUIDField(_("number of the event"), default=uuid.uuid4, editable=False)
    kind = models.CharField(_("event"), max_length=20, choices=WebhookKind)
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story"),
    )
    # When readers see it so; may lie ahead, and nobody is told before.
    occurred_at = models.DateTimeField(_("happened"))
    created_at = models.DateTimeField(_("written down"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    # As it was sent last: made anew for each attempt, so that it never tells what readers see no more.
    payload = models.JSONField(_("what was sent"), null=True, blank=True)
    last_status = models.PositiveSmallIntegerField(_("last answer"), null=True, blank=True)
    # A word of `newsportal.lib.http.Failure`, or of `articles.webhooks.words`, which has the sentences.
    last_error = models.CharField(_("what went wrong"), max_length=20, blank=True, default="")
    last_detail = models.CharField(_("in detail"), max_length=200, blank=True, default="")
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a webhook")
        verbose_name_plural = _("deliveries of webhooks")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="webhook_delivery_newest"),
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="waiting"), name="webhook_delivery_due"
            ),
            models.Index(fields=["created_at"], name="webhook_delivery_age"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event_id"], name="webhook_delivery_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in WebhookKind]),
                name="webhook_delivery_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", next_attempt_at__isnull=False)
                | Q(state__in=["delivered", "given_up", "dropped"], next_attempt_at__isnull=True),
                name="webhook_delivery_waits_or_is_over",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | ~Q(state="delivered") & Q(delivered_at__isnull=True),
                name="webhook_delivery_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(kind="test", article__isnull=True) | ~Q(kind="test") & Q(article__isnull=False),
                name="webhook_delivery_is_of_a_story",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.event_id}"

"""A story before its publication, for a person without an account: the link, and what that person said."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

MAX_TERM = timedelta(days=30)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def alive(self, now: datetime | None = None) -> "PreviewLinkQuerySet":
        """Links that open something: not expired, not revoked, and the story was not withdrawn."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now or Now()).exclude(
            article__publication=Article.Publication.WITHDRAWN
        )


class PreviewLink(models.Model):
    """One version of a story, shown to whoever has the address. Only a hash of the address is kept."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    # What was agreed must be exact: a later version is another link.
    revision = models.ForeignKey(
        "articles.Revision", models.CASCADE, related_name="+", verbose_name=_("version")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(
        _("for whom"), max_length=120, help_text=_("For colleagues; the person does not see it.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    # How often and when last, never by whom.
    opened = models.PositiveIntegerField(_("opened"), default=0, editable=False)
    opened_at = models.DateTimeField(_("opened last"), null=True, blank=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "-id"], name="preview_link_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"), expires_at__lte=F("created_at") + MAX_TERM),
                name="preview_link_has_a_term",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="preview_link_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.note

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class PreviewRemark(models.Model):
    """What a guest answered: agreed, or a remark."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        REMARK = "remark", _("Remark")

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="remarks")
    revision = models.ForeignKey(
        "articles.Revision", models.CASCADE, related_name="+", verbose_name=_("version")
    )
    verdict = models.CharField(_("answer"), max_length=6, choices=Verdict)
    # As they call themselves: nobody has checked it.
    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("answer to a preview")
        verbose_name_plural = _("answers to previews")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["agreed", "remark"]), name="preview_verdict_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="preview_remark_has_a_name"),
            models.CheckConstraint(
                condition=Q(verdict="agreed") | ~Q(text=""), name="preview_remark_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.name}"

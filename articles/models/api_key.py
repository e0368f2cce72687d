"""Keys of programs: of a member of the newsroom, with no more rights than theirs, or of a reading partner."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class KeyScope(models.TextChoices):
    """What a key is for; within it the policy decides about its owner."""

    READ = "read", _("read what readers see, with higher limits")
    DRAFTS = "drafts", _("begin and change drafts, submit and return them")
    PHOTOS = "photos", _("upload photos")
    PUBLISH = "publish", _("publish, where the owner may")


class ApiKey(models.Model):
    """Only a hash of the key is kept: nobody who reads the database can use it."""

    # None: of a partner, who is no member of the newsroom.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="api_keys",
        verbose_name=pgettext_lazy("of a key", "owner"),
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("Which program uses it, on which machine; or which partner.")
    )
    # The beginning of the key, which is no secret: by it a key is found, and known again in the list.
    prefix = models.CharField(_("begins with"), max_length=12, unique=True, editable=False)
    hash = models.CharField(max_length=64, editable=False)
    scopes = ArrayField(models.CharField(max_length=8, choices=KeyScope), verbose_name=_("what it may do"))
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("made by"),
    )
    expires_at = models.DateTimeField(_("works until"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("used last"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("revoked by"),
    )

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=KeyScope.values) & Q(scopes__len__gt=0),
                name="api_key_scopes_known",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(scopes=[KeyScope.READ]),
                name="api_key_of_a_partner_reads",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")),
                name="api_key_has_a_term",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True) | Q(revoked_at__isnull=False),
                name="api_key_revoked_has_its_time",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="api_key_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_over(self) -> bool:
        """Revoked, or past its time."""
        return self.revoked_at is not None or (
            self.expires_at is not None and self.expires_at <= timezone.now()
        )

"""What readers send to the newsroom."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Without 0/O, 1/I/L: a reference is read out over the phone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference() -> str:
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _position in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Tip(models.Model):
    """A message with the consent under which it may be kept."""

    class Status(models.TextChoices):
        NEW = "new", _("new")
        TAKEN = "taken", _("taken")
        CHECKING = "checking", _("being checked")
        STORY = "story", _("became a story")
        DECLINED = "declined", _("declined")

    reference = models.CharField(_("reference number"), max_length=9, unique=True, default=new_reference)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.NEW)
    text = models.TextField(_("text"), max_length=10_000)
    name = models.CharField(_("sender's name"), max_length=120, blank=True)
    contact = models.CharField(_("how to reach the sender"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    keep_name_secret = models.BooleanField(_("do not publish my name"), default=False)
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    consent_text = models.TextField(_("text of the consent"))
    language = models.CharField(max_length=2, default="ru", editable=False)
    # A keyed hash: enough to limit the rate, not enough to find the sender.
    sender = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("taken by"),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True, editable=False)
    story = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tips",
        editable=False,
        verbose_name=_("story"),
    )
    decision = models.CharField(
        _("why declined"), max_length=300, blank=True, default="", help_text=_("For the newsroom only.")
    )
    # Name and contact are deleted some time after the tip came: `articles.tasks.forget_contacts`.
    contacts_deleted_at = models.DateTimeField(_("contacts deleted"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["sender", "-received_at"], name="tip_sender_newest"),
            models.Index(fields=["status", "-received_at"], name="tip_status_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="tip_has_text"),
            models.CheckConstraint(condition=~models.Q(consent_version=""), name="tip_has_consent"),
            models.CheckConstraint(
                condition=models.Q(status__in=["new", "taken", "checking", "story", "declined"]),
                name="tip_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(contacts_deleted_at__isnull=True) | models.Q(name="", contact=""),
                name="tip_contacts_deleted_are_gone",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="story") | models.Q(story__isnull=False),
                name="tip_story_is_named",
            ),
        ]

    def __str__(self) -> str:
        # The log of the admin keeps this for ever: no word of the sender goes there.
        return self.reference


def tip_photo_path(photo: "TipPhoto", filename: str) -> str:
    return f"tips/{secrets.token_urlsafe(16)}"


class TipPhoto(models.Model):
    """A photo sent with a tip: outside the served folder, for the newsroom's eyes."""

    tip = models.ForeignKey(Tip, models.CASCADE, related_name="photos")
    file = models.FileField(_("file"), upload_to=tip_photo_path, max_length=120)
    # The copy that was taken into the library, with facts of its own.
    photo = models.ForeignKey(
        "articles.Photo", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("photo of a tip")
        verbose_name_plural = _("photos of a tip")

    def __str__(self) -> str:
        return str(self.file)

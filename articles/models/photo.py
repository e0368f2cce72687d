"""Photos: the original stays private, readers get renditions of declared size."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypedDict

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models.photo_rights import (
    Consent,
    Preparation,
    Problem,
    day_asked,
    day_of,
    problem_of,
    without_a_problem,
)
from newsportal.lib.dates import EARLIEST, LATEST
from newsportal.lib.translated import translated

if TYPE_CHECKING:
    from datetime import datetime

    from newsportal.lib.asked import Moment

PHOTO_URL = "/media/photos/{key}/{width}.{extension}"
type PhotoAddress = Callable[[str, int, str], str]
"""From key, width and extension to the address of a rendition."""


class Rendition(TypedDict):
    """One file of a photo; width and height in pixels."""

    width: int
    height: int
    bytes: int
    extension: Literal["avif", "webp", "jpg"]


def new_key() -> str:
    """An address that nobody guesses: the photo of a story under embargo is not found by counting."""
    return secrets.token_urlsafe(12).replace("_", "a").replace("-", "b")


def original_path(photo: "Photo", filename: str) -> str:
    """Where an upload waits for `articles.ingest`, under our own name: its metadata are still in it."""
    return f"incoming/{photo.key}"


class PhotoQuerySet(models.QuerySet["Photo"]):
    def showable(self, now: "Moment | None" = None) -> "PhotoQuerySet":
        """Photos of which `Photo.problem` says None."""
        return self.filter(without_a_problem(day_asked(now)))

    def public(self, now: "Moment | None" = None) -> "PhotoQuerySet":
        """Photos that a reader may load: showable, and in a published story or a portrait of an author."""
        from articles.models import Article, Author

        visible = Article.objects.published(now)
        return self.showable(now).filter(
            Exists(visible.filter(lead_photo=OuterRef("pk")))
            | Exists(visible.filter(photos=OuterRef("pk")))
            | Exists(Author.objects.filter(portrait=OuterRef("pk")))
        )


class Photo(models.Model):
    """A picture with the facts that must stand beside it wherever it is shown."""

    class Licence(models.TextChoices):
        OWN = "own", _("own work of the newsroom")
        STOCK = "stock", _("stock library")
        AGENCY = "agency", _("agency")
        FREE = "free", _("free licence")
        PERMISSION = "permission", _("with the author's permission")

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    original = models.FileField(_("file"), upload_to=original_path, max_length=120)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    preparation = models.CharField(
        _("preparation"),
        max_length=7,
        choices=Preparation,
        default=Preparation.WAITING,
        db_default=Preparation.WAITING,
        editable=False,
    )
    # list[Rendition]; empty until the task has made them: pages show a placeholder of the same proportions.
    renditions = models.JSONField(default=list, editable=False)
    caption = translated(models.CharField(_("caption"), max_length=400, blank=True, default=""))
    alt = translated(
        models.CharField(
            _("alternative text"),
            max_length=400,
            blank=True,
            default="",
            help_text=_("What is in the picture, for those who do not see it."),
        )
    )
    is_decorative = models.BooleanField(_("decorative"), default=False)
    credit = models.CharField(
        _("credit"),
        max_length=200,
        help_text=_(
            "Who took it or owns it, as it must stand beside the photo: “name / agency”, “pexels.com”."
        ),
    )
    credit_url = models.URLField(_("link of the credit"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence)
    rights_until = models.DateField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which it may be shown, by the contract with the stock library, the agency or "
            "the author; after it the photo disappears from the site by itself. Left empty: without an end."
        ),
    )
    consent = models.CharField(
        _("consent of the people in it"),
        max_length=12,
        choices=Consent,
        default=Consent.NOT_NEEDED,
        db_default=Consent.NOT_NEEDED,
        help_text=_(
            "Everybody has a right to their own image; for children their parents consent. Without a consent "
            "that is needed the photo is kept, but not shown."
        ),
    )
    is_stock = models.BooleanField(
        _("illustrative"), default=False, help_text=_("The picture does not show the event itself.")
    )
    is_drawing = models.BooleanField(_("illustration, not a photograph"), default=False)
    focal_x = models.FloatField(
        _("focal point, from the left"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focal point, from the top"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    # `articles.photo_library` withdraws and brings back.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=300, blank=True, default="", db_default="", editable=False
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("withdrawn by"),
    )

    objects = PhotoQuerySet.as_manager()

    # Readers' address knows nothing of drafts: a preview says where its photos are.
    address: PhotoAddress | None = None

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-pk"]
        indexes = [
            # `articles.photo_search` looks for words in the facts.
            GinIndex(
                OpClass(
                    Func(
                        "alt_ru",
                        "alt_kk",
                        "caption_ru",
                        "caption_kk",
                        "credit",
                        "key",
                        function="articles_photo_words",
                    ),
                    "gin_trgm_ops",
                ),
                name="photo_words_trgm",
            ),
            models.Index(fields=["uploaded_at"], name="photo_uploaded"),
            # What the library is asked for and few of its photos are.
            models.Index(
                fields=["rights_until"], condition=Q(rights_until__isnull=False), name="photo_rights_until"
            ),
            models.Index(fields=["-id"], condition=Q(withdrawn_at__isnull=False), name="photo_withdrawn"),
            models.Index(fields=["-id"], condition=Q(consent="not_obtained"), name="photo_without_consent"),
            models.Index(fields=["-id"], condition=~Q(preparation="ready"), name="photo_not_ready"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True) | ~Q(alt_ru=""), name="photo_has_alt_unless_decorative"
            ),
            models.CheckConstraint(condition=~Q(credit=""), name="photo_has_credit"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1)) & Q(focal_y__range=(0, 1)), name="photo_focal_point_inside"
            ),
            models.CheckConstraint(condition=Q(width__gt=0) & Q(height__gt=0), name="photo_has_size"),
            models.CheckConstraint(
                condition=Q(licence__in=["own", "stock", "agency", "free", "permission"]),
                name="photo_licence_known",
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["not_needed", "obtained", "not_obtained"]),
                name="photo_consent_known",
            ),
            models.CheckConstraint(
                condition=Q(preparation__in=["waiting", "ready", "damaged"]), name="photo_preparation_known"
            ),
            models.CheckConstraint(
                condition=Q(rights_until__isnull=True)
                | Q(rights_until__range=(EARLIEST.date(), LATEST.date())),
                name="photo_rights_until_in_range",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="", withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""),
                name="photo_withdrawn_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.key

    def problem(self, now: "datetime | None" = None) -> Problem | None:
        """Why it may not be shown at `now`; None, when it may. `PhotoQuerySet.showable` asks the same."""
        return problem_of(self, day_of(now))

    def url(self, width: int, extension: str) -> str:
        if self.address is not None:
            return self.address(self.key, width, extension)
        return PHOTO_URL.format(key=self.key, width=width, extension=extension)

    def renditions_as(self, extension: str) -> list[Rendition]:
        """The renditions of one type, narrowest first."""
        return sorted(
            (item for item in self.renditions if item["extension"] == extension),
            key=lambda item: item["width"],
        )

    def best_for_sharing(self) -> Rendition | None:
        """The widest JPEG up to 1200 px, which every social network accepts."""
        jpegs = [item for item in self.renditions_as("jpg") if item["width"] <= 1200]
        return jpegs[-1] if jpegs else None

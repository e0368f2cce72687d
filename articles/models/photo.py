"""Photos: the original stays private, readers get renditions of declared size."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypedDict

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsportal.lib.translated import translated

if TYPE_CHECKING:
    from datetime import datetime

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
    """Originals keep their metadata, so they live outside the folder that is served, under our own name."""
    return f"originals/{photo.key}"


class PhotoQuerySet(models.QuerySet["Photo"]):
    def public(self, now: "datetime | None" = None) -> "PhotoQuerySet":
        """Photos that a reader may load: shown in a published story, or a portrait of an author."""
        from articles.models import Article, Author

        visible = Article.objects.published(now)
        return self.filter(
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
    credit = models.CharField(_("credit"), max_length=200)
    credit_url = models.URLField(_("link of the credit"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence)
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

    objects = PhotoQuerySet.as_manager()

    # Readers' address knows nothing of drafts: a preview says where its photos are.
    address: PhotoAddress | None = None

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True) | ~Q(alt_ru=""), name="photo_has_alt_unless_decorative"
            ),
            models.CheckConstraint(condition=~Q(credit=""), name="photo_has_credit"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1)) & Q(focal_y__range=(0, 1)), name="photo_focal_point_inside"
            ),
            models.CheckConstraint(condition=Q(width__gt=0) & Q(height__gt=0), name="photo_has_size"),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.key

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

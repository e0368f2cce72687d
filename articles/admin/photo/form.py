"""The form of a photo: a file is judged by its content, and the facts beside it are complete."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.clean_pixels import FORMATS
from articles.ingest import inspect
from articles.models import Photo, TipPhoto
from articles.models.photo_rights import Consent, day_of
from newsportal.lib.dates import EARLIEST, LATEST

DESCRIPTION = ["alt_ru", "alt_kk", "is_decorative", "caption_ru", "caption_kk", "is_stock", "is_drawing"]
FOCAL_POINT = ["focal_x", "focal_y"]
RIGHTS = ["credit", "credit_url", "licence", "rights_until", "consent"]
# What nobody takes back is not given for a time.
WITHOUT_AN_END = frozenset({Photo.Licence.OWN, Photo.Licence.FREE})


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg]
    """`tip_photo` instead of a file: what a reader sent goes through the same door, and stays where it was.

    The desk leaves it out unless it was asked for, by who may see photos of tips.
    """

    tip_photo = forms.ModelChoiceField(
        queryset=TipPhoto.objects.all(), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Photo
        fields = ["original", *DESCRIPTION, *RIGHTS, *FOCAL_POINT]
        widgets = {
            # The admin's own offers to clear the file, in a frame without a label.
            "original": forms.FileInput,
            "rights_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self._begin(kwargs.get("initial") or {})

    def _begin(self, given: dict[str, Any]) -> None:
        """A new photo: nothing about its rights is taken for granted."""
        file, consent = self.fields["original"], self.fields["consent"]
        # Files are renamed: how long the sender's name for it is does not matter.
        file.max_length = None  # type: ignore[attr-defined]
        if "tip_photo" in self.fields:
            file.required = False
            file.help_text = _("Left empty, the photo of the tip is taken.")
        # Django's page writes a legend there, which is no label of the field.
        file.widget.attrs["aria-label"] = capfirst(file.label)
        file.widget.attrs["accept"] = ",".join(f"image/{kind.lower()}" for kind in FORMATS)
        # As the licence begins: with nothing chosen.
        nothing = next(iter(self.fields["licence"].choices))  # type: ignore[attr-defined]
        consent.choices = [nothing, *Consent.choices]  # type: ignore[attr-defined]
        self.initial["consent"] = given.get("consent", "")

    def clean_original(self) -> Any:
        file = self.cleaned_data["original"]
        if isinstance(file, UploadedFile):
            self.instance.width, self.instance.height = inspect(file)  # type: ignore[arg-type]
        return file

    def clean_rights_until(self) -> date | None:
        day: date | None = self.cleaned_data["rights_until"]
        if day is None:
            return None
        if not EARLIEST.date() < day < LATEST.date():
            raise ValidationError(_("Take a date between 1990 and 2100."))
        if self.instance.pk is None and day < day_of(None):
            raise ValidationError(_("These rights have ended already: readers would never see the photo."))
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "alt_ru" in data and not data["alt_ru"] and not data.get("is_decorative"):
            self.add_error(
                "alt_ru", _("Say what is in the picture, or mark it as decorative if it says nothing.")
            )
        if data.get("rights_until") and data.get("licence") in WITHOUT_AN_END:
            self.add_error("rights_until", _("Own work and free licences have no end: leave the date empty."))
        if self.instance.pk is None and "original" not in self.errors and not data.get("original"):
            self._take_from_tip(data)
        return data

    def _take_from_tip(self, data: dict[str, Any]) -> None:
        sent: TipPhoto | None = data.get("tip_photo")
        if sent is None:
            self.add_error("original", _("Choose a file."))
            return
        if sent.photo_id is not None:
            self.add_error("original", _("Somebody has taken this photo into the library already."))
            return
        try:
            file = File(sent.file.open("rb").file)
            self.instance.width, self.instance.height = inspect(file)  # type: ignore[arg-type]
        except FileNotFoundError:
            self.add_error("original", _("The file of the tip is not there any more."))
        except ValidationError as refusal:
            self.add_error("original", refusal)
        else:
            file.name = "tip"
            data["original"] = file

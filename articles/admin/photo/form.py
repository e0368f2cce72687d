"""The form of a photo: a file is judged by its content, and the facts beside it are complete."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.models import Photo
from articles.renditions import inspect


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Photo
        fields = [
            "original",
            "alt_ru",
            "alt_kk",
            "is_decorative",
            "caption_ru",
            "caption_kk",
            "credit",
            "credit_url",
            "licence",
            "is_stock",
            "is_drawing",
            "focal_x",
            "focal_y",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "original" in self.fields:
            # Files are renamed: how long the sender's name for it is does not matter.
            self.fields["original"].max_length = None  # type: ignore[attr-defined]

    def clean_original(self) -> Any:
        file = self.cleaned_data["original"]
        if isinstance(file, UploadedFile):
            self.instance.width, self.instance.height = inspect(file)  # type: ignore[arg-type]
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("is_decorative") and not data.get("alt_ru") and "alt_ru" not in self.errors:
            self.add_error(
                "alt_ru", _("Say what is in the picture, or mark it as decorative if it says nothing.")
            )
        return data

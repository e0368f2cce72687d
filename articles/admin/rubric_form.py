"""Every refusal that the database has for a rubric, said in words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Rubric
from articles.models.rubric import RESERVED_SEGMENTS

MAX_PATH = Rubric._meta.get_field("path").max_length or 250


class RubricForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Rubric
        fields = [
            "menu_name_ru",
            "menu_name_kk",
            "full_name_ru",
            "full_name_kk",
            "parent",
            "slug",
            "position",
            "four_eyes",
            "correspondents_publish",
        ]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not slug[:1].isascii() or not slug[:1].isalpha() or slug != slug.lower() or "_" in slug:
            raise ValidationError(
                _("Small Latin letters, digits and hyphens, beginning with a letter: digits are for stories.")
            )
        return slug

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "slug" not in data or "parent" not in data:
            return data
        parent: Rubric | None = data["parent"]
        path = f"{parent.path}/{data['slug']}" if parent else data["slug"]
        if Rubric.objects.filter(path=path).exclude(pk=self.instance.pk).exists():
            self.add_error("slug", _("Another rubric has this address: /%(path)s/") % {"path": path})
        elif len(path) + self._longest_tail() > MAX_PATH:
            self.add_error("slug", _("The address of this rubric or of one below it becomes too long."))
        return data

    def _longest_tail(self) -> int:
        """How much longer than this rubric's path the longest path below it is."""
        if not self.instance.path:
            return 0
        below = Rubric.objects.filter(path__startswith=self.instance.path + "/").values_list(
            "path", flat=True
        )
        return max((len(path) for path in below), default=len(self.instance.path)) - len(self.instance.path)


def reserved_words_help() -> str:
    """Which words the slug of a top rubric cannot be."""
    return _(
        "The part of the address. At the top level these words are taken: %(words)s. When it changes, "
        "the former address goes on to the new one for ever."
    ) % {"words": ", ".join(sorted(RESERVED_SEGMENTS))}

"""A photo that may not be published: without a credit, withdrawn, its licence over, gone from the library."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning, warning

GONE = _("It is no longer in the library.")


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    lead = story.content["lead_photo"]
    if lead is not None:
        yield from _check_photo(lead, "lead_photo", around)
    for key in dict.fromkeys(image.photo_key for image in story.images if image.photo_key):
        yield from _check_photo(key, "body", around)


def _check_photo(number: int | str, field: str, around: Around) -> Iterator[Warning]:
    photo = around.photos.get(number)
    reason = GONE if photo is None else photo.unusable
    if reason is not None:
        yield warning(
            "photo-unusable",
            format_lazy(_("This photo cannot be published. {reason} Choose another one."), reason=reason),
            field=field,
            words=f"{photo.title} ({photo.key})" if photo else str(number),
            severity="blocker",
        )

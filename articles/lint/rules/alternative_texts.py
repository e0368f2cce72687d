"""A picture without words for those who do not see it, in the language of the story."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning, warning

MESSAGE = _(
    "Describe what is in the picture “{title}” in the language of the story, or mark the photo as decorative."
)


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    lead = around.photos.get(story.content["lead_photo"] or 0)
    if lead is not None and not lead.is_decorative and not lead.alt.strip():
        yield _warning(lead.title, lead.key, "lead_photo")
    for image in story.images:
        photo = around.photos.get(image.photo_key)
        # A page shows the photo's own words where the story has none for it.
        if image.alt.strip() or (photo is not None and (photo.is_decorative or photo.alt.strip())):
            continue
        yield _warning(photo.title if photo else image.src, image.src, "body")


def _warning(title: str, address: str, field: str) -> Warning:
    words = title if title == address else f"{title} ({address})"
    return warning("alt-empty", format_lazy(MESSAGE, title=title), field=field, words=words)

"""Photos as members of the newsroom see them, whether or not readers may."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Photo


def thumbnail(photo: Photo) -> SafeString:
    """The smallest rendition, through the private preview: readers' addresses know nothing of drafts."""
    jpegs = photo.renditions_as("jpg")
    if not jpegs:
        return format_html("{}", photo.get_preparation_display())
    return format_html(
        '<img class="thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        reverse("admin:articles_photo_preview", args=[photo.pk]),
        jpegs[0]["width"],
        jpegs[0]["height"],
        photo.alt,
    )

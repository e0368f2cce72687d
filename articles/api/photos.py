"""Photos in the API: renditions of declared size, never the original."""

from django.conf import settings

from articles.api.shapes import FocalPoint, Picture, PictureFile, as_is
from articles.models import Photo
from newsportal.lib.rest.shapes import in_both

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


def picture(photo: Photo) -> Picture:
    """Of a photo that may be shown: whoever calls has asked."""
    renditions = [
        PictureFile(
            url=settings.PUBLIC_URL + photo.url(item["width"], item["extension"]),
            type=as_is(TYPES[item["extension"]]),
            width=item["width"],
            height=item["height"],
            bytes=item["bytes"],
        )
        for extension in TYPES
        for item in photo.renditions_as(extension)
    ]
    return Picture(
        key=photo.key,
        width=photo.width,
        height=photo.height,
        focal_point=FocalPoint(x=photo.focal_x, y=photo.focal_y),
        alt=in_both(photo, "alt"),
        credit=photo.credit,
        credit_url=photo.credit_url or None,
        is_stock=photo.is_stock,
        is_drawing=photo.is_drawing,
        renditions=renditions,
    )

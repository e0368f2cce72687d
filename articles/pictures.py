"""<picture> of a photo: AVIF, WebP and JPEG of declared sizes. Nothing shifts, and phones load little."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Photo
from articles.renditions import WIDTHS

TYPES = {"avif": "image/avif", "webp": "image/webp"}
BODY_WIDTH = 1200


def body_width(photo: Photo) -> int:
    """The rendition that a text names: known before it is made. The page offers every width of the photo."""
    return max(width for width in (*WIDTHS, photo.width) if width <= min(BODY_WIDTH, photo.width))


def focus_classes(photo: Photo) -> str:
    """The focal point in tenths, as classes: a strict CSP allows no style attribute."""
    # Halves go up, as static/js/focal-point.js shows it to who chooses the point.
    return f"fx-{int(photo.focal_x * 10 + 0.5)} fy-{int(photo.focal_y * 10 + 0.5)}"


def _srcset(photo: Photo, extension: str) -> str:
    widths = [rendition["width"] for rendition in photo.renditions_as(extension)]
    return ", ".join(f"{photo.url(width, extension)} {width}w" for width in widths)


def picture(
    photo: Photo, *, sizes: str, alt: str = "", eager: bool = False, css_class: str = ""
) -> SafeString:
    """The picture, or a placeholder of its proportions while the renditions are still being made."""
    alt = "" if photo.is_decorative else alt or photo.alt
    jpegs = photo.renditions_as("jpg")
    if not jpegs:
        return format_html(
            '<svg class="picture-pending {}" viewBox="0 0 {} {}" role="img" aria-label="{}"></svg>',
            css_class,
            photo.width,
            photo.height,
            alt or _("The picture is being prepared"),
        )
    # The plain <img> is for browsers without srcset and for those who copy the address.
    fallback = next((r for r in jpegs if r["width"] >= 800), jpegs[-1])
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((TYPES[kind], _srcset(photo, kind), sizes) for kind in TYPES if photo.renditions_as(kind)),
    )
    return format_html(
        '<picture>{}<img class="{} {}" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {} '
        'decoding="async"></picture>',
        sources,
        css_class,
        focus_classes(photo),
        photo.url(fallback["width"], "jpg"),
        _srcset(photo, "jpg"),
        sizes,
        fallback["width"],
        fallback["height"],
        alt,
        SafeString('fetchpriority="high"') if eager else SafeString('loading="lazy"'),
    )


def credit(photo: Photo) -> SafeString:
    """«Фото: pexels.com», with a link where one is known; a stock photo says that it is illustrative."""
    label = _("Illustration") if photo.is_drawing else _("Photo")
    name = (
        format_html('<a href="{}">{}</a>', photo.credit_url, photo.credit)
        if photo.credit_url
        else photo.credit
    )
    stock = format_html(' <span class="stock">{}</span>', _("Illustrative photo")) if photo.is_stock else ""
    return format_html("{}: {}{}", label, name, stock)

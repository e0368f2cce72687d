"""What pages of the registry say of themselves to search engines and to those who share them."""

from django.http import HttpRequest
from django.urls import reverse

from monotowns.models import Classification
from monotowns.share_cards.card import edition_alt
from monotowns.share_cards.drawing import HEIGHT, WIDTH
from newsportal.lib.addresses import in_language
from newsportal.lib.meta import Meta


def share(meta: Meta, path: str, alt: str) -> None:
    """What those who share the page show of it: a card."""
    meta.image_path, meta.image_width, meta.image_height = path, WIDTH, HEIGHT
    meta.image_alt = alt


def share_edition(meta: Meta, edition: Classification) -> None:
    """Its map, on pages of its parts too."""
    share(meta, reverse("monotown_edition_image", args=[edition.slug]), edition_alt(edition))


def page_meta(request: HttpRequest, title: str, description: str) -> Meta:
    alternates = {language: in_language(request.path, language) for language in ("ru", "kk")}
    return Meta(title=title, path=request.path, description=description, alternates=alternates)

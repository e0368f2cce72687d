from django import template
from django.utils.safestring import SafeString

from articles import pictures
from articles.models import Photo

register = template.Library()


@register.simple_tag
def picture(
    photo: Photo, sizes: str, eager: bool = False, css_class: str = "", **attributes: str
) -> SafeString:
    """`{% picture photo sizes="(min-width: 48em) 60vw, 100vw" eager=True class="…" %}`"""
    return pictures.picture(photo, sizes=sizes, eager=eager, css_class=attributes.get("class", css_class))


@register.simple_tag
def photo_credit(photo: Photo) -> SafeString:
    return pictures.credit(photo)

"""The code that puts an informer into a page of another site, and how large it is there."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsportal.lib.meta import absolute
from widgets.informers.contents import Contents
from widgets.informers.informer import Informer

WIDTH = 320
# Pixels of static/css/informer.css: what surrounds the lines, with room for a sentence, and one line.
AROUND, LINE = 148, 57


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int

    @classmethod
    def of(cls, found: Contents) -> "Size":
        return cls(WIDTH, AROUND + LINE * len(found.lines))

    def within(self, width: int | None, height: int | None) -> "Size":
        """What does not fit is reached by scrolling."""
        return Size(min(self.width, width or self.width), min(self.height, height or self.height))


def frame_code(informer: Informer, found: Contents, size: Size) -> SafeString:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
        ' style="border:0;max-width:100%"></iframe>',
        absolute(informer.frame_path),
        found.title,
        size.width,
        size.height,
    )


def picture_code(informer: Informer, found: Contents) -> SafeString:
    """A picture has no links of its own: the whole of it leads to our page.

    Its words are what it is, not what it says today: the code stays in the other page for years.
    """
    return format_html(
        '<a href="{}" target="_blank" rel="noopener"><img src="{}" alt="{}" width="520"'
        ' style="max-width:100%;height:auto"></a>',
        absolute(found.url),
        absolute(informer.picture_path),
        ": ".join((found.title, ", ".join(line.name for line in found.lines))),
    )

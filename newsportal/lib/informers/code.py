"""The code that puts an informer into a page of another site, and how large it is there."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsportal.lib.meta import absolute


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int

    def within(self, width: int | None, height: int | None) -> "Size":
        """What does not fit is reached by scrolling."""
        return Size(min(self.width, width or self.width), min(self.height, height or self.height))


@dataclass(frozen=True, slots=True)
class Frame:
    """An informer as another page has it."""

    path: str
    title: str
    size: Size


def frame_code(frame: Frame) -> SafeString:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
        ' style="border:0;max-width:100%"></iframe>',
        absolute(frame.path),
        frame.title,
        frame.size.width,
        frame.size.height,
    )


def picture_code(path: str, *, page: str, alt: str, width: int) -> SafeString:
    """A picture has no links of its own: the whole of it leads to our page.

    Its words are what it is, not what it says today: the code stays in the other page for years.
    """
    return format_html(
        '<a href="{}" target="_blank" rel="noopener"><img src="{}" alt="{}" width="{}"'
        ' style="max-width:100%;height:auto"></a>',
        absolute(page),
        absolute(path),
        alt,
        width,
    )

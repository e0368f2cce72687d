"""How large an informer is in the page of another site."""

from newsportal.lib.informers.code import Size
from widgets.informers.contents import Contents

WIDTH = 320
# Pixels of static/css/informer.css: what surrounds the lines, with room for a sentence, and one line.
AROUND, LINE = 148, 57


def size_of(found: Contents) -> Size:
    return Size(WIDTH, AROUND + LINE * len(found.lines))

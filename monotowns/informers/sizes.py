"""How large an informer of the registry is in the page of another site."""

from monotowns.informers.contents import Contents, TownContents, TownsContents
from newsportal.lib.country_map import proportion
from newsportal.lib.informers.code import Size

WIDE, CARD = 680, 360
# Pixels of static/css/registry-informer.css, with room for names of some lines: what surrounds the rows, the
# map and the enterprises, and one of each.
AROUND, ROW, MOST = 210, 84, 640
EDGES, AROUND_MAP = 34, 215
AROUND_TOWN, ENTERPRISE = 375, 95


def size_of(found: Contents) -> Size:
    """A long table is scrolled inside its frame."""
    match found:
        case TownContents():
            return Size(CARD, AROUND_TOWN + ENTERPRISE * len(found.enterprises))
        case TownsContents(map=None):
            return Size(WIDE, min(AROUND + ROW * len(found.towns), MOST))
    return Size(WIDE, AROUND_MAP + round((WIDE - EDGES) / proportion()))

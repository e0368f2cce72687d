"""The matcher of the gazetteer as it is now: made again when somebody changed a place or a rule."""

from django.db import connection

from articles.models import Place, PlaceRule
from articles.places.matching import Matcher

# Differs whenever a row was added, removed or saved.
STAMP = """
SELECT (SELECT (count(*), max(id), max(changed_at))::text FROM articles_place),
    (SELECT (count(*), max(id), max(changed_at))::text FROM articles_placerule)
"""

# One for the process: making it takes some 20 ms, asking whether it is still right one small query.
_made: tuple[tuple[str, str], Matcher] | None = None


def matcher() -> Matcher:
    global _made  # noqa: PLW0603
    stamp = _stamp()
    if _made is None or _made[0] != stamp:
        rules = PlaceRule.objects.filter(is_active=True).select_related("place").order_by("pk")
        places = [place.facts() for place in Place.objects.order_by("pk")]
        _made = (stamp, Matcher(places, [rule.facts() for rule in rules]))
    return _made[1]


def recent_matcher() -> Matcher:
    """The one that is made already: for what is looked at and not kept, such as a preview, at no query."""
    return _made[1] if _made is not None else matcher()


def _stamp() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        stamp: tuple[str, str] = cursor.fetchone()
    return stamp

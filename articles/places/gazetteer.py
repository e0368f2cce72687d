"""The matcher of the gazetteer as it is now: made again when somebody changed a place or a rule."""

from django.db.models import Count, Max

from articles.models import Place, PlaceRule
from articles.places.matching import Matcher

type _Stamp = tuple[object, ...]

# One for the process: making it takes some 20 ms, asking whether it is still right one small query.
_made: tuple[_Stamp, Matcher] | None = None


def matcher() -> Matcher:
    global _made  # noqa: PLW0603
    stamp = _stamp()
    if _made is None or _made[0] != stamp:
        rules = PlaceRule.objects.filter(is_active=True).select_related("place").order_by("pk")
        places = [place.facts() for place in Place.objects.order_by("pk")]
        _made = (stamp, Matcher(places, [rule.facts() for rule in rules]))
    return _made[1]


def _stamp() -> _Stamp:
    """Differs whenever a row was added, changed through the admin or removed."""
    columns = (Count("pk"), Max("changed_at"), Max("pk"))
    rows = (
        Place.objects.order_by()
        .values_list(*columns)
        .union(PlaceRule.objects.order_by().values_list(*columns), all=True)
    )
    return tuple(sorted(rows, key=repr))

"""What one edition changes against another: who joined, who left, who moved to another group."""

from dataclasses import dataclass, field

from django.db.models import FETCH_RAISE

from articles.models import Place
from monotowns.models import Classification, Group, Membership
from monotowns.registry.sorting import by_name


@dataclass(frozen=True)
class Step:
    """One town, with its group before and after; None is outside of the edition."""

    place: Place
    before: Group | None
    after: Group | None


@dataclass
class Difference:
    joined: list[Step] = field(default_factory=list)
    left: list[Step] = field(default_factory=list)
    moved: list[Step] = field(default_factory=list)
    stayed: list[Step] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.joined or self.left or self.moved)


def difference(old: Classification, new: Classification) -> Difference:
    """A group is the same in both editions when it has the same code. One query."""
    rows = (
        Membership.objects.filter(classification__in=[old, new])
        .select_related("town__place", "group")
        .defer("town__place__forms_ru", "town__place__forms_kk")
        .fetch_mode(FETCH_RAISE)
    )
    places: dict[int, Place] = {}
    before: dict[int, Group] = {}
    after: dict[int, Group] = {}
    for row in rows:
        places[row.town_id] = row.town.place
        (before if row.classification_id == old.pk else after)[row.town_id] = row.group
    found = Difference()
    for town, place in sorted(places.items(), key=lambda pair: by_name(pair[1].name)):
        step = Step(place, before.get(town), after.get(town))
        _list_of(found, step).append(step)
    return found


def _list_of(found: Difference, step: Step) -> list[Step]:
    if step.before is None:
        return found.joined
    if step.after is None:
        return found.left
    return found.stayed if step.before.code == step.after.code else found.moved

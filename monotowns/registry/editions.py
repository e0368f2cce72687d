"""Which edition is shown, and which was in force on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from monotowns.models import Classification, Membership, Town


@dataclass(frozen=True)
class Shelf:
    """All editions, newest first: drafts, then those in force by their first day. One query."""

    editions: list[Classification]

    def in_force(self, day: date) -> Classification | None:
        """A draft never is."""
        return next((edition for edition in self.editions if _is_in_force(edition, day)), None)

    def shown(self, day: date) -> Classification | None:
        """In force on this day; where nothing is, the newest draft, which a page marks as one."""
        return self.in_force(day) or next(
            (edition for edition in self.editions if edition.document.is_draft), None
        )

    def find(self, slug: str) -> Classification | None:
        return next((edition for edition in self.editions if edition.slug == slug), None)

    def before(self, edition: Classification) -> Classification | None:
        """What it replaces, or would replace: the next older one that was adopted."""
        adopted = [other for other in self.editions if not other.document.is_draft and other != edition]
        if edition.valid_from is None:
            return adopted[0] if adopted else None
        older = [other for other in adopted if other.valid_from and other.valid_from < edition.valid_from]
        return older[0] if older else None


def shelf(town: Town | None = None) -> Shelf:
    """With a town each edition has its group as `group_of_town`: a mapping of names, or None."""
    rows = Classification.objects.select_related("document").order_by(
        F("valid_from").desc(nulls_first=True), "-pk"
    )
    if town is not None:
        group = JSONObject(
            name_ru="group__name_ru", name_kk="group__name_kk", code="group__code", position="group__position"
        )
        memberships = Membership.objects.filter(classification=OuterRef("pk"), town=town)
        rows = rows.annotate(group_of_town=Subquery(memberships.values(json=group)))
    return Shelf(list(rows.fetch_mode(FETCH_RAISE)))


def default_slug() -> str:
    """Where a table of towns names no edition; empty while there is none."""
    edition = shelf().shown(timezone.localdate())
    return edition.slug if edition else ""


def _is_in_force(edition: Classification, day: date) -> bool:
    return (
        edition.valid_from is not None
        and edition.valid_from <= day
        and (edition.valid_to is None or day <= edition.valid_to)
    )

"""Editions: their documents, their groups with the towns in them, and what one changes against another."""

from articles.api.cards import card, with_cards
from articles.api.shapes import ArticleCard
from articles.models import Article, Place
from monotowns.api.measures import MeasureOfRegistry, measures, with_all
from monotowns.api.parts import document_ref, edition_ref, either, group_ref
from monotowns.api.shapes import DocumentRef, EditionRef, GroupRef, TownRef
from monotowns.api.towns import Position, chosen
from monotowns.models import Classification
from monotowns.registry.difference import Step, difference
from monotowns.registry.editions import Shelf
from newsportal.lib.rest.languages import Pages, address_of, pages_of
from newsportal.lib.rest.shapes import Address, InBoth, Shape, in_both


class GroupOfEdition(Shape):
    """A group with its towns, also one without any; `description` is what the document says of it."""

    code: str
    name: InBoth
    description: InBoth | None
    position: int
    towns: list[TownRef]
    page: Pages


class GroupsOfEdition(Shape):
    """In the order of the document. `edition` is null while there is none."""

    edition: EditionRef | None
    items: list[GroupOfEdition]


class Editions(Shape):
    """Drafts, then those in force by their first day, newest first.

    `shown` is the one in force today, or the newest draft where none is.
    """

    items: list[EditionRef]
    shown: str | None


class EditionLinks(Shape):
    """`before` is the edition that it replaces, or would replace; `difference` what it changes against it."""

    towns: Address
    before: Address | None
    difference: Address | None
    csv: Address
    json: Address
    geojson: Address


class Edition(Shape):
    """`story` is the one that the document was reported in."""

    edition: EditionRef
    document: DocumentRef
    groups: list[GroupOfEdition]
    measures: list[MeasureOfRegistry]
    story: ArticleCard | None
    links: EditionLinks


class TownStep(Shape):
    """A town with its group before and after; null is outside of the edition."""

    town: TownRef
    before: GroupRef | None
    after: GroupRef | None


class EditionDifference(Shape):
    """What the edition `after` changes, or would change, against `before`.

    A group is the same in both when it has the same code.
    """

    before: EditionRef
    after: EditionRef
    joined: list[TownStep]
    left: list[TownStep]
    moved: list[TownStep]
    stayed: list[TownStep]


def groups(edition: Classification) -> list[GroupOfEdition]:
    """Two queries."""
    positions = Position(edition)
    towns: dict[int, list[TownRef]] = {pk: [] for pk in positions.groups}
    for row in chosen(edition, positions, {}):
        towns[row.group].append(TownRef(slug=row.cells["slug"], name=in_both(row.cells, "name")))
    return [
        GroupOfEdition(
            code=group.code,
            name=in_both(group, "name"),
            description=either(group, "description"),
            position=group.position,
            towns=towns[pk],
            page=pages_of("monotown_group", edition.slug, group.code),
        )
        for pk, group in positions.groups.items()
    ]


def edition(found: Classification, shelf: Shelf) -> Edition:
    """Four queries."""
    before = shelf.before(found)
    story = with_cards(Article.objects.published().filter(documents=found.document_id)).first()
    return Edition(
        edition=edition_ref(found),
        document=document_ref(found.document),
        groups=groups(found),
        measures=measures(with_all(found.document.measures.order_by("kind", "pk"))),
        story=None if story is None else card(story),
        links=EditionLinks(
            towns=f"{address_of('api:monotowns')}?edition={found.slug}",
            before=address_of("api:monotown_edition", before.slug) if before else None,
            difference=address_of("api:monotown_difference", found.slug, before.slug) if before else None,
            csv=address_of("monotown_edition_csv", found.slug),
            json=address_of("monotown_edition_json", found.slug),
            geojson=address_of("monotown_edition_geojson", found.slug),
        ),
    )


def changes(before: Classification, after: Classification) -> EditionDifference:
    """One query."""
    found = difference(before, after)
    return EditionDifference(
        before=edition_ref(before),
        after=edition_ref(after),
        joined=[_step(step) for step in found.joined],
        left=[_step(step) for step in found.left],
        moved=[_step(step) for step in found.moved],
        stayed=[_step(step) for step in found.stayed],
    )


def _step(step: Step) -> TownStep:
    return TownStep(
        town=town_ref(step.place),
        before=None if step.before is None else group_ref(step.before),
        after=None if step.after is None else group_ref(step.after),
    )


def town_ref(place: Place) -> TownRef:
    return TownRef(slug=place.slug, name=in_both(place, "name"))

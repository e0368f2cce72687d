"""What several resources of the registry show: regions, groups, editions, documents, figures."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from newsportal.lib.rest.exact import Exact
from newsportal.lib.rest.languages import Pages
from newsportal.lib.rest.shapes import Address, InBoth, Shape

type Status = Literal["draft", "adopted", "amended", "repealed"]
type Scope = Annotated[
    Literal["city", "akimat", "unclear"],
    Meta(description="The area: the town proper, with its villages, or unclear. Areas are not compared."),
]


class RegistryCredit(Shape):
    """What must be named beside the data."""

    name: InBoth
    url: Address
    terms: InBoth
    terms_url: Address | None


class RegionRef(Shape):
    """By its code of ISO 3166-2; in small letters it is a filter."""

    code: str
    name: InBoth


class TownRef(Shape):
    """`slug` is that of its place."""

    slug: str
    name: InBoth


class GroupRef(Shape):
    """A group means nothing without its edition."""

    code: str
    name: InBoth


class IndustryRef(Shape):
    code: str
    name: InBoth


class DocumentRef(Shape):
    """What the state wrote, or has proposed: a draft is no law. `archived_copy` is the file as it stood."""

    id: int
    title: InBoth
    number: str | None
    date: date | None
    status: Status
    status_name: InBoth
    url: Address | None
    archived_copy: Address | None


class EditionRef(Shape):
    """One division of towns into groups. A draft has no days in force; `valid_to` is the last of them."""

    slug: str
    name: InBoth
    status: Status
    status_name: InBoth
    valid_from: date | None
    valid_to: date | None
    page: Pages


class RegistryFigure(Shape):
    """`date` is as precise as the source gives it: 1999, 2021-10, 2023-01-01."""

    value: Exact
    date: Annotated[str, Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
    year: int
    scope: Scope
    kind: Literal["census", "estimate"]
    source: str
    source_url: Address | None

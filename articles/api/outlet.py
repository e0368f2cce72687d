"""The publication in the API: what the law asks to be printed, how to reach it, what is urgent."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from articles.furniture import BreakingLine, breaking_lines
from articles.models import Outlet
from newsportal.lib.meta import absolute
from newsportal.lib.rest.languages import Pages, pages_of
from newsportal.lib.rest.shapes import Address, InBoth, Shape, in_both

# Stands for the part that differs, while an address is made of its pattern.
BLANK = "x-blank"


class Channel(Shape):
    """A way to reach the newsroom, as it is printed for readers, and as a phone opens it."""

    kind: Literal["phone", "whatsapp", "telegram", "email"]
    text: str
    url: Address


class Consent(Shape):
    """What a sender of a tip agrees to; the version goes along with the tip."""

    text: InBoth
    version: str
    days_contacts_are_kept: int


class Imprint(Shape):
    owner: InBoth
    certificate_number: str
    certificate_date: date | None
    chief_editor: InBoth
    address: InBoth


class FeedTemplate(Shape):
    """RFC 6570: put the path of a rubric, or the slug of a topic or an author, between the braces."""

    ru: str
    kk: str


class Feeds(Shape):
    """Addresses of RSS."""

    site: Pages
    corrections: Pages
    rubric: FeedTemplate
    topic: FeedTemplate
    author: FeedTemplate


class OutletPages(Shape):
    home: Pages
    imprint: Pages
    contacts: Pages
    tip: Pages
    corrections: Pages


class OutletFacts(Shape):
    """The publication. Only the channels that the newsroom has filled in are there."""

    name: InBoth
    tagline: InBoth
    age_mark: int
    is_demo: bool
    demo_notice: InBoth
    imprint: Imprint
    tip_call: InBoth
    channels: list[Channel]
    consent: Consent
    pages: OutletPages
    feeds: Feeds


class BreakingItem(Shape):
    """A line of the bar; of a story, or text alone."""

    text: str
    article: int | None
    url: Address | None
    is_unverified: bool


class Breaking(Shape):
    """The bar on top of every page of either site, in its order; empty on most days."""

    ru: Annotated[list[BreakingItem], Meta(max_length=3)]
    kk: Annotated[list[BreakingItem], Meta(max_length=3)]


def outlet_facts(outlet: Outlet) -> OutletFacts:
    return OutletFacts(
        name=in_both(outlet, "name"),
        tagline=in_both(outlet, "tagline"),
        age_mark=outlet.age_mark,
        is_demo=outlet.is_demo,
        demo_notice=in_both(outlet, "demo_notice"),
        imprint=Imprint(
            owner=in_both(outlet, "owner"),
            certificate_number=outlet.certificate_number,
            certificate_date=outlet.certificate_date,
            chief_editor=in_both(outlet, "chief_editor"),
            address=in_both(outlet, "address"),
        ),
        tip_call=in_both(outlet, "tip_call"),
        channels=_channels(outlet),
        consent=Consent(
            text=in_both(outlet, "consent_text"),
            version=outlet.consent_version,
            days_contacts_are_kept=outlet.tip_contact_days,
        ),
        pages=OutletPages(
            home=pages_of("home"),
            imprint=pages_of("imprint"),
            contacts=pages_of("contacts"),
            tip=pages_of("tip"),
            corrections=pages_of("corrections"),
        ),
        feeds=Feeds(
            site=pages_of("rss"),
            corrections=pages_of("corrections_rss"),
            rubric=_template("rubric_rss", "{+path}"),
            topic=_template("topic_rss", "{slug}"),
            author=_template("author_rss", "{slug}"),
        ),
    )


def breaking(outlet: Outlet) -> Breaking:
    """Of an outlet `with_breaking`."""
    return Breaking(
        ru=[_line(item) for item in breaking_lines(outlet, "ru")],
        kk=[_line(item) for item in breaking_lines(outlet, "kk")],
    )


def _line(line: BreakingLine) -> BreakingItem:
    return BreakingItem(
        text=line.text,
        article=line.article,
        url=absolute(line.url) if line.url else None,
        is_unverified=line.is_unverified,
    )


def _channels(outlet: Outlet) -> list[Channel]:
    ways = [
        Channel(kind="phone", text=outlet.phone, url=outlet.phone_href),
        Channel(kind="whatsapp", text=outlet.whatsapp, url=outlet.whatsapp_url),
        Channel(kind="telegram", text=outlet.telegram, url=outlet.telegram_url),
        Channel(kind="email", text=outlet.email, url=f"mailto:{outlet.email}"),
    ]
    return [way for way in ways if way.text]


def _template(name: str, part: str) -> FeedTemplate:
    made = pages_of(name, BLANK)
    return FeedTemplate(ru=made.ru.replace(BLANK, part), kk=made.kk.replace(BLANK, part))

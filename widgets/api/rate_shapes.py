"""Shapes of rates. Amounts are exact: strings of decimal digits, as the bank published them."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from newsportal.lib.rest.exact import Exact
from newsportal.lib.rest.languages import Pages
from newsportal.lib.rest.shapes import Address, InBoth, Links, Moment, Shape

type Tenge = Annotated[Exact, Meta(description="Tenge for `quant` units of the currency.")]


class CurrencyRef(Shape):
    """`code` is of ISO 4217; the major ones stand in the header of the site."""

    code: str
    name: InBoth
    symbol: str
    is_major: bool


class RateSource(Shape):
    """Who publishes the rates: to be named beside them, with the link."""

    name: InBoth
    url: Address
    terms: InBoth


class RateTomorrow(Shape):
    """What is out already and comes into force at midnight. It may be for another quant than today's."""

    quant: int
    value: Tenge
    per_unit: Exact
    change: Tenge | None


class RateOnBoard(Shape):
    """One currency on a day.

    `date` is the day that the rate was published for; where it is not the day that was asked for the rate
    is `carried_forward`. `change` is against the rate published before, for as many units as `quant`.
    """

    currency: CurrencyRef
    date: date
    carried_forward: bool
    quant: int
    value: Tenge
    per_unit: Annotated[Exact, Meta(description="Tenge for one unit.")]
    change: Tenge | None
    source: Literal["nbk", "sample"]
    fetched_at: Moment
    tomorrow: RateTomorrow | None


class BoardLinks(Shape):
    """`tomorrow` is the board of the next day, once it is out."""

    tomorrow: Address | None
    csv: Address
    json: Address


class RatesBoard(Shape):
    """The rates of a day, the major currencies first.

    `published` is the newest day among them, null where there are none. `is_sample` marks figures of the
    demonstration, which are nobody's data; they are given only while there is nothing real.
    """

    day: date
    published: date | None
    carried_forward: bool
    is_sample: bool
    tomorrow: Annotated[date | None, Meta(description="The next day, once its rates are out.")]
    items: list[RateOnBoard]
    source: RateSource
    page: Pages
    links: BoardLinks


class RateOfDay(Shape):
    """What was published for a day; `change` is the bank's own figure, null where it gave none."""

    date: date
    quant: int
    value: Tenge
    change: Tenge | None
    fetched_at: Moment


class CurrencyFiles(Shape):
    """The whole series as files, and a picture of the last month."""

    csv: Address
    json: Address
    chart: Address


class RatesOfCurrency(Shape):
    """The published days of a currency, the oldest first; `now` is the rate in force today."""

    currency: CurrencyRef
    now: RateOnBoard | None
    since: date | None
    until: date | None
    items: list[RateOfDay]
    source: RateSource
    page: Pages
    files: CurrencyFiles
    links: Links


class Conversion(Shape):
    """`result` is rounded to two places, and below one to four digits that say something.

    `rates` are those it was made with, of the day `day`: one for each of the two that is not the tenge.
    """

    source_code: str
    target_code: str
    amount: Exact
    result: Exact
    day: date
    rates: list[RateOnBoard]
    source: RateSource

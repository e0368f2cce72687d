"""Resources of rates: the board of a day, the series of a currency, the converter."""

from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from newsportal.lib.rest import cursors
from newsportal.lib.rest.exact import exact
from newsportal.lib.rest.languages import address_of, pages_of
from newsportal.lib.rest.queries import DayField, Query
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Links
from widgets.api import rates
from widgets.api.queries import Asked, SeriesQuery, refused
from widgets.api.rate_shapes import Conversion, CurrencyFiles, RatesBoard, RatesOfCurrency
from widgets.models import Currency, Rate
from widgets.rates.board import day_board, rate_now
from widgets.rates.converter import TENGE, read_amount, shown_amount
from widgets.rates.series import bounds

GROUP = "rates"
TABLES = ("widgets_currency", "widgets_rate")


class BoardQuery(Query):
    date = DayField(required=False, help_text="Without it, today.")


class Rates(ReadView):
    """Official rates of the National Bank of Kazakhstan on a day, all currencies.

    On a day without a publication the last rate goes on under its own date, for fifteen days and no longer;
    today it goes on as long as nothing newer has come. A day without rates is not found.
    """

    operation = "rates_list"
    group = GROUP
    also = (404,)
    query = BoardQuery
    answer = RatesBoard
    shows = TABLES

    def read(self, asked: dict[str, Any], **path: Any) -> RatesBoard:
        day = asked.get("date")
        return rates.board_of_today() if day is None else rates.board_of_day(day)


class RatesOfOne(ReadView):
    """The series of a currency: what stands for each published day, the oldest first.

    Follow `links.next`. At most 366 days stand in one answer, files have all of them.
    """

    operation = "rates_retrieve"
    group = GROUP
    also = (404,)
    query = SeriesQuery
    answer = RatesOfCurrency
    shows = TABLES

    def read(self, asked: dict[str, Any], **path: Any) -> RatesOfCurrency:
        currency = Currency.objects.filter(pk=path["code"].upper()).first()
        if currency is None:
            raise Http404
        period = Asked("rates", asked)
        row = rate_now(currency, timezone.localdate())
        since, until = bounds(currency) or (None, None)
        series = Rate.objects.series(currency.pk, period.since, period.until)
        found = list(series[: period.limit + 1])
        following = None
        if len(found) > period.limit:
            following = cursors.next_url(self.request, period.cursor_at(found.pop().date))
        return RatesOfCurrency(
            currency=rates.currency_ref(currency),
            now=None if row is None else rates.on_board(row.rate),
            since=since,
            until=until,
            items=[rates.of_day(rate) for rate in found],
            source=rates.bank(),
            page=pages_of("rate_currency", currency.pk),
            files=CurrencyFiles(
                csv=address_of("rate_csv", currency.pk),
                json=address_of("rate_json", currency.pk),
                chart=address_of("rate_chart", currency.pk),
            ),
            links=Links(next=following),
        )


class CodeField(serializers.RegexField):
    """In any case, as addresses of pages."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"^[A-Za-z]{3}\Z", **options)

    def to_internal_value(self, data: Any) -> str:
        return str(super().to_internal_value(data)).upper()


class ConverterQuery(Query):
    amount = serializers.CharField(
        required=False, default="1", max_length=40, help_text="Up to 12 digits, and 6 after the point."
    )
    date = DayField(required=False, help_text="Without it, today.")

    def get_fields(self) -> dict[str, Any]:
        return {
            "from": CodeField(help_text="The code of a currency; KZT is the tenge."),
            "to": CodeField(required=False, default=TENGE),
        } | super().get_fields()

    def validate_amount(self, typed: str) -> Any:
        amount = read_amount(typed)
        if amount is None:
            raise serializers.ValidationError(
                _("Write the amount in figures, for example 1500 or 99.90."), code="invalid"
            )
        return amount


class Converter(ReadView):
    """Any amount from one currency to another at the official rates of a day, through the tenge."""

    operation = "rates_convert"
    group = GROUP
    also = (404,)
    query = ConverterQuery
    answer = Conversion
    shows = TABLES

    def read(self, asked: dict[str, Any], **path: Any) -> Conversion:
        day = asked.get("date")
        board = day_board(timezone.localdate(), goes_on=True) if day is None else rates.known_board(day)
        rows = {row.code: row for row in board.rows}
        source, target = asked["from"], asked["to"]
        per_unit = {TENGE: Decimal(1)} | {code: row.per_unit for code, row in rows.items()}
        for name in ("from", "to"):
            if asked[name] not in per_unit:
                raise refused(name, _("There is no rate of this currency on that day."), "no_rate")
        used = [code for code in dict.fromkeys((source, target)) if code != TENGE]
        return Conversion(
            source_code=source,
            target_code=target,
            amount=exact(asked["amount"]),
            result=exact(shown_amount(asked["amount"] * per_unit[source] / per_unit[target])),
            day=board.day,
            rates=[rates.on_board(rows[code].rate) for code in used],
            source=rates.bank(),
        )

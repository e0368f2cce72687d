"""Charts inside pages and as pictures."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils.csp import CSP

from newsportal.lib.informers.asked import Theme
from widgets.charts import (
    PICTURE_CSP,
    Band,
    Chart,
    Line,
    Point,
    Range,
    date_axis,
    inline_svg,
    picture_svg,
)
from widgets.charts.downsampling import fewer_points

START = date(2016, 1, 1)
GAP = timedelta(days=15)


def points(*values: str, start: date = START) -> list[Point[date]]:
    return [Point(start + timedelta(days=day), Decimal(value)) for day, value in enumerate(values)]


def chart(series: list[Point[date]]) -> Chart[date]:
    axis = date_axis(series[0].moment, series[-1].moment)
    return Chart(Line(series, GAP), axis, "Доллар <США>", "Вырос & упал")


def picture(made: Chart[date] | None, theme: Theme = Theme.AUTO) -> str:
    return picture_svg(
        made,
        title='<script>alert("1")</script>',
        description="В словах",
        notes=["январь 2026"],
        source="Источник",
        theme=theme,
    )


def paths(svg: str) -> list[str]:
    return re.findall(r'<path d="([^"]+)"', svg)


def test_a_line_goes_from_the_first_day_to_the_last_between_the_scale() -> None:
    assert paths(inline_svg(chart(points("500", "510", "505")), "usd")) == ["M0 256L500 0L1000 128"]


def test_one_day_is_a_dot_in_the_middle() -> None:
    assert paths(inline_svg(chart(points("500")), "usd")) == ["M500 128h0"]


def test_a_line_is_broken_where_nothing_is_known_for_long() -> None:
    series = points("500", "505") + points("510", "500", start=START + timedelta(days=400))
    assert len(re.findall("M", paths(inline_svg(chart(series), "usd"))[0])) == 2


def test_a_band_goes_along_the_highest_and_back_along_the_lowest() -> None:
    ranges = [Range(START, Decimal(-20), Decimal(-10)), Range(START + timedelta(1), Decimal(-15), Decimal(0))]
    made = Chart(Band(ranges, GAP), date_axis(START, START + timedelta(1)), "Риддер", "Слова")
    assert paths(inline_svg(made, "ridder")) == ["M0 128L1000 0L1000 192L0 256Z"]


def test_it_has_a_name_and_words_for_whoever_cannot_see_it() -> None:
    svg = ElementTree.fromstring(inline_svg(chart(points("500", "510")), "usd"))
    assert (svg.attrib["role"], svg.attrib["aria-labelledby"]) == ("img", "usd-title usd-words")
    assert [(part.attrib["id"], part.text) for part in svg if part.tag in {"title", "desc"}] == [
        ("usd-title", "Доллар <США>"),
        ("usd-words", "Вырос & упал"),
    ]


def test_inside_a_page_it_brings_no_style_of_its_own() -> None:
    svg = inline_svg(chart(points("500", "510")), "usd")
    assert "<style" not in svg
    assert not re.search(r"\b(style|fill|stroke|on\w+)=", svg)


def test_ten_years_stay_light_and_keep_their_extremes() -> None:
    values = [str(500 + day * 7919 % 211) for day in range(3653)]
    values[1234], values[2345] = "900.5", "100.5"
    series = points(*values)
    shown = fewer_points(series)
    assert len(shown) <= 400
    assert shown == sorted(shown)
    assert (shown[0], shown[-1]) == (series[0], series[-1])
    assert {Decimal("900.5"), Decimal("100.5")} <= {point.value for point in shown}
    assert len(inline_svg(chart(series), "usd")) < 20_000


@pytest.mark.parametrize("theme", Theme)
def test_a_picture_is_well_formed_and_runs_nothing(theme: Theme) -> None:
    svg = picture(chart(points("500", "510")), theme)
    assert ElementTree.fromstring(svg.encode()).tag == "{http://www.w3.org/2000/svg}svg"
    assert "<script" not in svg
    assert ("<style>" in svg) is (theme is Theme.AUTO)


def test_a_picture_without_a_chart_still_says_its_words() -> None:
    assert "январь 2026" in picture(None)


def test_the_policy_of_a_picture_allows_its_own_sheet_and_nothing_else() -> None:
    assert PICTURE_CSP["default-src"] == [CSP.NONE]
    [allowed] = PICTURE_CSP["style-src"]
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", allowed)

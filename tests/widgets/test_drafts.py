"""A notice becomes a draft: whole sentences in both languages, figures exact, nothing but facts."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from articles.lint import check
from articles.models import Article, Autosave, Revision
from newsportal.hostile_input import MAX_QUERY
from newsportal.lib.html import sanitise
from tests import newsroom
from tests.articles.admin.conftest import desk_of, filled, member
from tests.articles.admin.test_article_form import empty_rows
from tests.articles.lint.versions import around, version
from tests.widgets.observations import day_of_city, observe, publish
from widgets.models import City, Currency, Notice, WeatherObservation
from widgets.notices import rates, weather
from widgets.notices.drafts.kazakh import MONTHS, _of_day
from widgets.notices.drafts.making import Draft, NoDraftError, draft_of
from widgets.weather import days

TODAY = date(2026, 1, 31)
MOMENT = datetime(2026, 1, 31, 2, 30, tzinfo=UTC)
ADD = "/admin/articles/article/add/"


@pytest.fixture(autouse=True)
def _frozen(reference: None) -> Iterator[None]:
    with time_machine.travel(datetime(2026, 1, 31, 9, 5, tzinfo=UTC), tick=False):
        yield


def moved(currency: str, before: str, value: str, quant: int = 1) -> Notice:
    earlier = publish(currency, date(2026, 1, 30), before, quant=quant)
    rates.rates_moved([(publish(currency, TODAY, value, quant=quant), earlier)])
    return Notice.objects.get(kind="rate_moved")


def frost(degrees: str = "-33.4", city: str = "ridder") -> Notice:
    made = observe(city, MOMENT, degrees)
    days.remake([(made.city_id, MOMENT)])
    weather.frost([made])
    return Notice.objects.get(kind="frost")


def record(degrees: str, *, low: str = "-36", high: str = "20", city: str = "ridder") -> Notice:
    for number in range(1, 366):
        is_extreme = number == 200
        day_of_city(
            city, TODAY - timedelta(days=number), low if is_extreme else "-10", high if is_extreme else "-5"
        )
    made = observe(city, MOMENT, degrees)
    days.remake([(made.city_id, MOMENT)])
    weather.records([made])
    return Notice.objects.get(kind="record")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def paragraphs(draft: Draft) -> list[str]:
    return [plain(text) for text in re.findall(r"<p>(.*?)</p>", draft.body)]


# Sentences.


def test_a_rise_in_russian() -> None:
    draft = draft_of(moved("USD", "494.94", "501.02"), "ru")
    assert plain(draft.headline) == "Доллар США: официальный курс вырос на 1,23 %, до 501,02 тенге"
    assert plain(draft.lead) == (
        "Официальный курс Национального банка Казахстана на 31 января 2026 года — 501,02 тенге за 1 USD."
    )
    assert paragraphs(draft) == [
        "Предыдущий официальный курс, на 30 января 2026 года, — 494,94 тенге за 1 USD. "
        "Курс вырос на 6,08 тенге, или на 1,23 %."
    ]
    assert '<img src="/rates/usd/2026-01-31.svg?as-of=' in draft.body
    assert '<a href="https://nationalbank.kz/">' in draft.body


def test_a_fall_in_kazakh() -> None:
    draft = draft_of(moved("USD", "501.02", "494.94"), "kk")
    assert draft.headline == "АҚШ доллары: ресми бағам 1,21 пайызға төмендеп, 494,94 теңге болды"
    assert draft.lead == (
        "Қазақстан Ұлттық Банкінің 2026 жылғы 31 қаңтардағы ресми бағамы — 1 USD үшін 494,94 теңге."
    )
    assert paragraphs(draft) == [
        "Алдыңғы, 2026 жылғы 30 қаңтардағы ресми бағам 1 USD үшін 501,02 теңге болды. "
        "Бағам 6,08 теңгеге, яғни 1,21 пайызға төмендеді."
    ]
    assert '<img src="/kk/rates/usd/2026-01-31.svg?as-of=' in draft.body


def test_a_currency_of_many_units_is_named_with_them() -> None:
    draft = draft_of(moved("KRW", "33.90", "34.50", quant=100), "ru")
    assert plain(draft.headline) == (
        "Южнокорейская вона: официальный курс вырос на 1,77 %, до 34,50 тенге за 100 KRW"
    )
    assert "34,50 тенге за 100 KRW" in draft.lead


def test_digits_are_those_of_the_bank() -> None:
    assert "0,0331 тенге за 1 RUB" in draft_of(moved("RUB", "0.0300", "0.0331"), "ru").lead


def test_a_correction_since_the_notice_is_what_the_draft_says() -> None:
    notice = moved("USD", "494.94", "501.02")
    publish("USD", TODAY, "490.00", fetched_at=datetime(2026, 1, 31, 9, tzinfo=UTC) + timedelta(days=1))
    draft = draft_of(notice, "ru")
    assert "снизился на 1,00 %, до 490,00 тенге" in plain(draft.headline)
    assert "490.00" in draft.body


def test_what_was_taken_back_altogether_is_no_story() -> None:
    notice = moved("USD", "494.94", "501.02")
    publish("USD", TODAY, "494.94", fetched_at=datetime(2026, 2, 1, tzinfo=UTC))
    with pytest.raises(NoDraftError):
        draft_of(notice, "ru")


def test_frost_in_both_languages() -> None:
    notice = frost()
    russian, kazakh = draft_of(notice, "ru"), draft_of(notice, "kk")
    assert plain(russian.headline) == "Мороз сильнее 30 градусов: в Риддере −33,4 °C"
    assert plain(russian.lead) == (
        "31 января 2026 года в 07:30 температура воздуха в Риддере была −33,4 °C, по данным MET Norway."
    )
    assert plain(kazakh.headline) == "30 градустан асқан аяз: Риддерде −33,4 °C"
    assert plain(kazakh.lead) == (
        "MET Norway деректері бойынша, 2026 жылғы 31 қаңтарда, сағат 07:30 кезінде "
        "Риддерде ауа температурасы −33,4 °C болды."
    )
    for draft in (russian, kazakh):
        assert "/weather/ridder/2026-01-31.svg?as-of=" in draft.body
        assert "https://creativecommons.org/licenses/by/4.0/" in draft.body


def test_the_lowest_of_the_series_in_both_languages() -> None:
    notice = record("-38.1")
    russian, kazakh = draft_of(notice, "ru"), draft_of(notice, "kk")
    assert plain(russian.headline) == "В Риддере −38,1 °C: минимум нашего ряда наблюдений"
    assert plain(russian.lead) == (
        "31 января 2026 года температура воздуха в Риддере опустилась до −38,1 °C, по данным MET Norway."
    )
    assert paragraphs(russian) == [
        "Это самая низкая температура в ряду наблюдений портала. "
        "Прежний минимум ряда: −36 °C, 15 июля 2025 года.",
        "Дней наблюдений в ряду до этого дня: 365.",
    ]
    assert plain(kazakh.headline) == "Риддерде −38,1 °C: бақылау қатарымыздағы ең төмен температура"
    assert paragraphs(kazakh)[0] == (
        "Бұл — порталдың бақылау қатарындағы ең төмен температура. "
        "Бұрынғы ең төмен көрсеткіш: −36 °C, 2025 жылғы 15 шілдеде."
    )


def test_the_highest_of_the_series_with_its_sign() -> None:
    draft = draft_of(record("41"), "ru")
    assert plain(draft.headline) == "В Риддере +41 °C: максимум нашего ряда наблюдений"
    assert "поднялась до +41 °C" in plain(draft.lead)
    assert paragraphs(draft)[0].startswith("Это самая высокая температура в ряду")


def test_a_day_that_went_further_is_told_as_it_is_now() -> None:
    notice = record("-38.1")
    later = observe("ridder", MOMENT + timedelta(hours=1), "-39")
    days.remake([(later.city_id, later.observed_at)])
    draft = draft_of(notice, "ru")
    assert "−39 °C" in plain(draft.headline)
    assert "-39°" in draft.body


def test_a_reading_that_was_taken_back_is_no_record() -> None:
    notice = record("-38.1")
    observe("ridder", MOMENT, "-8.1", fetched_at=MOMENT + timedelta(hours=1))
    with pytest.raises(NoDraftError):
        draft_of(notice, "ru")


def test_a_city_that_moved_keeps_its_draft() -> None:
    notice = frost()
    City.objects.filter(slug="ridder").update(slug="ridder-city", former_slugs=["ridder"])
    assert "/weather/ridder-city/2026-01-31.svg" in draft_of(notice, "ru").body


def test_days_of_each_month_in_kazakh() -> None:
    told = [_of_day(date(2026, month, 1)) for month in range(1, 13)]
    assert [day.removeprefix("2026 жылғы 1 ") for day in told] == [
        "қаңтардағы", "ақпандағы", "наурыздағы", "сәуірдегі", "мамырдағы", "маусымдағы", "шілдедегі",
        "тамыздағы", "қыркүйектегі", "қазандағы", "қарашадағы", "желтоқсандағы",
    ]  # fmt: skip
    assert len(MONTHS) == 12


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize(
    "make",
    [
        lambda: moved("EUR", "597.27", "610.00"),
        lambda: frost("-33.4", "ust-kamenogorsk"),
        lambda: record("-38.1", city="petropavlovsk"),
    ],
)
def test_a_draft_is_accepted_as_it_is(make: Callable[[], Notice], language: str) -> None:
    draft = draft_of(make(), language)
    text = version(draft.body, headline=draft.headline, lead=draft.lead)
    assert check(text, language=language, around=around()) == []
    assert sanitise(draft.body) == draft.body.replace("\N{NO-BREAK SPACE}", "&nbsp;")
    assert len(draft.headline) <= 110
    assert len(draft.lead) <= 300


# From the desk into the form.


def test_the_draft_opens_in_the_form_and_is_saved_only_by_the_editor() -> None:
    section, editor = newsroom.rubric("nature"), member(roles=("correspondent",))
    client, notice = desk_of(editor), moved("USD", "494.94", "501.02")
    answer = client.get(f"/admin/widgets/notice/{notice.pk}/draft/kk/")
    assert answer.status_code == 302
    address = answer.headers["Location"]
    assert urlsplit(address).path == ADD
    values = filled(client, address)
    draft = draft_of(notice, "kk")
    assert (values["language"], values["headline"], values["lead"]) == ("kk", draft.headline, draft.lead)
    assert values["body"] == sanitise(draft.body)
    assert not Article.objects.exists()
    assert not Autosave.objects.exists()
    saved = client.post(ADD, values | empty_rows() | {"rubric": section.pk})
    assert saved.status_code == 302, saved.context["adminform"].form.errors
    story, revision = Article.objects.get(), Revision.objects.get()
    assert story.language == "kk"
    assert revision.content["headline"] == draft.headline
    assert revision.content["body"] == values["body"]


def test_every_address_of_a_draft_is_short_enough() -> None:
    client = desk_of(member(roles=("editor",)))
    # As long as the columns let them be.
    long = {"name_ru": "Г" * 80, "name_kk": "Ғ" * 80}
    City.objects.update(name_in_ru="в " + "Г" * 98, name_in_kk="Ғ" * 100, **long)
    Currency.objects.update(**long)
    notices = [moved("GBP", "494.94", "501.02"), frost(city="ust-kamenogorsk")]
    for notice in [*notices, record("-38.1", city="petropavlovsk")]:
        for language in ("ru", "kk"):
            address = client.get(f"/admin/widgets/notice/{notice.pk}/draft/{language}/").headers["Location"]
            assert parse_qs(urlsplit(address).query)["language"] == [language]
            assert len(urlsplit(address).query) < MAX_QUERY, len(address)


def test_a_held_back_rate_and_an_unknown_language_have_no_draft() -> None:
    client = desk_of(member(roles=("editor",)))
    rates.rates_unreadable(TODAY, ["USD"])
    held = Notice.objects.get()
    assert client.get(f"/admin/widgets/notice/{held.pk}/draft/ru/").headers["Location"] == "/admin/"
    assert client.get(f"/admin/widgets/notice/{frost().pk}/draft/en/").status_code == 404
    assert client.get("/admin/widgets/notice/999999/draft/ru/").status_code == 404


def test_who_may_not_write_gets_no_draft(client: Client) -> None:
    address = f"/admin/widgets/notice/{frost().pk}/draft/ru/"
    assert client.get(address).status_code == 302
    assert client.get(address).headers["Location"].startswith("/admin/login/")
    assert desk_of(member(roles=("photo_editor",))).get(address).status_code == 403


def test_the_service_that_observed_it_is_named() -> None:
    notice = record("-38.1")
    row = WeatherObservation.objects.latest("pk")
    observe("ridder", row.observed_at + timedelta(hours=2), "-37", source="open_meteo")
    assert plain(draft_of(notice, "ru").lead).endswith("по данным Open-Meteo и MET Norway.")
    assert Decimal(notice.facts["temperature"]) == Decimal("-38.1")

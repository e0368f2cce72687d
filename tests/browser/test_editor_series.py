"""A rate and the weather put into a story by its editor."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Rubric, User
from newsportal.lib import html
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser import axe
from tests.browser.desk import at_the_form, enter_text, saved_html, text_of
from tests.widgets.observations import observe, publish
from widgets.reference import load_cities_and_currencies
from widgets.weather import days

TODAY = timezone.localdate


@pytest.fixture
def section(transactional_db: None) -> Rubric:
    newsroom.outlet()
    load_cities_and_currencies()
    for number in range(40):
        publish("USD", TODAY() - timedelta(days=number), f"{500 + number % 7}.02")
    start = datetime.combine(TODAY() - timedelta(days=1), datetime.min.time(), UTC)
    for number in range(12):
        made = observe("ridder", start + timedelta(hours=number), str(-20 + number))
        days.remake([(made.city_id, made.observed_at)])
    return newsroom.rubric("nature")


@pytest.fixture
def writer(transactional_db: None) -> User:
    return member(roles=("chief_editor",))


def asked(page: Page) -> Any:
    page.locator("[data-tool=series]").click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("[name=currency] option")).to_have_count(39)
    return dialog


def insert(dialog: Any) -> None:
    dialog.locator(".ask-submit").click()


def test_a_rate_a_chart_and_the_weather_go_in_and_stay_on_the_page(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    story = draft(section, body="<p>Курс вырос.</p>")
    with at_the_form(open_page, writer, story) as page:
        enter_text(page, text_of(page).locator("p").first)
        insert(asked(page))
        expect(text_of(page).locator("figure img")).to_have_count(1)
        dialog = asked(page)
        dialog.locator("[name=kind]").select_option("chart")
        expect(dialog.locator("[name=date]")).to_be_hidden()
        insert(dialog)
        expect(text_of(page).locator("figure img")).to_have_count(2)
        dialog = asked(page)
        dialog.locator("[name=kind]").select_option("weather")
        dialog.locator("[name=city]").select_option("ridder")
        dialog.locator("[name=date]").fill((TODAY() - timedelta(days=1)).isoformat())
        insert(dialog)
        expect(text_of(page).locator("figure img")).to_have_count(3)
        written = saved_html(page)
        for picture in text_of(page).locator("figure img").all():
            expect(picture).to_have_js_property("naturalWidth", 520)
        page.get_by_role("button", name="Сохранить", exact=True).click()
        page.wait_for_load_state()
    assert html.sanitise(written) == written
    sources = re.findall(r'<img src="([^"?]+)\?[^"]*as-of=\d+&amp;size=\d+x\d+"', written)
    assert sources == [
        f"/rates/usd/{TODAY()}.svg",
        "/rates/usd.svg",
        f"/weather/ridder/{TODAY() - timedelta(days=1)}.svg",
    ]
    assert written.count('<a href="https://nationalbank.kz/">') == 2
    assert '<a href="https://creativecommons.org/licenses/by/4.0/">' in written
    story = Article.objects.get(pk=story.pk)
    publishing.publish(story, story.revisions.latest("number"))
    with open_page(Article.objects.get(pk=story.pk).url) as page:
        for picture in page.locator(".body figure img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("naturalWidth", 520)
            assert picture.evaluate(
                "image => Math.abs(image.naturalWidth / image.naturalHeight"
                " - image.getAttribute('width') / image.getAttribute('height')) < .01"
            )


def test_a_kazakh_story_gets_kazakh_words(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, None) as page:
        page.locator("[name=language]").select_option("kk")
        insert(asked(page))
        expect(text_of(page).locator("figcaption")).to_contain_text("АҚШ доллары")
        assert f'src="/kk/rates/usd/{TODAY()}.svg?as-of=' in saved_html(page)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section)) as page:
        dialog = asked(page)
        dialog.locator("[name=currency]").select_option("eur")
        insert(dialog)
        expect(dialog.locator("[data-field=date] .ask-error")).to_be_visible()
        expect(dialog.locator("[name=currency]")).to_have_value("eur")
        dialog.locator("[name=date]").fill("")
        insert(dialog)
        expect(dialog.locator("[name=date]")).to_be_focused()
        assert axe.complaints(page, "dialog[open]") == []
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        assert "figure" not in saved_html(page)


def test_its_description_is_changed_and_no_photo_offered_in_its_place(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    figure = (
        '<figure><img src="/rates/usd.svg?from=2026-01-01&amp;to=2026-01-31&amp;as-of=7" alt="Курс"></figure>'
    )
    with at_the_form(open_page, writer, draft(section, body=figure)) as page:
        page.locator(".figure-tool").first.click()
        dialog = page.locator("dialog[open]")
        expect(dialog.get_by_role("button", name="Другое фото")).to_have_count(0)
        dialog.locator("[name=alt]").fill("Доллар за январь")
        insert(dialog)
        assert saved_html(page) == figure.replace("Курс", "Доллар за январь")

"""The typographer: what it changes and what it leaves, and that every change can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser.desk import at_the_form, enter_text, saved_html, text_of

# ~ stands for a space that does not break.
RUSSIAN = {
    'Город "Риддер" и «завод "Казцинк"»': "Город «Риддер» и~«завод „Казцинк“»",
    '«"Казцинк" растёт», - сказал он': "«„Казцинк“ растёт»,~— сказал он",
    "“Английские” „немецкие“": "«Английские» «немецкие»",
    'Непарная " кавычка': 'Непарная " кавычка',
    'Экран 15" и 20"': 'Экран 15" и~20"',
    "Риддер - город": "Риддер~— город",
    "Риддер -- город – хороший": "Риддер~— город~— хороший",
    "- Да, - сказал он": "— Да,~— сказал он",
    "когда-нибудь по-русски кое-где": "когда-нибудь по-русски кое-где",
    "в 2020-2024 годах": "в~2020–2024~годах",
    "тел. 2020-2024-11 и 8-7232-26-50": "тел. 2020-2024-11 и~8-7232-26-50",
    "подождите...": "подождите…",
    "что?.. нет!.. да....": "что?.. нет!.. да....",
    "в лесу и на реке": "в~лесу и~на~реке",
    "Об этом говорили в акимате": "Об~этом говорили в~акимате",
    "слова в конце": "слова в~конце",
    "нёс кофе, куб и": "нёс кофе, куб и",
    "5 км, 17 градусов, 20 %, 300 тыс. тенге": "5~км, 17~градусов, 20~%, 300~тыс. тенге",
    "1 300 000 человек": "1~300~000~человек",
    "№ 5 и § 12": "№~5 и~§~12",
    "5 мая 2024 года": "5~мая 2024~года",
    "5 кмитов": "5 кмитов",
    "А. Б. Иванов пришёл": "А.~Б.~Иванов пришёл",
    "из США. Он уехал": "из~США. Он уехал",
    "Уже~— готово, «всё»": "Уже~— готово, «всё»",
    "": "",
}
KAZAKH = {
    'Қала "Риддер" - шағын': "Қала «Риддер»~— шағын",
    "5 км және 2024 жылғы 12 қаңтар": "5~км және 2024~жылғы 12~қаңтар",
    "А. Құнанбаев о дүниеде": "А.~Құнанбаев о дүниеде",
}


@pytest.fixture
def section(transactional_db: None) -> Rubric:
    return newsroom.rubric("nature")


@pytest.fixture
def writer(transactional_db: None) -> User:
    return member(roles=("chief_editor",))


def typographed(page: Page, texts: list[str], language: str) -> list[str]:
    result: list[str] = page.evaluate(
        """async ([texts, language]) => {
            const { typographed } = await import("/static/js/editor/typographer/rules.js");
            return texts.map(text => typographed(text, language).text);
        }""",
        [texts, language],
    )
    return result


def test_rules_change_what_they_should_and_nothing_else(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section)) as page:
        for language, cases in (("ru", RUSSIAN), ("kk", KAZAKH)):
            texts = [text.replace("~", "\xa0") for text in cases]
            once = typographed(page, texts, language)
            assert dict(zip(cases, once, strict=True)) == {
                text: wanted.replace("~", "\xa0") for text, wanted in cases.items()
            }
            # A second run finds nothing more to do.
            assert typographed(page, once, language) == once


BODY = (
    '<p>Завод <strong>"Казцинк" - </strong>в городе... <a href="https://a.example/?q=%22a%22...">"тут"</a></p>\n'
    '<blockquote><p>"Так и было..." - сказал он</p></blockquote>\n'
    "<table><caption>Таблица</caption><tbody><tr><td>5 км</td></tr></tbody></table>"
)
DONE = (
    "<p>Завод <strong>«Казцинк»&nbsp;— </strong>в&nbsp;городе… "
    '<a href="https://a.example/?q=%22a%22...">«тут»</a></p>\n'
    '<blockquote><p>"Так и было..." - сказал он</p></blockquote>\n'
    "<table><caption>Таблица</caption><tbody><tr><td>5&nbsp;км</td></tr></tbody></table>"
)


@pytest.fixture
def story(section: Rubric) -> Article:
    return draft(section, headline='Завод "Казцинк" - рядом', body=BODY, lead="Лёд... на реке")


def run(page: Page) -> None:
    page.locator("[data-tool=typographer]").click()


def field(page: Page, name: str) -> str:
    return page.locator(f"#id_{name}").input_value().replace("\xa0", "~")


def test_it_shows_what_it_changed_and_one_undo_takes_all_of_the_text_back(
    story: Article, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, story) as page:
        enter_text(page)
        page.keyboard.press("Control+End")
        run(page)
        assert saved_html(page) == DONE
        assert field(page, "headline") == "Завод «Казцинк»~— рядом"
        assert field(page, "lead") == "Лёд… на~реке"
        panel = page.get_by_role("region", name="Типограф")
        quotes = panel.get_by_role("listitem").filter(has_text="Кавычки")
        expect(quotes).to_contain_text('"…" → «…» × 6')
        expect(panel.get_by_role("listitem").filter(has_text="Короткие слова")).to_contain_text("× 1")
        expect(page.get_by_text("в цитатах оставлен")).to_be_visible()
        page.keyboard.press("Control+z")
        assert saved_html(page) == BODY
        page.keyboard.press("Control+Shift+z")
        assert saved_html(page) == DONE


def test_one_kind_of_change_is_taken_back_alone_even_after_more_was_typed(
    story: Article, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, story) as page:
        run(page)
        enter_text(page, text_of(page).locator("p").first)
        page.keyboard.press("Home")
        page.keyboard.type("Большой ")
        page.get_by_role("button", name="Отменить: Кавычки").click()
        after = saved_html(page)
        assert after.startswith('<p>Большой Завод <strong>"Казцинк"&nbsp;— </strong>в&nbsp;городе… ')
        assert '>"тут"</a>' in after
        assert field(page, "headline") == 'Завод "Казцинк"~— рядом'
        expect(page.get_by_role("button", name="Отменить: Кавычки")).to_be_disabled()
        page.get_by_role("button", name="Отменить всё").click()
        assert saved_html(page) == BODY.replace("<p>Завод", "<p>Большой Завод")
        assert field(page, "headline") == 'Завод "Казцинк" - рядом'
        assert field(page, "lead") == "Лёд... на реке"


def test_a_field_that_was_changed_since_is_left_and_it_is_said(
    story: Article, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, story) as page:
        run(page)
        page.locator("#id_headline").fill("Новый заголовок")
        page.get_by_role("button", name="Отменить всё").click()
        assert field(page, "headline") == "Новый заголовок"
        assert saved_html(page) == BODY
        expect(page.get_by_text("Отменено там, где текст с тех пор не меняли")).to_be_visible()


def test_it_never_runs_by_itself(story: Article, writer: User, open_page: Callable[..., Any]) -> None:
    with at_the_form(open_page, writer, story) as page:
        enter_text(page, text_of(page).locator("p").first)
        page.keyboard.type("...")
        page.get_by_role("button", name="Сохранить", exact=True).click()
        page.wait_for_load_state()
    saved = story.revisions.order_by("-number")[0].content
    assert "..." in saved["body"]
    assert saved["headline"] == 'Завод "Казцинк" - рядом'


def test_a_finished_text_is_left_alone(section: Rubric, writer: User, open_page: Callable[..., Any]) -> None:
    with at_the_form(open_page, writer, draft(section, headline="Ледоход", body="<p>Готово.</p>")) as page:
        run(page)
        expect(page.get_by_text("Типограф: менять нечего.")).to_be_visible()
        expect(page.get_by_role("region", name="Типограф")).to_be_hidden()

"""What other programs put into the clipboard comes out clean, and what is hostile comes out harmless."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from newsportal.lib import html
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser.desk import at_the_form, enter_text, saved_html, text_of, wait_for_the_caret

SAMPLES = Path(__file__).parent / "pastes"
# A paste as the browser reports it, with what the other program offered; long ones are made in the page itself.
PASTE = """([html, plain, times = 1]) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html.repeat(times));
    data.setData("text/plain", plain.repeat(times));
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".ProseMirror").dispatchEvent(event);
}"""


@pytest.fixture
def story(transactional_db: None) -> Article:
    return draft(newsroom.rubric("nature"), body="")


def paste(page: Page, markup: str, plain: str = "", *, times: int = 1) -> str:
    enter_text(page)
    page.evaluate(PASTE, [markup, plain, times])
    return saved_html(page)


@pytest.mark.parametrize("program", ["word", "google_docs", "telegram"])
def test_a_text_of_another_program_comes_out_clean(
    story: Article, open_page: Callable[..., Any], program: str
) -> None:
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        pasted = paste(page, (SAMPLES / f"{program}.html").read_text())
    assert pasted == (SAMPLES / f"{program}.clean.html").read_text().strip()
    assert html.sanitise(pasted) == pasted


def test_pictures_of_other_sites_are_left_out_and_it_is_said(
    story: Article, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        paste(page, (SAMPLES / "google_docs.html").read_text())
        expect(page.get_by_role("alert")).to_contain_text("1 картинка с другого сайта не вставлена")


def test_a_hostile_paste_is_neutralised(story: Article, open_page: Callable[..., Any]) -> None:
    asked: list[str] = []
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        pasted = paste(page, (SAMPLES / "hostile.html").read_text())
        assert not any("evil.example" in url for url in asked)
    assert html.sanitise(pasted) == pasted
    for trace in ("evil", "alert", "javascript", "onclick", "style", "<img", "data:", "нет", "комментарий"):
        assert trace not in pasted
    for word in (
        "Первое",
        "ссылка",
        "чужая",
        "Второе",
        "Крест",
        "накрест",
        "Не пункт",
        "Пункт",
        "Клетка",
        "Слова",
        "Третье",
    ):
        assert word in pasted


def test_ten_megabytes_are_refused_with_a_sentence(story: Article, open_page: Callable[..., Any]) -> None:
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        paste(page, "<p>Прежний текст.</p>")
        for markup, plain in (("<p>а</p>", ""), ("", "слово\n"), ("<b ><i '", "")):
            assert paste(page, markup, plain, times=1_800_000) == "<p>Прежний текст.</p>"
            expect(page.get_by_role("alert")).to_contain_text("слишком длинно для вставки")
        enter_text(page)
        page.keyboard.press("Control+End")
        page.keyboard.type(" Дальше.")
        assert "Дальше." in saved_html(page)


def test_a_text_that_would_not_be_saved_is_not_pasted(story: Article, open_page: Callable[..., Any]) -> None:
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        assert paste(page, f"<p>{'а' * 399_000}</p>") == f"<p>{'а' * 399_000}</p>"
        paste(page, f"<p>{'б' * 2_000}</p>")
        expect(page.get_by_role("alert")).to_contain_text("длиннее")
        assert "б" not in saved_html(page)


def test_an_awkward_paste_does_not_take_long(story: Article, open_page: Callable[..., Any]) -> None:
    """As much as is let through, made to be slow for whoever looks for tags and quotes."""
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        for piece in (
            '<a "',
            "<style>",
            "<!",
            "<script ",
            "<b class='",
            "<p style=x ",
            "&lt;",
            "</style",
            "<li>",
            "<div>",
        ):
            enter_text(page)
            page.evaluate(PASTE, [piece, "", 3_900_000 // len(piece)])
            took = page.evaluate("""async () => {
                const before = performance.now();
                await new Promise(requestAnimationFrame);
                return performance.now() - before;
            }""")
            assert took < 5000, piece
            page.keyboard.press("Control+a")
            page.keyboard.press("Delete")


def test_plain_text_keeps_its_paragraphs(story: Article, open_page: Callable[..., Any]) -> None:
    with at_the_form(open_page, member(roles=("chief_editor",)), story) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("navigator.clipboard.writeText('Первый абзац.\\n\\nВторой <b>абзац</b>.')")
        enter_text(page)
        page.keyboard.press("Control+v")
        assert saved_html(page) == "<p>Первый абзац.</p>\n<p>Второй &lt;b&gt;абзац&lt;/b&gt;.</p>"


def test_what_is_copied_in_the_editor_comes_back_whole(story: Article, open_page: Callable[..., Any]) -> None:
    body = (
        '<blockquote cite="https://a.example/"><p>Слова</p><footer><cite>документ</cite></footer></blockquote>\n'
        '<figure data-embed="youtube"><a href="https://youtu.be/abcdefghijk">Видео</a><figcaption>Лёд</figcaption></figure>\n'
        '<figure><img src="/media/photos/abc/800.jpg" alt="Река"></figure>\n'
        '<table><caption>Цены</caption><thead><tr><th scope="col">а</th></tr></thead>'
        "<tbody><tr><td>1<br>2</td></tr></tbody></table>"
    )
    with at_the_form(
        open_page, member(roles=("chief_editor",)), draft(story.rubric, body=body, slug="b")
    ) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        enter_text(page)
        for key in ("Control+a", "Control+x"):
            page.keyboard.press(key)
        assert saved_html(page) == ""
        page.keyboard.press("Control+v")
        assert saved_html(page) == body


def test_lines_of_a_paste_become_lines_of_a_cell(story: Article, open_page: Callable[..., Any]) -> None:
    body = "<table><tbody><tr><td>а</td><td>б</td></tr></tbody></table>"
    with at_the_form(
        open_page, member(roles=("chief_editor",)), draft(story.rubric, body=body, slug="c")
    ) as page:
        enter_text(page, text_of(page).locator("td").first)
        page.evaluate(PASTE, ["<p>один</p><ul><li>два</li></ul>", ""])
        assert saved_html(page) == ("<table><tbody><tr><td>аодин<br>два</td><td>б</td></tr></tbody></table>")


def test_an_address_pasted_over_words_links_them(story: Article, open_page: Callable[..., Any]) -> None:
    with at_the_form(
        open_page, member(roles=("chief_editor",)), draft(story.rubric, body="<p>Отчёт</p>", slug="d")
    ) as page:
        enter_text(page)
        page.keyboard.press("Control+a")
        wait_for_the_caret(page)
        page.evaluate(PASTE, ["", "https://stat.gov.kz/report"])
        assert saved_html(page) == '<p><a href="https://stat.gov.kz/report">Отчёт</a></p>'

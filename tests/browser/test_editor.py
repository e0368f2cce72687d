"""The editor of a story's text, as a person uses it."""

import base64
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from articles import policy
from articles.ingest import prepare
from articles.models import Photo, Rubric, User
from articles.policy import Action
from newsportal.demo import story_files
from newsportal.lib import html
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser import axe
from tests.browser.desk import at_the_form, enter_text, saved_html, text_of, wait_for_the_caret

DROP = """async ([name, bytes, kind]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
    const text = document.querySelector(".ProseMirror");
    const place = text.getBoundingClientRect();
    const where = { clientX: place.left + 30, clientY: place.top + 25 };
    const options = { bubbles: true, cancelable: true, ...where };
    text.dispatchEvent(kind === "drop"
        ? new DragEvent("drop", { dataTransfer: data, ...options })
        : new ClipboardEvent("paste", { clipboardData: data, ...options }));
}"""


@pytest.fixture
def section(transactional_db: None) -> Rubric:
    return newsroom.rubric("nature")


@pytest.fixture
def writer(transactional_db: None) -> User:
    return member(roles=("chief_editor",))


def tool(page: Page, name: str) -> None:
    page.locator(f"[data-tool={name}]").click()


def dialog(page: Page) -> Any:
    return page.locator("dialog[open]")


def select_first_paragraph(page: Page) -> None:
    enter_text(page, text_of(page).locator("p").first)
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    wait_for_the_caret(page)


def test_a_text_is_written_by_the_keyboard_alone(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section, body="")) as page:
        enter_text(page)
        page.keyboard.type("Вода CO")
        page.keyboard.press("Control+,")
        page.keyboard.type("2")
        page.keyboard.press("Control+,")
        page.keyboard.type(" и ")
        page.keyboard.press("Control+b")
        page.keyboard.type("важное")
        page.keyboard.press("Control+b")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Alt+2")
        page.keyboard.type("Подзаголовок")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Shift+8")
        page.keyboard.type("первая")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Темиртау")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("и ещё")
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+Tab")
        page.keyboard.type("вторая")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.keyboard.type("Конец")
        written = saved_html(page)
    assert written == (
        "<p>Вода CO<sub>2</sub> и <strong>важное</strong></p>\n<h2>Подзаголовок</h2>\n"
        "<ul><li>первая<ul><li>Темиртау<br>и ещё</li></ul></li><li>вторая</li></ul>\n<p>Конец</p>"
    )
    assert html.sanitise(written) == written


def test_saving_keeps_what_was_written(section: Rubric, writer: User, open_page: Callable[..., Any]) -> None:
    story = draft(section, body="<p>Первый.</p>")
    with at_the_form(open_page, writer, story) as page:
        enter_text(page)
        page.keyboard.press("Control+End")
        page.keyboard.type(" Второй.")
        # At once: the field is written before the form goes.
        page.get_by_role("button", name="Сохранить", exact=True).click()
        page.wait_for_load_state()
        expect(page.locator(".messagelist .success")).to_be_visible()
    assert story.revisions.order_by("-number")[0].content["body"] == "<p>Первый. Второй.</p>"


def test_the_field_follows_the_text_and_tells_the_form(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section, body="")) as page:
        page.evaluate("""() => {
            window.heard = [];
            const form = document.querySelector("#id_body").form;
            for (const name of ["input", "change"])
                form.addEventListener(name, event => event.target.id === "id_body" && heard.push(name));
        }""")
        enter_text(page)
        page.keyboard.type("Быстро набранный текст", delay=10)
        assert saved_html(page) == "<p>Быстро набранный текст</p>"
        heard = page.evaluate("heard")
        assert set(heard) == {"input"}
        assert 1 <= len(heard) <= 4
        page.locator("#id_headline").focus()
        assert page.evaluate("heard").count("change") == 1


def test_a_text_put_into_the_field_from_outside_is_loaded(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section, body="<p>Старое</p>")) as page:
        page.evaluate("""() => {
            const field = document.querySelector("#id_body");
            field.value = "<p>Из <em>автосохранения</em></p><script>x</script>";
            field.dispatchEvent(new CustomEvent("newsportal:restore"));
        }""")
        expect(text_of(page)).to_have_text("Из автосохранения")
        assert saved_html(page) == "<p>Из <em>автосохранения</em></p>"
        # And can be taken back like anything else.
        enter_text(page)
        page.keyboard.press("Control+z")
        assert saved_html(page) == "<p>Старое</p>"


def test_a_locked_field_locks_the_editor(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section)) as page:
        page.evaluate("document.querySelector('#id_body').readOnly = true")
        expect(text_of(page)).to_have_attribute("contenteditable", "false")
        page.evaluate("document.querySelector('#id_body').readOnly = false")
        expect(text_of(page)).to_have_attribute("contenteditable", "true")


def test_without_a_script_the_field_stands_and_works(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    story = draft(section, body="<p>Первый.</p>")
    with at_the_form(open_page, writer, story, javascript=False) as page:
        field = page.locator("#id_body")
        expect(field).to_be_visible()
        field.fill("<p>Без <strong>скрипта</strong></p>")
        page.get_by_role("button", name="Сохранить", exact=True).click()
    assert story.revisions.order_by("-number")[0].content["body"] == "<p>Без <strong>скрипта</strong></p>"


def test_a_quotation_names_who_said_it_and_where(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section, body="<p>Двадцать городов.</p>")) as page:
        select_first_paragraph(page)
        page.keyboard.press("Control+Shift+B")
        dialog(page).get_by_label("Кто это сказал").fill("проект постановления")
        dialog(page).get_by_label("Адрес источника").fill("просто слова")
        dialog(page).get_by_role("button", name="Оформить цитатой").click()
        expect(dialog(page).get_by_text("Напишите адрес целиком")).to_be_visible()
        dialog(page).get_by_label("Адрес источника").fill("adilet.zan.kz/rus/docs/1")
        dialog(page).get_by_role("button", name="Оформить цитатой").click()
        quoted = (
            '<blockquote cite="https://adilet.zan.kz/rus/docs/1"><p>Двадцать городов.</p><footer><cite>'
            '<a href="https://adilet.zan.kz/rus/docs/1">проект постановления</a></cite></footer></blockquote>'
        )
        assert saved_html(page) == quoted
        tool(page, "quotation")
        expect(dialog(page).get_by_label("Кто это сказал")).to_have_value("проект постановления")
        dialog(page).get_by_role("button", name="Это не цитата").click()
        assert saved_html(page) == (
            '<p>Двадцать городов.</p>\n<p><a href="https://adilet.zan.kz/rus/docs/1">проект постановления</a></p>'
        )
        page.keyboard.press("Control+z")
        assert saved_html(page) == quoted


def test_a_link_to_a_story_is_found_by_words_of_its_headline(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    other = newsroom.story("Лёд пошёл по Иртышу", section=section)
    with at_the_form(open_page, writer, draft(section, body="<p>Читайте</p>")) as page:
        select_first_paragraph(page)
        page.keyboard.press("Control+k")
        dialog(page).get_by_role("textbox").first.fill("иртышу")
        dialog(page).get_by_role("button", name="Лёд пошёл по Иртышу").click()
        dialog(page).get_by_role("button", name="Поставить ссылку").click()
        assert saved_html(page) == f'<p><a href="{other.url}">Читайте</a></p>'
        # A cursor inside the link is enough to change it.
        enter_text(page, text_of(page).locator("a"))
        expect(page.locator("[data-tool=link]")).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Control+k")
        expect(dialog(page).get_by_role("textbox").first).to_have_value(other.url)
        dialog(page).get_by_role("button", name="Убрать ссылку").click()
        assert saved_html(page) == "<p>Читайте</p>"


@pytest.mark.parametrize("by", ["key", "button"])
def test_a_tool_takes_the_selection_that_the_browser_has_not_told_of_yet(
    section: Rubric, writer: User, open_page: Callable[..., Any], by: str
) -> None:
    with at_the_form(open_page, writer, draft(section, body="<p>Читайте</p>")) as page:
        enter_text(page, text_of(page).locator("p"))
        page.keyboard.press("Home")
        wait_for_the_caret(page)
        # A busy browser, which tells of it after the next key or click.
        page.evaluate("""() => document.addEventListener("selectionchange", (event) => {
            if (event.isTrusted) event.stopImmediatePropagation();
        }, { capture: true })""")
        page.evaluate("getSelection().extend(document.querySelector('.ProseMirror p').firstChild, 4)")
        if by == "key":
            page.keyboard.press("Control+b")
        else:
            tool(page, "bold")
        assert saved_html(page) == "<p><strong>Чита</strong>йте</p>"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://stat.gov.kz/a?b=1&c=2", "https://stat.gov.kz/a?b=1&c=2"),
        ("stat.gov.kz/ru/", "https://stat.gov.kz/ru/"),
        ("desk@news.example", "mailto:desk@news.example"),
        ("+7 (700) 000-00-00", "tel:+77000000000"),
        ("/kk/weather/", "/kk/weather/"),
    ],
)
def test_a_link_leads_to_any_honest_address(
    section: Rubric, writer: User, open_page: Callable[..., Any], typed: str, address: str
) -> None:
    with at_the_form(open_page, writer, draft(section, body="")) as page:
        tool(page, "link")
        dialog(page).get_by_label("Слова заголовка").fill(typed)
        dialog(page).get_by_label("Слова ссылки").fill("сюда")
        dialog(page).get_by_role("button", name="Поставить ссылку").click()
        escaped = address.replace("&", "&amp;")
        assert saved_html(page) == f'<p><a href="{escaped}">сюда</a></p>'


ADDRESSES = [
    "https://a.example/", "http://a.example", "HTTPS://A.EXAMPLE/x y", "https://", "https:///x", "https:a.example",
    "//a.example/", "/\\a.example/", "/\t/a.example/", "/a/", "/", "#note", "a/b", "", " ", "javascript:alert(1)",
    "JavaScript:alert(1)", "data:text/html,x", "mailto:a@b.example", "tel:+7700", "ftp://a.example/", "vbscript:x",
    "https://a.example:99999/", "https://[::1]/", "https://[x/", "https://a b/", "?q=1", "\\\\a.example", "blob:x",
]  # fmt: skip


def test_script_and_server_judge_addresses_alike(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section)) as page:
        judged = page.evaluate(
            """async addresses => {
                const { isLink } = await import("/static/js/editor/addresses.js");
                return addresses.map(isLink);
            }""",
            ADDRESSES,
        )
    taken = ["<a href=" in html.sanitise(f'<p><a href="{address}">x</a></p>') for address in ADDRESSES]
    assert dict(zip(ADDRESSES, judged, strict=True)) == dict(zip(ADDRESSES, taken, strict=True))


def test_a_photo_comes_from_the_library(section: Rubric, writer: User, open_page: Callable[..., Any]) -> None:
    photo = newsroom.photo(width=900, height=600, rendered=True, caption_ru="Мост зимой", credit="pexels.com")
    newsroom.photo(width=900, height=600, rendered=True, caption_ru="Снегоуборка")
    with at_the_form(open_page, writer, draft(section, body="<p>Раз</p><p>Два</p>")) as page:
        enter_text(page, text_of(page).locator("p").first)
        tool(page, "photo")
        expect(dialog(page).locator(".photo-tile")).to_have_count(2)
        dialog(page).get_by_label("Найти").fill("мост")
        expect(dialog(page).locator(".photo-tile")).to_have_count(1)
        dialog(page).get_by_role("button", name="Вставить").click()
        expect(dialog(page).get_by_text("Сначала выберите снимок")).to_be_visible()
        dialog(page).get_by_role("radio").check()
        dialog(page).get_by_label("Что на снимке").fill("Мост через Ульбу")
        dialog(page).get_by_role("button", name="Вставить").click()
        shown = text_of(page).get_by_role("img", name="Мост через Ульбу")
        expect(shown).to_have_attribute("src", f"/admin/articles/photo/{photo.pk}/preview/")
        expect(shown).to_have_js_property("naturalWidth", 400)
        # The cursor waits at the end of the caption.
        wait_for_the_caret(page)
        page.keyboard.type(", январь")
        assert saved_html(page) == (
            f'<p>Раз</p>\n<figure><img src="/media/photos/{photo.key}/900.jpg" alt="Мост через Ульбу">'
            "<figcaption>Мост зимой, январь</figcaption></figure>\n<p>Два</p>"
        )


def upload_dialog(page: Page) -> None:
    """Fill in what the library asks, after it has complained of all that is missing."""
    send = dialog(page).get_by_role("button", name="Загрузить и вставить")
    expect(dialog(page).get_by_label("Автор или правообладатель", exact=False).first).to_be_visible()
    send.click()
    expect(dialog(page).locator("[data-field=credit] .ask-error")).to_have_text("Заполните это поле.")
    expect(dialog(page).locator("[data-field=alt_ru] .ask-error")).to_be_visible()
    dialog(page).locator("[name=alt_ru]").fill("Ледоход")
    dialog(page).locator("[name=credit]").fill("Айгуль")
    dialog(page).locator("[name=licence]").select_option("own")
    dialog(page).locator("[name=consent]").select_option("not_needed")
    send.click()
    expect(dialog(page)).to_have_count(0)


@pytest.mark.parametrize("way", ["choice", "drop", "paste"])
def test_a_new_photo_is_uploaded_with_its_facts(
    section: Rubric, writer: User, open_page: Callable[..., Any], tmp_path: Path, way: str
) -> None:
    picture = newsroom.picture_bytes(640, 480)
    with at_the_form(open_page, writer, draft(section, body="<p>Раз</p>")) as page:
        enter_text(page, text_of(page).locator("p").first)
        if way == "choice":
            (tmp_path / "ice.jpg").write_bytes(picture)
            tool(page, "photo")
            dialog(page).get_by_role("button", name="Загрузить новое фото").click()
            dialog(page).get_by_label("Файл").set_input_files(tmp_path / "ice.jpg")
        else:
            page.evaluate(DROP, ["ice.jpg", list(picture), way])
        upload_dialog(page)
        photo = Photo.objects.get()
        assert saved_html(page) == (
            f'<p>Раз</p>\n<figure><img src="/media/photos/{photo.key}/640.jpg" alt="Ледоход"></figure>'
        )
        assert (photo.credit, photo.licence, photo.uploaded_by) == ("Айгуль", "own", writer)
        # A placeholder until the task has made the renditions, and then the picture by itself.
        expect(text_of(page).get_by_text("Снимок готовится")).to_be_visible()
        prepare(photo)
        expect(text_of(page).get_by_role("img", name="Ледоход")).to_be_visible(timeout=10_000)


def test_the_focal_point_moves_by_click_and_by_arrows(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section)) as page:
        enter_text(page)
        page.evaluate(DROP, ["ice.jpg", list(newsroom.picture_bytes(600, 400)), "paste"])
        canvas = dialog(page).locator(".focal-canvas")
        expect(canvas).to_be_visible()
        x = dialog(page).locator("[name=focal_x]")
        expect(x).to_have_value("0.5")
        box = canvas.bounding_box()
        canvas.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.2})
        expect(x).to_have_value("0.90")
        expect(dialog(page).locator("[name=focal_y]")).to_have_value("0.20")
        canvas.focus()
        for _press in range(4):
            page.keyboard.press("ArrowRight")
        expect(x).to_have_value("1.00")
        assert dialog(page).locator(".focal-cuts canvas").count() == 3


def test_cuts_are_those_of_the_site(section: Rubric, writer: User, open_page: Callable[..., Any]) -> None:
    """A picture that is black on the left and white on the right: the cuts follow the point."""
    picture = Image.new("RGB", (800, 400), "black")
    picture.paste((255, 255, 255), (400, 0, 800, 400))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG")
    with at_the_form(open_page, writer, draft(section)) as page:
        enter_text(page)
        page.evaluate(DROP, ["ice.jpg", list(buffer.getvalue()), "paste"])
        expect(dialog(page).locator(".focal-canvas")).to_be_visible()
        for value, colour in (("0", 0), ("1", 255)):
            dialog(page).locator("[name=focal_x]").fill(value)
            square = dialog(page).locator(".focal-cuts canvas").last
            drawn = base64.b64decode(square.evaluate("canvas => canvas.toDataURL()").partition(",")[2])
            shade = Image.open(io.BytesIO(drawn)).convert("L").resize((1, 1)).tobytes()[0]
            assert abs(shade - colour) < 20


def test_a_file_that_is_no_picture_or_too_large_is_refused_in_words(
    section: Rubric, writer: User, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "huge.jpg").write_bytes(b"x" * (20 * 1024 * 1024 + 1))
    (tmp_path / "story.jpg").write_bytes(b"<svg onload=alert(1)>")
    with at_the_form(open_page, writer, draft(section)) as page:
        tool(page, "photo")
        dialog(page).get_by_role("button", name="Загрузить новое фото").click()
        file = dialog(page).locator("[data-field=original]")
        file.locator("input").set_input_files(tmp_path / "huge.jpg")
        expect(file.locator(".ask-error")).to_contain_text("больше 20 МБ")
        file.locator("input").set_input_files(tmp_path / "story.jpg")
        expect(file.locator(".ask-error")).to_contain_text("не может показать")
        dialog(page).get_by_role("button", name="Загрузить и вставить").click()
        expect(file.locator(".ask-error")).to_contain_text("не изображение")


def test_a_photo_in_the_text_is_described_anew_and_removed(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    photo = newsroom.photo(rendered=True)
    body = f'<figure><img src="/media/photos/{photo.key}/120.jpg" alt=""></figure>'
    with at_the_form(open_page, writer, draft(section, body=body)) as page:
        page.get_by_role("button", name="Фото: описание и замена").click()
        dialog(page).get_by_label("Что на снимке").fill("Лёд у берега")
        dialog(page).get_by_role("button", name="Сохранить").click()
        assert 'alt="Лёд у берега"' in saved_html(page)
        page.get_by_role("button", name="Убрать фото из текста").click()
        assert saved_html(page) == ""
        page.keyboard.press("Control+z")
        assert 'alt="Лёд у берега"' in saved_html(page)


def test_a_photo_without_words_of_the_text_is_shown_with_those_of_the_library(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    described = newsroom.photo(rendered=True, alt_ru="Река в снегу", credit="Айгуль")
    ornament = newsroom.photo(rendered=True, alt_ru="", is_decorative=True, credit="pexels.com")
    body = "".join(
        f'<figure><img src="/media/photos/{photo.key}/120.jpg" alt=""></figure>'
        for photo in (described, ornament)
    )
    with at_the_form(open_page, writer, draft(section, body=body)) as page:
        expect(text_of(page).get_by_text("Река в снегу. Фото: Айгуль")).to_be_visible()
        expect(text_of(page).get_by_text("декоративное. Фото: pexels.com")).to_be_visible()


def test_a_photo_that_is_gone_is_said_to_be(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    body = '<figure><img src="/media/photos/gone/800.jpg" alt="Лёд"></figure>'
    with at_the_form(open_page, writer, draft(section, body=body)) as page:
        expect(text_of(page).get_by_text("в фотобанке больше нет")).to_be_visible()


def test_a_table_grows_and_shrinks_and_has_a_caption(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    def command(name: str) -> None:
        tool(page, "table")
        page.get_by_role("menuitem", name=name, exact=True).click()

    with at_the_form(open_page, writer, draft(section, body="")) as page:
        enter_text(page)
        command("Новая таблица…")
        dialog(page).get_by_label("Подпись").fill("Жителей")
        dialog(page).get_by_label("Строк").fill("2")
        dialog(page).get_by_label("Столбцов").fill("99")
        dialog(page).get_by_role("button", name="Вставить").click()
        expect(dialog(page).get_by_text("больше не поместится на телефоне")).to_be_visible()
        dialog(page).get_by_label("Столбцов").fill("2")
        dialog(page).get_by_role("button", name="Вставить").click()
        wait_for_the_caret(page)
        for words in ("Город", "Число", "Темиртау", "171"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        # The last cell lets the keyboard out.
        expect(text_of(page)).not_to_be_focused()
        enter_text(page, text_of(page).locator("td").last)
        page.keyboard.press("Enter")
        page.keyboard.type("609")
        command("Первый столбец: заголовки или нет")
        command("Строка ниже")
        command("Столбец справа")
        assert saved_html(page).count("<th ") == 5
        enter_text(page, text_of(page).locator("th").nth(2))
        command("Убрать столбец")
        command("Подпись…")
        dialog(page).get_by_label("Подпись").fill("Жителей, 2024")
        dialog(page).get_by_role("button", name="Сохранить").click()
        table = saved_html(page)
        assert table.startswith(
            '<table><caption>Жителей, 2024</caption><thead><tr><th scope="col">Город</th>'
            '<th scope="col">Число</th></tr></thead><tbody><tr><th scope="row">Темиртау</th>'
            "<td>171<br>609</td></tr>"
        )
        assert html.sanitise(table) == table
        command("Убрать таблицу")
        assert saved_html(page) == ""


def test_a_post_of_another_site_is_a_card(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    asked: list[str] = []
    with at_the_form(open_page, writer, draft(section, body="<p>Раз</p>")) as page:
        page.on("request", lambda request: asked.append(request.url))
        tool(page, "embed")
        dialog(page).get_by_label("Адрес").fill("https://evil.example/watch?v=abcdefghijk")
        dialog(page).get_by_role("button", name="Вставить").click()
        expect(dialog(page).get_by_text("карточкой не показать")).to_be_visible()
        expect(dialog(page).get_by_text("что увидит читатель")).to_be_visible()
        dialog(page).get_by_label("Адрес").fill("https://youtu.be/abcdefghijk")
        dialog(page).get_by_label("Что это").fill("Ледоход у моста")
        dialog(page).get_by_role("button", name="Вставить").click()
        wait_for_the_caret(page)
        page.keyboard.type("Съёмка")
        assert saved_html(page) == (
            '<p>Раз</p>\n<figure data-embed="youtube"><a href="https://youtu.be/abcdefghijk">Ледоход у моста</a>'
            "<figcaption>Съёмка</figcaption></figure>"
        )
        assert not any("youtu" in url for url in asked)


def test_keys_lead_out_of_a_caption_and_delete_no_photo_by_chance(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    photo = newsroom.photo(rendered=True)
    figure = f'<figure><img src="/media/photos/{photo.key}/120.jpg" alt="Лёд">'
    with at_the_form(
        open_page, writer, draft(section, body=f"{figure}<figcaption>аб</figcaption></figure>")
    ) as page:
        enter_text(page, text_of(page).locator("figcaption"))
        page.keyboard.press("End")
        for _press in range(3):
            page.keyboard.press("Backspace")
        assert saved_html(page) == f"{figure}</figure>"
        page.keyboard.press("Control+z")
        enter_text(page, text_of(page).locator("figcaption"))
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.keyboard.type("Дальше")
        assert saved_html(page) == f"{figure}<figcaption>аб</figcaption></figure>\n<p>Дальше</p>"


def test_the_toolbar_is_one_stop_of_the_keyboard(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section, body="<p>Слово</p>")) as page:
        enter_text(page)
        page.keyboard.press("Control+a")
        page.keyboard.press("Alt+F10")
        expect(page.get_by_role("button", name="Подзаголовок", exact=True)).to_be_focused()
        for _press in range(2):
            page.keyboard.press("ArrowRight")
        bold = page.get_by_role("button", name="Полужирный")
        expect(bold).to_be_focused()
        expect(bold).to_have_attribute("aria-pressed", "false")
        page.keyboard.press("Enter")
        assert saved_html(page) == "<p><strong>Слово</strong></p>"
        expect(bold).to_have_attribute("aria-pressed", "true")
        assert page.locator(".editor-tool[tabindex='0']").count() == 1
        page.keyboard.press("Alt+F10")
        page.keyboard.press("Escape")
        expect(text_of(page)).to_be_focused()
        # Tab leaves the text: nobody is caught in it.
        page.keyboard.press("Tab")
        expect(text_of(page)).not_to_be_focused()


def test_the_toolbar_stays_in_view_of_a_long_text(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    body = "".join(f"<p>Абзац {number}</p>" for number in range(120))
    for width in (360, 1280):
        with at_the_form(open_page, writer, draft(section, body=body, slug=f"w{width}"), width=width) as page:
            text_of(page).locator("p").nth(100).scroll_into_view_if_needed()
            expect(page.get_by_role("toolbar", name="Оформление")).to_be_in_viewport()
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_counters_warn_before_a_field_is_full(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section, body="<p>Одно слово</p>")) as page:
        headline = page.locator("#id_headline")
        headline.fill("а" * 110)
        expect(page.get_by_text("110 из 110", exact=True)).to_be_visible()
        headline.fill("а" * 111)
        expect(page.get_by_text("111 из рекомендуемых 110, предел 200")).to_be_visible()
        described = headline.get_attribute("aria-describedby") or ""
        expect(page.locator(f"#{described.split()[-1]}")).to_contain_text("111")
        expect(page.get_by_text("0 из 70")).to_be_visible()
        page.locator("#id_lead").fill("а" * 301)
        expect(page.get_by_text("301 из рекомендуемых 300, предел 500")).to_be_visible()
        expect(page.get_by_text("2 слова · читать 1 минуту")).to_be_visible()
        # A screen reader is told what changed in level, once and after a pause.
        spoken = headline.locator("xpath=following-sibling::*").get_by_role("status")
        expect(spoken).to_have_text("длиннее, чем рекомендуется")


def test_words_are_counted_as_the_site_counts_them(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    stories = story_files.read_all()
    with at_the_form(open_page, writer, draft(section)) as page:
        counted = page.evaluate(
            """async bodies => {
                const { countWords } = await import("/static/js/editor/counters.js");
                const field = document.querySelector("#id_body");
                return bodies.map(body => {
                    field.value = body;
                    field.dispatchEvent(new CustomEvent("newsportal:restore"));
                    return countWords(document.querySelector(".ProseMirror").editor.state.doc);
                });
            }""",
            [story.body for story in stories],
        )
    assert counted == [len(html.plain_text(story.body).split()) for story in stories]


def test_a_field_with_a_complaint_passes_it_on_to_the_editor(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    story = draft(section, body="<p>Текст</p>")
    with at_the_form(open_page, writer, story) as page:
        page.evaluate("""() => {
            const field = document.querySelector("#id_body");
            field.value = `<p>${"а".repeat(400001)}</p>`;
            field.dispatchEvent(new CustomEvent("newsportal:restore"));
        }""")
        expect(page.get_by_text("Слишком длинно, не сохранится")).to_be_visible()
        page.evaluate("document.querySelector('#id_body').form.submit()")
        page.wait_for_load_state()
        expect(page.get_by_text("Текст длиннее предела в знаках: 400000.")).to_be_visible()
        expect(text_of(page)).to_have_attribute("aria-invalid", "true")


def test_the_editor_speaks_the_language_of_its_user(section: Rubric, open_page: Callable[..., Any]) -> None:
    with at_the_form(open_page, member(roles=("chief_editor",), language="kk"), draft(section)) as page:
        expect(page.get_by_role("toolbar", name="Безендіру")).to_be_visible()
        page.get_by_role("button", name="Дәйексөз").click()
        expect(dialog(page).get_by_role("button", name="Дәйексөз ету")).to_be_visible()
        expect(page.get_by_text("1 / 70").or_(page.get_by_text("0 / 70"))).to_be_visible()


def test_a_forgotten_session_is_said_and_nothing_is_lost(
    section: Rubric, writer: User, open_page: Callable[..., Any]
) -> None:
    with at_the_form(open_page, writer, draft(section, body="<p>Текст</p>")) as page:
        page.context.clear_cookies()
        tool(page, "photo")
        expect(dialog(page).get_by_text("Вы вышли из админки")).to_be_visible()
        page.keyboard.press("Escape")
        assert saved_html(page) == "<p>Текст</p>"


def test_who_may_not_upload_is_told_so_in_the_dialog(section: Rubric, open_page: Callable[..., Any]) -> None:
    # Writes texts and adds no photos: the policy has no such role, so the right is taken away here.
    with (
        patch.dict(policy.RIGHTS[Action.UPLOAD_PHOTO], clear=True),
        at_the_form(open_page, member(roles=("chief_editor",)), draft(section)) as page,
    ):
        tool(page, "photo")
        dialog(page).get_by_role("button", name="Загрузить новое фото").click()
        expect(dialog(page).get_by_text("На это у вас нет права")).to_be_visible()


def test_axe_finds_nothing_in_the_editor_and_its_dialogs(
    section: Rubric, writer: User, open_page: Callable[..., Any], is_long: bool
) -> None:
    photo = newsroom.photo(rendered=True, width=480, height=300)
    body = (
        '<p>Первый "абзац".</p><ul><li>раз</li></ul><blockquote><p>Слова</p><footer><cite>документ</cite></footer></blockquote>'
        f'<figure><img src="/media/photos/{photo.key}/480.jpg" alt="Река"><figcaption>Подпись</figcaption></figure>'
        '<figure data-embed="telegram"><a href="https://t.me/a/1">Запись</a></figure>'
        "<table><caption>Цены</caption><tbody><tr><td>1</td></tr></tbody></table>"
    )

    for width, dark in axe.views((360, 1280), all_of_them=is_long):
        with at_the_form(open_page, writer, draft(section, body=body), width=width, dark=dark) as page:
            found = {name: complaints for name, complaints in judged(page) if complaints}
            assert found == {}, (width, dark)


def judged(page: Page) -> Iterator[tuple[str, list[str]]]:
    """The editor with each of its dialogs open, and what axe says of it."""
    expect(text_of(page).get_by_role("img", name="Река")).to_be_visible()
    tool(page, "typographer")
    yield "form", axe.complaints(page)
    select_first_paragraph(page)
    for name in ("photo", "link", "quotation", "embed", "keys"):
        tool(page, name)
        page.wait_for_load_state("networkidle")
        yield name, axe.complaints(page)
        page.keyboard.press("Escape")
    tool(page, "photo")
    dialog(page).get_by_role("button", name="Загрузить новое фото").click()
    page.wait_for_load_state("networkidle")
    yield "upload", axe.complaints(page)
    page.keyboard.press("Escape")
    tool(page, "table")
    yield "table", axe.complaints(page)

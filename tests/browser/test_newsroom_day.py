"""A day of a story, worked at the desk as people work: written, reviewed, scheduled, corrected, restored."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Correction, Photo, Rubric, StoryEvent, User
from tests import newsroom
from tests.articles.admin.conftest import change_url, draft, member
from tests.browser import axe
from tests.browser.desk import enter_text, text_of, wait_for_the_caret

pytestmark = pytest.mark.django_db(transaction=True)
HEADLINE = "Двадцать моногородов разделили на три группы"
LEAD = "Проект постановления делит города по тому, что с ними делать."
OLD, NEW = "В первой группе шесть городов.", "В первой группе шесть городов, во второй десять."


@pytest.fixture
def section(transactional_db: None) -> Rubric:
    newsroom.outlet()
    top = newsroom.rubric("kazakhstan", menu_name_ru="Казахстан", full_name_ru="Новости Казахстана")
    return newsroom.rubric("society", parent=top, menu_name_ru="Общество", full_name_ru="Общество")


@pytest.fixture
def picture(transactional_db: None) -> Photo:
    return newsroom.photo(
        width=480, height=300, rendered=True, alt_ru="Город зимой", caption_ru="Зима", credit="pexels.com"
    )


@pytest.fixture
def people(section: Rubric) -> dict[str, User]:
    found = {role: member(roles=(role,), first_name=role) for role in ("correspondent", "editor")}
    found["editor"].rubrics.add(Rubric.objects.get(slug="kazakhstan"))
    return found


def choose(page: Page, row: str, words: str) -> None:
    """A row of a list that is searched by typing."""
    page.locator(f"{row} .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def write_from_scratch(page: Page, section: Rubric) -> None:
    page.goto("/admin/articles/article/add/")
    text_of(page).wait_for()
    page.fill("[name=headline]", HEADLINE)
    page.fill("[name=short_title]", "Моногорода: три группы")
    page.fill("[name=lead]", LEAD)
    page.select_option("[name=rubric]", str(section.pk))
    enter_text(page)
    page.keyboard.type(OLD)
    page.keyboard.press("Enter")
    page.keyboard.type("Группы различаются тем, что с ними делать")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    wait_for_the_caret(page)
    page.locator("[data-tool=quotation]").click()
    page.locator("dialog[open]").get_by_label("Кто это сказал").fill("проект постановления")
    page.locator("dialog[open]").get_by_role("button", name="Оформить цитатой").click()
    enter_text(page)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Shift+8")
    page.keyboard.type("группа первая")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Темиртау")
    page.keyboard.press("Enter")
    page.keyboard.type("Экибастуз")
    choose(page, ".field-lead_photo", "Зима")
    choose(page, "#sources-0", "Казинформ")
    page.fill("[name=sources-0-url]", "https://www.inform.kz/ru/monogoroda")
    choose(page, "#byline_set-0", "Отдел новостей")


def published_text(page: Page, url: str) -> str:
    page.goto(url)
    return page.locator("main").inner_text()


def test_a_story_from_the_first_word_to_a_restored_version(  # noqa: PLR0915  one day, told in its order
    newcomer: Callable[..., Page], people: dict[str, User], section: Rubric, picture: Photo
) -> None:
    newsroom.source("kazinform", name_ru="Казинформ")
    newsroom.author("desk", name_ru="Отдел новостей")
    writer, editor, reader = newcomer(people["correspondent"]), newcomer(people["editor"]), newcomer()

    # The correspondent writes and sends to review.
    write_from_scratch(writer, section)
    writer.locator("[name=_submit]").click()
    expect(writer.locator(".messagelist .success").first).to_be_visible()
    story = Article.objects.get()
    assert story.work_state == "in_review"
    content = story.revisions.get().content
    assert content["lead_photo"] == picture.pk
    assert content["sources"][0]["url"] == "https://www.inform.kz/ru/monogoroda"
    assert "<blockquote>" in content["body"]
    assert "<cite>проект постановления</cite>" in content["body"]
    assert "<ul><li>группа первая<ul><li>Темиртау</li><li>Экибастуз</li></ul></li></ul>" in content["body"]

    # The editor returns it with a remark.
    editor.goto(change_url(story).replace("change", "work/return"))
    editor.fill("[name=note]", "Назовите документ полностью.")
    editor.locator(".submit-row [type=submit]").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()

    # The correspondent sees it, mends and sends again.
    writer.goto(change_url(story))
    expect(writer.locator(".remark")).to_contain_text("Назовите документ полностью.")
    writer.fill("[name=lead]", LEAD + " Документ не принят.")
    writer.locator("[name=_submit]").click()
    expect(writer.locator(".messagelist .success").first).to_be_visible()

    # Scheduled two seconds ahead, it appears by itself.
    editor.goto(f"/admin/articles/article/{story.pk}/publish/")
    for reason in editor.locator("[name^=reason-]").all():
        reason.fill("Так в документе")
    editor.check("[name=when][value=at]")
    at = timezone.localtime() + timedelta(seconds=2.5)
    editor.fill("[name=at]", f"{at:%Y-%m-%dT%H:%M:%S}")
    editor.locator(".submit-row [type=submit]").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert story.published_at is not None
    assert story.published_at > timezone.now() - timedelta(seconds=5)
    while timezone.now() < story.published_at:
        reader.wait_for_timeout(100)
    for address in ("/", "/kazakhstan/society/", "/kazakhstan/"):
        reader.goto(address)
        expect(reader.locator("main")).to_contain_text("три группы")
    assert HEADLINE in reader.request.get("/rss.xml").text()
    url = Article.objects.select_related("rubric").get().url
    assert OLD in published_text(reader, url)
    expect(reader.locator(".story-photo")).to_contain_text("pexels.com")

    # A mistake is mended: readers keep the old text until the correction is published with it.
    editor.goto(change_url(story))
    enter_text(editor, text_of(editor).locator("p", has_text=OLD))
    editor.keyboard.press("End")
    editor.keyboard.press("Backspace")
    editor.keyboard.type(", во второй десять.")
    editor.locator(".submit-row [name=_continue]").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    assert NEW not in published_text(reader, url)
    editor.goto(f"/admin/articles/article/{story.pk}/publish/")
    editor.check("[name=change][value=correction]")
    form = editor.locator(".question")
    form.locator("textarea[name$=text]").fill("Уточнили, сколько городов во второй группе.")
    editor.locator(".submit-row [type=submit]").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    seen = published_text(reader, url)
    assert NEW in seen
    assert "Уточнили, сколько городов во второй группе." in seen
    assert "Уточнили" in published_text(reader, "/ispravleniya/")
    correction = Correction.objects.get()
    assert correction.from_revision is not None
    assert correction.to_revision is not None
    assert (correction.from_revision.number, correction.to_revision.number) == (2, 3)

    # An older version is restored: as a new one, and readers see nothing of it yet.
    editor.goto(f"{change_url(story)}?revision=1")
    text_of(editor).wait_for()
    editor.locator(".submit-row [name=_continue]").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    assert story.revisions.latest("number").number == 4
    assert story.revisions.latest("number").content == story.revisions.get(number=1).content
    assert NEW in published_text(reader, url)
    told = list(StoryEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert told == ["created", "submitted", "returned", "submitted", "published", "changed", "correction"]


def test_axe_finds_nothing_at_the_form_and_its_pages(
    newcomer: Callable[..., Page], section: Rubric, picture: Photo, is_long: bool
) -> None:
    story = draft(section, lead_photo=picture.pk, lead="Два  пробела")
    live = draft(section, "Опубликованный материал")
    publishing.publish(live, live.revisions.get())
    page = newcomer(member(roles=("chief_editor",)))
    form = f"/admin/articles/article/{story.pk}/"
    for width, dark in axe.views((360, 1280), all_of_them=is_long):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(f"{form}change/")
        text_of(page).wait_for()
        assert axe.complaints(page) == [], (width, dark)
    tails = ["publish", "work/submit", "embargo", "term", "log", "check", "revisions", "seen"]
    pages = [f"{form}{tail}/" for tail in tails] + [f"/admin/articles/article/{live.pk}/withdraw/"]
    axe.judge(page, pages, (360, 1280), in_all_views=is_long)

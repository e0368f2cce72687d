"""The library in a real browser: the focal point by pointer, by keys and without a script; axe on its pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import Photo, User
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser import axe
from tests.picture_files import quarters, saved

CANVAS = ".focal-picture"


@pytest.fixture
def photo_editor(transactional_db: None) -> User:
    return member(roles=("photo_editor", "editor"))


@pytest.fixture
def photo(photo_editor: User) -> Photo:
    """Wide, red at the left above and white at the right below."""
    made = newsroom.photo(width=600, height=300, alt_ru="Четыре цвета", focal_x=0.5, focal_y=0.5)
    with made.original.open("wb") as file:
        file.write(saved(quarters(600, 300), "JPEG", quality=95))
    made.refresh_from_db()
    from articles.ingest import prepare

    prepare(made)
    return made


def form_of(photo: Photo) -> str:
    return f"/admin/articles/photo/{photo.pk}/change/"


def point(page: Page) -> tuple[float, float]:
    return (
        float(page.input_value("[name=focal_x]")),
        float(page.input_value("[name=focal_y]")),
    )


def colour_of_square(page: Page) -> list[int]:
    """The middle of the 1:1 crop."""
    found: list[int] = page.evaluate(
        "[...document.querySelector('[data-ratio=\"1:1\"]').getContext('2d').getImageData(80, 80, 1, 1).data]"
    )
    return found[:3]


def test_a_click_and_the_arrows_choose_the_point(
    photo: Photo, photo_editor: User, newcomer: Callable[..., Page]
) -> None:
    page = newcomer(photo_editor)
    page.goto(form_of(photo))
    canvas = page.locator(CANVAS)
    expect(canvas).to_be_visible()
    box = canvas.bounding_box()
    assert box is not None
    assert round(box["width"] / box["height"], 1) == 2.0
    canvas.click(position={"x": box["width"] * 0.1, "y": box["height"] * 0.2})
    assert point(page) == pytest.approx((0.1, 0.2), abs=0.02)
    red, green, blue = colour_of_square(page)
    assert red > 200
    assert max(green, blue) < 60
    # By the keyboard alone, to the other end and not beyond it.
    canvas.focus()
    for _press in range(30):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert point(page) == pytest.approx((1, 0.21), abs=0.02)
    red, green, blue = colour_of_square(page)
    assert green > 200
    assert max(red, blue) < 60
    assert "100" in page.locator(".focal-said").inner_text()
    page.click("[name=_save]")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == pytest.approx((1, 0.21), abs=0.02)


def test_typing_a_number_moves_the_crops(
    photo: Photo, photo_editor: User, newcomer: Callable[..., Page]
) -> None:
    page = newcomer(photo_editor)
    page.goto(form_of(photo))
    expect(page.locator(CANVAS)).to_be_visible()
    for field, value in (("focal_x", "1"), ("focal_y", "0.9")):
        page.fill(f"[name={field}]", value)
    assert colour_of_square(page)[1] > 200
    # Nonsense and emptiness are the middle, as long as they stand there.
    page.fill("[name=focal_x]", "")
    page.fill("[name=focal_y]", "-3")
    assert page.locator(CANVAS).is_visible()


def test_a_file_is_seen_before_it_is_sent(
    photo_editor: User, newcomer: Callable[..., Page], tmp_path: Path
) -> None:
    picture, text = tmp_path / "мост.png", tmp_path / "notes.png"
    picture.write_bytes(saved(quarters(600, 300), "PNG"))
    text.write_text("no picture")
    page = newcomer(photo_editor)
    page.goto("/admin/articles/photo/add/")
    expect(page.locator(CANVAS)).to_be_hidden()
    page.set_input_files("[name=original]", picture)
    expect(page.locator(CANVAS)).to_be_visible()
    page.locator(CANVAS).focus()
    page.keyboard.press("ArrowLeft")
    assert point(page) == pytest.approx((0.45, 0.5))
    page.set_input_files("[name=original]", text)
    expect(page.locator(CANVAS)).to_be_hidden()
    page.set_input_files("[name=original]", picture)
    page.fill("[name=alt_ru]", "Мост")
    page.fill("[name=credit]", "редакция")
    page.select_option("[name=licence]", "own")
    page.select_option("[name=consent]", "not_needed")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/articles/photo/")
    made = Photo.objects.get()
    assert made.focal_x == pytest.approx(0.45)
    assert (made.width, made.height) == (600, 300)


def test_without_a_script_the_numbers_remain(
    photo: Photo, photo_editor: User, browser: object, live_server: object
) -> None:
    from tests.browser.conftest import sign_in

    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)  # type: ignore[attr-defined]
    sign_in(context, photo_editor, live_server.url)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(form_of(photo))
    assert not page.locator(CANVAS).is_visible()
    page.fill("[name=focal_x]", "0.3")
    page.click("[name=_save]")
    photo.refresh_from_db()
    context.close()
    assert photo.focal_x == pytest.approx(0.3)


PAGES = ["list", "add", "change", "uses", "withdraw", "restore"]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    name: str, photo: Photo, photo_editor: User, newcomer: Callable[..., Page], is_long: bool
) -> None:
    draft(newsroom.rubric("nature"), lead_photo=photo.pk)
    addresses = {"list": "/admin/articles/photo/", "add": "/admin/articles/photo/add/"}
    path = addresses.get(name, f"/admin/articles/photo/{photo.pk}/{name}/")
    if name in {"restore", "change", "list"}:
        Photo.objects.update(withdrawn_at=photo.uploaded_at, withdrawal_reason="Жалоба")
    for width, dark in axe.views((360, 1280), all_of_them=is_long, of=name):
        page = newcomer(photo_editor, width=width, dark=dark)
        page.goto(path)
        if name == "change":
            expect(page.locator(CANVAS)).to_be_visible()
        assert axe.complaints(page) == [], (width, dark)

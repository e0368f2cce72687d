import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from articles.models import Tip, TipPhoto
from tests import newsroom
from tests.articles.admin.conftest import desk_of, member


def received(text: str = "На мосту пробка") -> Tip:
    return Tip.objects.create(
        text=text, contact="+7 700 000 00 00", consent_version="1", consent_text="Согласен", sender="x"
    )


@pytest.fixture
def inbox(db: None) -> Client:
    return desk_of(member("view_tip", "change_tip", "delete_tip"))


def test_the_status_changes_and_the_words_do_not(inbox: Client) -> None:
    tip = received()
    url = f"/admin/articles/tip/{tip.pk}/change/"
    assert tip.reference in inbox.get("/admin/articles/tip/").content.decode()
    assert inbox.post(url, {"status": "checking", "text": "Подменено", "contact": "x"}).status_code == 302
    tip.refresh_from_db()
    assert (tip.status, tip.text, tip.contact) == ("checking", "На мосту пробка", "+7 700 000 00 00")
    assert inbox.get("/admin/articles/tip/add/").status_code == 403


def test_hostile_words_are_shown_as_words(inbox: Client) -> None:
    tip = received("<script>alert(1)</script>")
    for url in ("/admin/articles/tip/", f"/admin/articles/tip/{tip.pk}/change/"):
        page = inbox.get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    ("content", "kind", "extension"),
    [
        (newsroom.picture_bytes(), "image/jpeg", "jpg"),
        (newsroom.picture_bytes(kind="PNG"), "image/png", "png"),
        (b"<html><script>alert(1)</script>", "application/octet-stream", "bin"),
    ],
)
def test_a_photo_is_saved_and_never_opened(inbox: Client, content: bytes, kind: str, extension: str) -> None:
    tip = received()
    photo = TipPhoto(tip=tip)
    photo.file.save("", ContentFile(content))
    url = f"/admin/articles/tip/photos/{photo.pk}/"
    assert url in inbox.get(f"/admin/articles/tip/{tip.pk}/change/").content.decode()
    answer = inbox.get(url)
    assert answer["Content-Type"] == kind
    name = f"{tip.reference}-{photo.pk}.{extension}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert desk_of(member("view_photo")).get(url).status_code == 403
    assert Client().get(url).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_list", [True, False])
def test_photos_go_with_their_tip(by_list: bool) -> None:
    inbox = desk_of(member("view_tip", "change_tip", "delete_tip"))
    tip = received()
    photo = TipPhoto(tip=tip)
    photo.file.save("", ContentFile(newsroom.picture_bytes()))
    if by_list:
        choice = {"action": "delete_selected", "_selected_action": tip.pk, "post": "yes"}
        inbox.post("/admin/articles/tip/", choice)
    else:
        inbox.post(f"/admin/articles/tip/{tip.pk}/delete/", {"post": "yes"})
    assert not Tip.objects.exists()
    assert not default_storage.exists(str(photo.file.name))

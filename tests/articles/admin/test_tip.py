"""The inbox at the desk: who sees it, its one-click steps, its photos."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from articles.models import Article, Photo, Tip, TipPhoto, User
from tests import newsroom
from tests.articles.admin.conftest import desk_of, member

pytestmark = pytest.mark.django_db


def received(text: str = "На мосту пробка", **fields: Any) -> Tip:
    values = {
        "contact": "+7 700 000 00 00",
        "consent_version": "1",
        "consent_text": "Согласен",
        "sender": "x",
    }
    return Tip.objects.create(text=text, **values | fields)


def with_photo(tip: Tip, content: bytes | None = None) -> TipPhoto:
    photo = TipPhoto(tip=tip)
    photo.file.save("", ContentFile(content or newsroom.picture_bytes()))
    return photo


def tip_url(tip: Tip, tail: str = "change/") -> str:
    return f"/admin/articles/tip/{tip.pk}/{tail}"


@pytest.fixture
def who(db: None) -> User:
    return member("delete_tip", roles=("editor",))


@pytest.fixture
def inbox(who: User) -> Client:
    return desk_of(who)


def test_a_message_is_read_and_not_typed_over(inbox: Client) -> None:
    tip = received()
    assert tip.reference in inbox.get("/admin/articles/tip/").content.decode()
    page = inbox.get(tip_url(tip)).content.decode()
    assert "На мосту пробка" in page
    assert "+7 700 000 00 00" in page
    assert inbox.post(tip_url(tip), {"status": "checking", "text": "Подменено"}).status_code == 403
    assert inbox.get("/admin/articles/tip/add/").status_code == 403
    tip.refresh_from_db()
    assert (tip.status, tip.text) == ("new", "На мосту пробка")


@pytest.mark.parametrize("role", ["correspondent", "photo_editor", "registry_curator", "administrator", ""])
def test_contacts_are_for_who_handles_messages(role: str) -> None:
    """Also where an old permission of the group would let them in."""
    tip = received()
    photo = with_photo(tip)
    client = desk_of(member("view_tip", "change_tip", "delete_tip", "view_tipphoto", roles=(role,)))
    addresses = ["/admin/articles/tip/", tip_url(tip), tip_url(tip, "delete/"), tip_url(tip, "step/decline/")]
    addresses.append(f"/admin/articles/tip/photos/{photo.pk}/")
    for address in addresses:
        assert client.get(address).status_code == 403, address
    for name in ("take", "check", "draft", "decline", "back", "forget"):
        assert client.post(tip_url(tip, f"step/{name}/"), {"reason": "x"}).status_code == 403
    assert Tip.objects.get().status == "new"


def test_one_click_takes_a_message_from_the_list(inbox: Client, who: User) -> None:
    tip = received()
    url = tip_url(tip, "step/take/")
    assert f'formaction="{url}"' in inbox.get("/admin/articles/tip/").content.decode()
    assert inbox.get(url).status_code == 405
    assert inbox.post(url).headers["Location"] == tip_url(tip)
    tip.refresh_from_db()
    assert (tip.status, tip.taken_by) == ("taken", who)
    assert "formaction" not in inbox.get("/admin/articles/tip/").content.decode()


def test_the_second_who_takes_it_is_told_on_the_page(inbox: Client, who: User) -> None:
    tip = received()
    inbox.post(tip_url(tip, "step/take/"))
    colleague = desk_of(member(roles=("chief_editor",)))
    page = colleague.post(tip_url(tip, "step/take/"), follow=True)
    assert page.status_code == 200
    assert str(who) in next(str(message) for message in page.context["messages"])
    assert Tip.objects.get().taken_by == who


def test_a_step_needs_its_token(who: User) -> None:
    tip = received()
    client = Client(enforce_csrf_checks=True)
    client.force_login(who)
    for name in ("take", "draft", "forget"):
        assert client.post(tip_url(tip, f"step/{name}/")).status_code == 403
    assert Tip.objects.get().status == "new"


def test_one_click_makes_a_draft_and_opens_it(inbox: Client) -> None:
    newsroom.rubric("news")
    tip = received(keep_name_secret=True)
    answer = inbox.post(tip_url(tip, "step/draft/"))
    story = Article.objects.get()
    assert answer.headers["Location"] == f"/admin/articles/article/{story.pk}/change/"
    form = inbox.get(answer.headers["Location"])
    assert "Источник просил не называть имя" in form.content.decode() or form.context["notices"]
    assert [notice.url for notice in form.context["notices"]] == [tip_url(tip)]
    assert answer.headers["Location"] in inbox.get(tip_url(tip)).content.decode()


def test_the_wish_not_to_be_named_stands_on_the_form_as_long_as_it_is_a_draft(inbox: Client) -> None:
    newsroom.rubric("news")
    tip = received(keep_name_secret=True)
    inbox.post(tip_url(tip, "step/draft/"))
    story = Article.objects.get()
    writer = member(roles=("correspondent",))
    Article.objects.update(created_by=writer)
    url = f"/admin/articles/article/{story.pk}/change/"
    page = desk_of(writer).get(url)
    # Who writes learns of the wish, and not whose it is.
    assert [notice.url for notice in page.context["notices"]] == [""]
    assert tip.contact not in page.content.decode()
    Article.objects.update(publication="published", published_at=timezone.now())
    assert inbox.get(url).context["notices"] == []


def test_declining_asks_for_a_reason_which_no_log_of_the_admin_keeps(inbox: Client) -> None:
    tip = received()
    url = tip_url(tip, "step/decline/")
    assert "reason" in inbox.post(url, {"reason": ""}).context["form"].errors
    assert "reason" in inbox.post(url, {"reason": "x" * 301}).context["form"].errors
    assert inbox.post(url, {"reason": "Сосед наговаривает"}).status_code == 302
    tip.refresh_from_db()
    assert (tip.status, tip.decision) == ("declined", "Сосед наговаривает")
    entry = LogEntry.objects.get()
    assert entry.object_repr == tip.reference
    assert "Сосед" not in entry.change_message
    late = inbox.post(url, {"reason": "Ещё раз"})
    assert late.context["form"].non_field_errors()


def test_contacts_are_deleted_when_the_sender_asks(inbox: Client) -> None:
    tip = received()
    url = tip_url(tip, "step/forget/")
    assert inbox.get(url).context["warnings"]
    assert Tip.objects.get().contact
    assert inbox.post(url).status_code == 302
    assert Tip.objects.get().contact == ""
    assert "step/forget" not in inbox.get(tip_url(tip)).content.decode()


@pytest.mark.parametrize("tail", ["step/nonsense/", "step/take/x/"])
def test_unknown_steps_are_not_found(inbox: Client, tail: str) -> None:
    assert inbox.get(tip_url(received(), tail)).status_code in {302, 404}
    assert inbox.post(tip_url(received(), "step/nonsense/")).status_code == 404
    assert inbox.post(f"/admin/articles/tip/{'9' * 30}/step/take/").status_code == 404


def test_hostile_words_are_shown_as_words(inbox: Client) -> None:
    tip = received("<script>alert(1)</script>")
    for url in ("/admin/articles/tip/", tip_url(tip)):
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
    photo = with_photo(tip, content)
    url = f"/admin/articles/tip/photos/{photo.pk}/"
    assert url in inbox.get(tip_url(tip)).content.decode()
    answer = inbox.get(url)
    assert answer["Content-Type"] == kind
    name = f"{tip.reference}-{photo.pk}.{extension}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Client().get(url).status_code == 302


def test_a_photo_goes_into_the_library_once(inbox: Client, who: User) -> None:
    tip = received(keep_name_secret=True)
    photo = with_photo(tip)
    url = f"/admin/articles/photo/add/?tip_photo={photo.pk}"
    assert url in inbox.get(tip_url(tip)).content.decode()
    assert inbox.get(url).context["hides_source"]
    facts = {
        "tip_photo": photo.pk,
        "alt_ru": "Пробка на мосту",
        "credit": "фото читателя",
        "licence": "permission",
        "consent": "not_needed",
        "focal_x": "0.5",
        "focal_y": "0.5",
    }
    assert inbox.post(url, facts).status_code == 302
    taken = Photo.objects.get()
    assert taken.uploaded_by == who
    assert f"/admin/articles/photo/{taken.pk}/change/" in inbox.get(tip_url(tip)).content.decode()
    assert "original" in inbox.post(url, facts).context["adminform"].form.errors
    assert Photo.objects.count() == 1


def test_who_handles_no_messages_takes_no_photo_of_them() -> None:
    """Not even with a permission that the group once had."""
    photo = with_photo(received(keep_name_secret=True))
    client = desk_of(member("view_tipphoto", roles=("administrator",)))
    url = f"/admin/articles/photo/add/?tip_photo={photo.pk}"
    assert not client.get(url).context["hides_source"]
    page = client.post(url, {"tip_photo": photo.pk, "alt_ru": "x", "credit": "x", "licence": "own"})
    assert "original" in page.context["adminform"].form.errors
    assert not Photo.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_list", [True, False])
def test_photos_go_with_their_tip(by_list: bool) -> None:
    # The tables of a test with transactions begin empty.
    Group.objects.get_or_create(name="editor")
    inbox = desk_of(member("view_tip", "change_tip", "delete_tip", roles=("editor",)))
    tip = received()
    photo = with_photo(tip)
    if by_list:
        choice = {"action": "delete_selected", "_selected_action": tip.pk, "post": "yes"}
        inbox.post("/admin/articles/tip/", choice)
    else:
        inbox.post(tip_url(tip, "delete/"), {"post": "yes"})
    assert not Tip.objects.exists()
    assert not default_storage.exists(str(photo.file.name))


def test_the_outlet_sets_for_how_many_days_contacts_are_kept() -> None:
    page = desk_of(member("view_outlet", "change_outlet", roles=("administrator",)))
    newsroom.outlet()
    assert "tip_contact_days" in page.get("/admin/articles/outlet/1/change/").content.decode()

"""The tip form: complete without JavaScript, kept with the consent, closed to robots and floods."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles import tips
from articles.models import Tip
from articles.tasks import forget_senders
from tests import newsroom

pytestmark = pytest.mark.django_db

ANSWERS = {
    "text": "У дома нет света второй день.",
    "consent": "on",
    "place": "Риддер",
    "contact": "+7 700 000 00 00",
}


@pytest.fixture(autouse=True)
def site() -> None:
    newsroom.outlet(consent_version="7", consent_text_ru="Текст согласия")


def test_a_tip_is_kept_with_the_consent_it_was_sent_under(client: Client) -> None:
    answer = client.post("/contacts/tip/", ANSWERS, follow=True)
    tip = Tip.objects.get()
    assert tip.reference in answer.content.decode()
    assert (tip.text, tip.place, tip.status) == (ANSWERS["text"], "Риддер", "new")
    assert (tip.consent_version, tip.consent_text) == ("7", "Текст согласия")
    assert "127.0.0.1" not in tip.sender


def test_without_consent_nothing_is_kept_and_nothing_is_lost(client: Client) -> None:
    answer = client.post("/contacts/tip/", {key: value for key, value in ANSWERS.items() if key != "consent"})
    assert answer.status_code == 400
    assert ANSWERS["text"] in answer.content.decode()
    assert not Tip.objects.exists()


def test_a_robot_is_thanked_and_forgotten(client: Client) -> None:
    answer = client.post("/contacts/tip/", ANSWERS | {"website": "https://spam.example"})
    assert answer.status_code == 302
    assert not Tip.objects.exists()


def test_the_sixth_tip_within_the_hour_waits_and_keeps_its_text(client: Client) -> None:
    for _index in range(tips.TIPS_PER_HOUR):
        assert client.post("/contacts/tip/", ANSWERS).status_code == 302
    answer = client.post("/contacts/tip/", ANSWERS)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert ANSWERS["text"] in answer.content.decode()
    Tip.objects.update(received_at=timezone.now() - timedelta(hours=2))
    assert client.post("/contacts/tip/", ANSWERS).status_code == 302


def test_photos_are_judged_by_their_content(client: Client) -> None:
    good = [SimpleUploadedFile("снимок.txt", newsroom.picture_bytes(), "text/plain") for _index in range(2)]
    client.post("/contacts/tip/", ANSWERS | {"photos": good})
    assert Tip.objects.get().photos.count() == 2
    bad = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>", "image/jpeg")
    answer = client.post("/contacts/tip/", ANSWERS | {"photos": [bad]})
    assert answer.status_code == 400
    assert Tip.objects.count() == 1


def test_more_than_five_photos_are_refused(client: Client) -> None:
    photos = [SimpleUploadedFile(f"{index}.jpg", newsroom.picture_bytes()) for index in range(6)]
    assert client.post("/contacts/tip/", ANSWERS | {"photos": photos}).status_code == 400


def test_a_form_without_its_token_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/contacts/tip/", ANSWERS)
    assert answer.status_code == 403
    assert not Tip.objects.exists()


@pytest.mark.parametrize("value", ["\x00", "а" * 20_000, "   ", "<script>", "\ud83d\ude00" * 10])
def test_strange_texts_never_break_the_form(value: str, client: Client) -> None:
    text = value.encode("utf-16", "surrogatepass").decode("utf-16")
    assert client.post("/contacts/tip/", ANSWERS | {"text": text, "name": text}).status_code in {302, 400}


def test_photos_of_tips_have_no_address(client: Client) -> None:
    client.post(
        "/contacts/tip/", ANSWERS | {"photos": [SimpleUploadedFile("a.jpg", newsroom.picture_bytes())]}
    )
    name = Tip.objects.get().photos.get().file.name
    for address in (f"/media/{name}", f"/media/photos/{name}", f"/{name}"):
        assert client.get(address).status_code == 404


def test_a_flood_is_refused_before_its_photos_are_looked_at(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tips, "ATTEMPTS_PER_HOUR", 2)
    for _attempt in range(2):
        assert client.post("/contacts/tip/", {"text": "x"}).status_code == 400
    monkeypatch.setattr(tips, "inspect", lambda file: pytest.fail("a photo was decoded"))
    answer = client.post(
        "/contacts/tip/", ANSWERS | {"photos": [SimpleUploadedFile("a.jpg", newsroom.picture_bytes())]}
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")


def test_senders_are_forgotten(client: Client) -> None:
    client.post("/contacts/tip/", ANSWERS)
    forget_senders(timestamp=0)
    assert Tip.objects.get().sender
    Tip.objects.update(received_at=timezone.now() - timedelta(hours=3))
    forget_senders(timestamp=0)
    assert Tip.objects.get().sender == ""

"""Messages by apps: under the consent of the day, with the limits and the silence of the form."""

import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import tips
from articles.models import IdempotentAnswer, Tip
from tests import newsroom
from tests.articles.api.keys import sent

pytestmark = pytest.mark.django_db
BODY = {"text": "У дома нет света второй день.", "consent": True, "consent_version": "7", "place": "Риддер"}
SECRET = {"name": "Ержан Секретов", "contact": "+7 700 111 22 33", "keep_name_secret": True}
KEY = "5d3d9f1c-2f0b-4f6e-9d53-000000000001"


@pytest.fixture(autouse=True)
def site() -> None:
    newsroom.outlet(consent_version="7", consent_text_ru="Текст согласия", consent_text_kk="Келісім мәтіні")


def send(client: Client, **fields: Any) -> Any:
    return sent(client, "POST", "tips/", BODY | fields)


def test_the_terms_are_told_in_both_languages(client: Client) -> None:
    told = client.get("/api/v1/tips/").json()
    assert told["consent"] == {"ru": "Текст согласия", "kk": "Келісім мәтіні"}
    assert (told["version"], told["max_photos"]) == ("7", 5)


def test_a_message_is_kept_with_its_consent_and_answered_by_a_number(client: Client) -> None:
    answer = send(client, **SECRET, language="kk")
    assert answer.status_code == 201, answer.content
    tip = Tip.objects.get()
    assert answer.json() == {"reference": tip.reference}
    assert (tip.text, tip.place, tip.name, tip.keep_name_secret) == (
        BODY["text"],
        "Риддер",
        "Ержан Секретов",
        True,
    )
    assert (tip.consent_version, tip.consent_text, tip.language) == ("7", "Келісім мәтіні", "kk")
    assert answer.headers["Cache-Control"] == "no-store"


def test_photos_come_by_a_form(client: Client) -> None:
    photos = [SimpleUploadedFile(f"{n}.jpg", newsroom.picture_bytes(100 + n), "image/jpeg") for n in range(2)]
    answer = client.post("/api/v1/tips/", BODY | {"consent": "true", "photos": photos})
    assert answer.status_code == 201, answer.content
    assert Tip.objects.get().photos.count() == 2


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no consent": ({"consent": False}, "/consent"),
    "an older consent": ({"consent_version": "6"}, "/consent_version"),
    "too short": ({"text": "Ой"}, "/text"),
    "too long": ({"text": "а" * 10_001}, "/text"),
    "NUL": ({"name": "а\x00"}, "/name"),
    "photos as text": ({"photos": ["data:image/png;base64,AA"]}, "/photos/0"),
    "unknown": ({"sender": "me"}, "/sender"),
    "a language": ({"language": "fr"}, "/language"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_taken_is_named_and_not_kept(client: Client, case: str) -> None:
    fields, pointer = BAD[case]
    answer = send(client, **fields)
    assert answer.status_code == 400, answer.content
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert not Tip.objects.exists()


def test_what_is_no_picture_is_refused(client: Client) -> None:
    file = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    answer = client.post("/api/v1/tips/", BODY | {"consent": "true", "photos": [file]})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/photos")
    six = [SimpleUploadedFile("x.jpg", newsroom.picture_bytes(), "image/jpeg") for _number in range(6)]
    answer = client.post("/api/v1/tips/", BODY | {"consent": "true", "photos": six})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/photos")
    assert not Tip.objects.exists()


def test_the_limit_of_the_form_is_the_limit_here(client: Client) -> None:
    for _index in range(tips.TIPS_PER_HOUR):
        assert send(client).status_code == 201
    answer = send(client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert answer.json()["code"] == "too_many_tips"
    assert client.post("/contacts/tip/", {"text": BODY["text"], "consent": "on"}).status_code == 429


def test_sent_again_it_is_one_message_and_nobody_is_told_apart(client: Client) -> None:
    first = sent(client, "POST", "tips/", BODY | SECRET, Idempotency_Key=KEY)
    other_address = Client(REMOTE_ADDR="203.0.113.9")
    again = sent(other_address, "POST", "tips/", BODY | SECRET, Idempotency_Key=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert sent(client, "POST", "tips/", BODY, Idempotency_Key=KEY).status_code == 409
    assert Tip.objects.count() == 1
    row = str(IdempotentAnswer.objects.values_list().get())
    assert not any(secret in row for secret in ("Секретов", "+7 700", "127.0.0.1", Tip.objects.get().sender))


def test_no_word_of_the_sender_goes_into_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        send(client, **SECRET)
        refused = send(client, **SECRET, text="Ой")
    told = caplog.text + refused.content.decode()
    assert not any(secret in told for secret in ("Секретов", "700 111", "Ержан"))


def test_more_than_five_photos_can_be_is_refused_unread(client: Client) -> None:
    answer = client.generic(
        "POST", "/api/v1/tips/", b"{}", content_type="application/json", CONTENT_LENGTH=str(2 * 10**9)
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")

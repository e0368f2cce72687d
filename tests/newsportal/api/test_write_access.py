"""Who may write what: role × address × method, by tables written down here and by nothing of the program's own.

What each role may do with a story in every state of its work, and what each purpose of a key is for, stands in
tests/articles/api/test_desk_steps.py; here one state of each step is enough.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import api_keys
from articles.api.desk.versions import tag_of
from articles.models import ApiKey, Article, KeyScope, Outlet, Rubric, User
from articles.push import subscriptions
from articles.roles import Role
from tests import newsroom
from tests.articles.admin.conftest import desk_of, member
from tests.articles.push.browsers import Browser
from tests.articles.push.conftest import vapid
from tests.articles.test_policy import story_in
from tests.newsportal.api.questions import PHOTO, RUBRIC
from tests.newsportal.api.surface import BY_NAME, WRITING, pages
from tests.newsportal.api.test_bad_bodies import state
from tests.newsportal.api.whole_site import PARTNER, Keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vapid")]
__all__ = ["vapid"]

# Keys of each role for everything; of a partner; without a key; signed in on the desk, without a key; with a
# revoked key, an expired one, and one whose owner has left: the last three of a chief editor.
COLUMNS = "correspondent editor duty_editor chief_editor photo_editor registry_curator administrator"
COLUMNS += " partner nobody signed_in revoked expired left"
WHO = COLUMNS.split()
# Stories are somebody else's, in a rubric that is nobody's own.
TABLE = """
begin a story         201 201 201 201 403 403 201  403 401 401 401 401 401
save a version        403 200 200 200 403 403 200  403 401 401 401 401 401
save its photo        403 200 200 200 200 403 200  403 401 401 401 401 401
save a live story     403 200 200 200 403 403 403  403 401 401 401 401 401
submit                403 200 200 200 403 403 200  403 401 401 401 401 401
return                403 200 200 200 403 403 200  403 401 401 401 401 401
say that it is ready  403 200 200 200 403 403 403  403 401 401 401 401 401
take it back          403 200 200 200 403 403 200  403 401 401 401 401 401
publish               403 403 200 200 403 403 403  403 401 401 401 401 401
upload a photo        201 201 201 201 201 403 201  403 401 401 401 401 401
send a message        201 201 201 201 201 201 201  201 201 201 401 401 401
count a reading       204 204 204 204 204 204 204  204 204 204 401 401 401
subscribe             201 201 201 201 201 201 201  201 201 201 401 401 401
unsubscribe           204 204 204 204 204 204 204  204 204 204 401 401 401
"""
# What no method of the address is.
UNKNOWN = {
    "desk": "405 405 405 405 405 405 405  403 401 401 401 401 401",
    "the rest": "405 405 405 405 405 405 405  405 405 405 401 401 401",
    # No resources: nobody looks at a key.
    "pages": "405 405 405 405 405 405 405  405 405 405 405 405 405",
}


def row(text: str) -> dict[str, int]:
    return dict(zip(WHO, map(int, text.split()), strict=True))


EXPECTED = {line[:20].strip(): row(line[20:]) for line in TABLE.strip().splitlines()}


@dataclass
class Attempt:
    """What is sent; a story is of that state, and its version is named."""

    method: str
    name: str
    body: Callable[[], dict[str, Any]] = dict
    of: str = ""
    is_form: bool = False
    parts: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def prepare(self) -> None:
        if self.of:
            writer = member(roles=("correspondent",))
            story = story_in(self.of, section=Rubric.objects.get(path=RUBRIC), creator=writer)
            self.parts = {"pk": story.pk}
            self.headers = {"If-Match": tag_of(Article.objects.get(pk=story.pk))}
        if self.name == "push_subscription":
            self.parts, self.headers = _subscribed()

    def send(self, client: Client) -> Any:
        body = self.body()
        answer = self._sent(client, body)
        if self.name == "desk_publish" and answer.status_code == 400:
            # What the check asks is answered: here only the right is in question.
            marks = [fault["pointer"].removeprefix("/accepted/") for fault in answer.json()["errors"]]
            answer = self._sent(client, body | {"accepted": dict.fromkeys(marks, "Так надо")})
        return answer

    def _sent(self, client: Client, body: dict[str, Any]) -> Any:
        address = BY_NAME[self.name].address(**self.parts)
        if self.is_form:
            return client.post(address, body, headers=self.headers)
        send = getattr(client, self.method.lower())
        return send(address, body, content_type="application/json", headers=self.headers)


def _subscribed() -> tuple[dict[str, Any], dict[str, str]]:
    browser = Browser()
    kept, token = subscriptions.subscribe(
        endpoint=browser.endpoint,
        p256dh=browser.p256dh,
        auth=browser.auth,
        language="ru",
        interests={"topics": [], "rubrics": [], "places": []},
    )
    return {"pk": kept.pk}, {"Subscription-Token": token}


def _picture() -> dict[str, Any]:
    file = SimpleUploadedFile("x.jpg", newsroom.picture_bytes(), "image/jpeg")
    return {"file": file, "alt_ru": "Река", "credit": "Дана", "licence": "own", "consent": "not_needed"}


def _message() -> dict[str, Any]:
    version = Outlet.objects.get().consent_version
    return {"text": "У дома нет света второй день.", "consent": True, "consent_version": version}


STORY = {"language": "ru", "headline": "Лёд на реке", "rubric": RUBRIC, "body": "<p>Текст.</p>"}
ATTEMPTS = {
    "begin a story": Attempt("POST", "desk_stories", lambda: STORY),
    "save a version": Attempt("PATCH", "desk_story", lambda: {"lead": "Ещё."}, of="draft"),
    "save its photo": Attempt("PATCH", "desk_story", lambda: {"lead_photo": PHOTO}, of="draft"),
    "save a live story": Attempt("PATCH", "desk_story", lambda: {"lead": "Ещё."}, of="published"),
    "submit": Attempt("POST", "desk_submit", of="draft"),
    "return": Attempt("POST", "desk_return", lambda: {"note": "Проверьте"}, of="in_review"),
    "say that it is ready": Attempt("POST", "desk_ready", of="in_review"),
    "take it back": Attempt("POST", "desk_reopen", of="in_review"),
    "publish": Attempt("POST", "desk_publish", of="ready"),
    "upload a photo": Attempt("POST", "desk_photos", _picture, is_form=True),
    "send a message": Attempt("POST", "tips", _message),
    "count a reading": Attempt("POST", "views", lambda: {"article": 17}),
    "subscribe": Attempt("POST", "push", lambda: {"subscription": Browser().told(), "language": "ru"}),
    "unsubscribe": Attempt("DELETE", "push_subscription"),
}


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.API_REQUESTS_OF_ADDRESS = settings.API_REQUESTS_OF_KEY = 10**9


@pytest.fixture
def clients(site: Keys) -> dict[str, Client]:
    tokens = {**site, **{name: _dead(name) for name in ("revoked", "expired", "left")}}
    found = {who: Client(headers={"Authorization": f"Bearer {token}"}) for who, token in tokens.items()}
    found["nobody"], found["signed_in"] = Client(), desk_of(member(roles=(Role.CHIEF_EDITOR,)))
    assert set(found) == set(WHO)
    for number, client in enumerate(found.values()):
        # Messages and subscriptions are counted by address.
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{number + 1}"
    return found


def _dead(how: str) -> str:
    """A key that worked, for everything."""
    owner = member(roles=(Role.CHIEF_EDITOR,))
    key, token = api_keys.make(owner=owner, name="Бывший", scopes=list(KeyScope), by=owner)
    match how:
        case "revoked":
            api_keys.revoke(key, by=owner)
        case "expired":
            now = timezone.now()
            terms = {"created_at": now - timedelta(days=2), "expires_at": now - timedelta(seconds=1)}
            ApiKey.objects.filter(pk=key.pk).update(**terms)
        case "left":
            User.objects.filter(pk=owner.pk).update(is_active=False)
    return token


def test_every_method_that_writes_has_a_row() -> None:
    """One that is added without a row is found by this, not by whoever finds it open."""
    there = {(method, resource.name) for resource in BY_NAME.values() for method in resource.methods}
    assert there == {(attempt.method, attempt.name) for attempt in ATTEMPTS.values()}
    assert ATTEMPTS.keys() == EXPECTED.keys()


@pytest.mark.parametrize("what", ATTEMPTS)
def test_who_may_write(clients: dict[str, Client], what: str, is_long: bool) -> None:
    """In a short run a third of the cells: of each row, and of each column."""
    attempt, turn = ATTEMPTS[what], list(ATTEMPTS).index(what)
    attempt.prepare()
    before = state()
    for number, who in enumerate(WHO):
        if not is_long and (number + turn) % 3:
            continue
        with transaction.atomic():
            answer = attempt.send(clients[who])
            changed = state() != before
            transaction.set_rollback(True)
        expected = EXPECTED[what][who]
        where = f"{who}: {what}: {answer.content.decode()[:300]}"
        assert answer.status_code == expected, where
        # A reading is counted in memory.
        assert changed == (expected < 400 and what != "count a reading"), where
        if expected >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", where


def test_nobody_writes_where_nothing_is_written(clients: dict[str, Client], is_long: bool) -> None:
    """In a short run each address is tried by each method, by whose turn it is."""
    turn = 0
    for resource in BY_NAME.values():
        expected = row(UNKNOWN["desk" if resource.is_of_desk else "the rest"])
        for method in sorted(set(WRITING) - resource.methods):
            turn += 1
            for number, who in enumerate(WHO):
                if is_long or turn % len(WHO) == number:
                    _is_refused(clients[who], method, resource.address(), expected[who], who)


@pytest.mark.parametrize("name", pages())
def test_pages_of_the_api_take_nothing(clients: dict[str, Client], name: str) -> None:
    address = reverse(f"api:{name}")
    for who, client in clients.items():
        for method in WRITING:
            _is_refused(client, method, address, row(UNKNOWN["pages"])[who], who)


def _is_refused(client: Client, method: str, address: str, expected: int, who: str) -> None:
    answer = client.generic(method, address, b"{}", content_type="application/json")
    where = (who, method, address, answer.content)
    assert answer.status_code == expected, where
    assert answer.headers["Content-Type"] == "application/problem+json", where


def test_a_partner_is_no_role() -> None:
    """The columns are all there are."""
    assert WHO[:8] == [*map(str, Role), PARTNER]

"""What each kind of client may read: nobody an e-mail or a note of the desk, and drafts the newsroom alone."""

from typing import Any

import pytest
from django.test import Client

from articles.roles import Role
from tests.newsportal.api.questions import DRAFT, PHOTO, STORY, addresses, operations
from tests.newsportal.api.whole_site import PARTNER, SECRET, Keys, originals

pytestmark = pytest.mark.django_db
NOBODY = "nobody"
EVERYBODY = [NOBODY, PARTNER, *map(str, Role)]

# Colleagues read the names of colleagues, drafts and remarks; and even they no more than that.
NOT_FOR_COLLEAGUES = [
    f"{SECRET}@",
    f"{SECRET}-login",
    *(
        f"{SECRET} {what}"
        for what in (
            "note",
            "who asked",
            "basis",
            "proposal",
            "guest",
            "tip",
            "name",
            "key",
            "partner",
            "note of a town",
        )
    ),
]


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.API_REQUESTS_OF_ADDRESS = settings.API_REQUESTS_OF_KEY = 10**9


def client_of(who: str, keys: Keys) -> Client:
    return Client() if who == NOBODY else Client(headers={"Authorization": f"Bearer {keys[who]}"})


@pytest.mark.parametrize("who", [NOBODY, PARTNER, str(Role.CHIEF_EDITOR)])
def test_what_readers_have_tells_nothing_of_the_desk(site: Keys, who: str) -> None:
    client, files = client_of(who, site), originals()
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code == 200, address
        told = answer.content.decode()
        assert SECRET not in told.lower(), address
        for name in files:
            assert name not in told, address


def test_it_is_the_same_for_whoever_asks(site: Keys) -> None:
    for operation in operations():
        answers = {
            client_of(who, site).get(operation.address()).content
            for who in (NOBODY, PARTNER, str(Role.ADMINISTRATOR))
            # Each cursor is of its own moment.
            if operation.path != "/api/v1/changes/"
        }
        assert len(answers) <= 1, operation.path


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_desk_is_read_by_the_newsroom_and_tells_it_no_more_than_it_needs(site: Keys, who: str) -> None:
    client = client_of(who, site)
    files = originals()
    for address in addresses(of_desk=True):
        answer = client.get(address)
        told = answer.content.decode()
        for mark in [*NOT_FOR_COLLEAGUES, *files]:
            assert mark not in told, (address, mark)
        if who in {NOBODY, PARTNER}:
            assert answer.status_code == (401 if who == NOBODY else 403)
            assert SECRET not in told
            assert str(DRAFT) not in told
        else:
            assert answer.status_code in {200, 403, 404}, (address, told)


# Of the whole desk: who reads the story in work, and the photo.
READS = {
    NOBODY: (401, 401),
    PARTNER: (403, 403),
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reads_drafts_and_photos(site: Keys, who: str) -> None:
    client = client_of(who, site)
    told = tuple(
        client.get(f"/api/v1/desk/{path}/").status_code for path in (f"stories/{DRAFT}", f"photos/{PHOTO}")
    )
    assert told == READS.get(who, (200, 200))


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("path", ["articles/{id}/", "articles/{id}/related/", "articles/{id}/next/"])
def test_a_draft_is_none_of_the_readers_stories_even_for_who_may_read_it(
    site: Keys, who: str, path: str
) -> None:
    client = client_of(who, site)
    assert client.get("/api/v1/" + path.format(id=DRAFT)).status_code == 404
    assert client.get("/api/v1/" + path.format(id=STORY)).status_code == 200

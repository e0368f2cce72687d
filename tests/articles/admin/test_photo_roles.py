"""Who may do what in the library: through the form, the pages and the addresses themselves."""

import pytest
from django.test import Client

from articles.models import Photo, User
from articles.roles import Role
from tests import newsroom
from tests.articles.admin.conftest import desk_of, filled, member
from tests.articles.admin.test_photo import ADD, facts

pytestmark = pytest.mark.django_db

ALL = set(Role.values)
EDITORS = {"editor", "duty_editor", "chief_editor"}
MAY = {
    "look": ALL,
    "upload": EDITORS | {"correspondent", "photo_editor", "administrator"},
    "describe own": EDITORS | {"correspondent", "photo_editor", "administrator"},
    "describe another's": EDITORS | {"photo_editor"},
    "rights": {"photo_editor", "chief_editor", "administrator"},
    "withdraw": {"photo_editor", "chief_editor"},
    "delete": {"photo_editor", "chief_editor"},
}


@pytest.fixture(params=Role.values)
def person(request: pytest.FixtureRequest, db: None) -> User:
    return member(roles=(request.param,))


def role_of(person: User) -> str:
    return str(person.groups.get().name)


@pytest.fixture
def client_of(person: User) -> Client:
    return desk_of(person)


def page_of(photo: Photo, name: str = "change") -> str:
    return f"/admin/articles/photo/{photo.pk}/{name}/"


def editable(client: Client, photo: Photo) -> set[str]:
    return set(client.get(page_of(photo)).context["adminform"].form.fields)


def test_everybody_looks(client_of: Client) -> None:
    photo = newsroom.photo(rendered=True)
    assert client_of.get("/admin/articles/photo/").status_code == 200
    for name in ("change", "uses", "preview", "original"):
        assert client_of.get(page_of(photo, name)).status_code == 200, name


def test_uploading(person: User, client_of: Client) -> None:
    allowed = role_of(person) in MAY["upload"]
    assert client_of.post(ADD, facts()).status_code == (302 if allowed else 403)
    assert Photo.objects.filter(uploaded_by=person).exists() is allowed


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_describing(whose: str, person: User, client_of: Client) -> None:
    photo = newsroom.photo(uploaded_by=person if whose == "own" else member())
    allowed = role_of(person) in MAY[f"describe {whose}"]
    assert ("alt_ru" in editable(client_of, photo)) is allowed
    assert ("focal_x" in editable(client_of, photo)) is allowed
    # A form that another role was given is of no use.
    typed = filled(desk_of(member(roles=("photo_editor",))), page_of(photo), alt_ru="Подменено")
    client_of.post(page_of(photo), typed)
    assert (Photo.objects.get().alt == "Подменено") is allowed


def test_changing_the_rights(person: User, client_of: Client) -> None:
    photo = newsroom.photo(uploaded_by=person)
    allowed = role_of(person) in MAY["rights"]
    for name in ("credit", "licence", "rights_until", "consent"):
        assert (name in editable(client_of, photo)) is allowed, name
    typed = filled(
        desk_of(member(roles=("photo_editor",))), page_of(photo), credit="Другой", consent="obtained"
    )
    client_of.post(page_of(photo), typed)
    photo.refresh_from_db()
    assert ((photo.credit, photo.consent) == ("Другой", "obtained")) is allowed


def test_withdrawing_and_bringing_back(person: User, client_of: Client) -> None:
    photo = newsroom.photo(uploaded_by=person)
    allowed = role_of(person) in MAY["withdraw"]
    shown = client_of.get(page_of(photo)).content.decode()
    assert (page_of(photo, "withdraw") in shown) is allowed
    assert client_of.get(page_of(photo, "withdraw")).status_code == (200 if allowed else 403)
    answer = client_of.post(page_of(photo, "withdraw"), {"reason": "По требованию"})
    assert answer.status_code == (302 if allowed else 403)
    photo.refresh_from_db()
    assert (photo.withdrawn_at is not None) is allowed
    assert photo.withdrawn_by == (person if allowed else None)
    answer = client_of.post(page_of(photo, "restore"))
    assert answer.status_code == (302 if allowed else 403)
    photo.refresh_from_db()
    assert photo.withdrawn_at is None


def test_deleting_what_nobody_uses(person: User, client_of: Client) -> None:
    photo = newsroom.photo(uploaded_by=person)
    allowed = role_of(person) in MAY["delete"]
    client_of.post(page_of(photo, "delete"), {"post": "yes"})
    assert Photo.objects.exists() is not allowed


def test_who_is_not_of_the_newsroom_sees_nothing() -> None:
    photo = newsroom.photo(rendered=True)
    stranger = desk_of(member("view_photo", "change_photo", "delete_photo", "add_photo"))
    for name in ("change", "uses", "preview", "original", "withdraw", "restore", "delete"):
        assert stranger.get(page_of(photo, name)).status_code == 403, name
        assert Client().get(page_of(photo, name)).status_code == 302, name
    assert stranger.get("/admin/articles/photo/").status_code == 403
    assert stranger.get(ADD).status_code == 403

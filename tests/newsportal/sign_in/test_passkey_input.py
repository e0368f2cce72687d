"""What a browser claims about a passkey is written by anybody: it is refused, and breaks nothing.

That passkeys work is shown with a real browser: `tests/browser/test_sign_in.py`.
"""

import base64
import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.translation import gettext as _
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from articles.models import User
from newsportal.sign_in.second_factor import passkey_host
from tests.newsportal.sign_in.conftest import browser, sign_in, signed_in

PASSKEY = "/accounts/login/passkey/"
ADD = "/accounts/2fa/passkeys/add/"

# As Chromium registered it with a security key that is no more.
REGISTERED = {
    "id": "1YddVRlXZH0kwFRWC_9vriTLsmzCQdiNstdMvp2n954",
    "rawId": "1YddVRlXZH0kwFRWC_9vriTLsmzCQdiNstdMvp2n954",
    "type": "public-key",
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiTHMtbkR2MnNKMTZVUkdXd1Y2MTRLeTk5d1Uwb2hr"
        "ODJYWDFqVFhvcjlHUSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzMyMzMiLCJjcm9zc09yaWdpbiI6ZmFsc2V9",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQEC"
        "AwQFBgcIAQIDBAUGBwgAINWHXVUZV2R9JMBUVgv_b64ky7JswkHYjbLXTL6dp_eepQECAyYgASFYIB18mA1wPSnSKARPemdC5CMia879PjCz"
        "HffoNihlSkunIlggdJ_h1OSglfeFuPdq8lKey-073E1RnLYzSY0MfENuBN8",
    },
    "clientExtensionResults": {"credProps": {"rk": True}},
}


def options(client: Client) -> Any:
    return client.get(PASSKEY, headers={"Accept": "application/json"})


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def credential(challenge: str = "x", user_handle: str = "MQ", **changes: Any) -> dict[str, Any]:
    client_data = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": "http://localhost"})
    response = {
        "clientDataJSON": text_of(client_data.encode()),
        "authenticatorData": text_of(b"\0" * 37),
        "signature": text_of(b"x"),
        "userHandle": user_handle,
        "attestationObject": text_of(b"\xa0"),
    }
    return {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {},
    } | changes


GARBAGE = [
    "", "null", "0", "[]", "{}", '"x"', "x", "NaN", '{"response": null}', '{"response": []}', '{"response": {"userHandle": 5}}',
    "[" * 5000, '{"a":' * 3000, "\x00", '"\\u0000"', '{"id": "\\ud800"}', "9" * 30, "a" * 30_000, '{"rawId": {"x": 1}}',
    json.dumps(credential()), json.dumps(credential(user_handle="!")), json.dumps(credential(user_handle="")),
    json.dumps(credential(user_handle=text_of(b"zzzzzzzzzzzz"))), json.dumps(credential(user_handle=text_of(b"\0"))),
    json.dumps(credential(user_handle=text_of(b"9" * 300))), json.dumps(credential(id=5, rawId=[])), json.dumps(credential(response=5)),
    json.dumps(credential(clientExtensionResults={"credProps": 5, "x": [1] * 50})),
]  # fmt: skip


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_refused(editor: User, garbage: str) -> None:
    stranger = browser()
    assert options(stranger).status_code == 200
    answer = stranger.post(PASSKEY, {"credential": garbage, "next": "/admin/articles/tip/"})
    assert answer["Location"] == "/accounts/login/?next=%2Fadmin%2Farticles%2Ftip%2F"
    page = stranger.get(answer["Location"]).content.decode()
    assert _("This passkey is not known here, or is no longer valid.") in page
    member = signed_in()
    assert member.get(ADD).status_code == 200
    assert member.post(ADD, {"credential": garbage, "name": "ключ"}).status_code == 200
    assert not Authenticator.objects.exists()


def with_passkey(user: User) -> None:
    """One whose key nobody has."""
    data = {"name": "x", "credential": REGISTERED}
    Authenticator.objects.create(user=user, type="webauthn", data=data)


def test_a_false_passkey_is_no_second_factor_and_locks_after_five(editor: User) -> None:
    with_passkey(editor)
    client = browser()
    assert sign_in(client)["Location"] == "/accounts/login/code/"
    assert client.get("/accounts/login/code/").status_code == 200
    wrong = {"credential": json.dumps(credential("eA"))}
    answers = [client.post("/accounts/login/code/", wrong) for _number in range(6)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 429]
    assert answers[0].context["webauthn_form"].has_error("credential", "refused_passkey")
    assert answers[5].headers["Retry-After"] == "300"


def test_a_false_passkey_does_not_show_who_one_is(editor: User) -> None:
    client = signed_in()
    with_passkey(editor)
    confirm = "/accounts/confirm/passkey/?next=/accounts/2fa/app/"
    assert client.get(confirm).status_code == 200
    answer = client.post(confirm, {"credential": json.dumps(credential())})
    assert answer["Location"] == "/accounts/confirm/passkey/?next=%2Faccounts%2F2fa%2Fapp%2F"
    sentence = _("The passkey was not accepted. Try once more, or choose another way.")
    assert sentence in client.get(answer["Location"]).content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "rawId",
                        "type",
                        "response",
                        "userHandle",
                        "clientDataJSON",
                        "signature",
                        "attestationObject",
                    ]
                ),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_no_shape_of_json_breaks_signing_in(editor: User, value: Any) -> None:
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    session = stranger.session
    session["mfa.webauthn.state"] = {"challenge": "eA", "user_verification": "required"}
    session.save()
    from django.core.cache import cache

    cache.clear()
    assert stranger.post(PASSKEY, {"credential": json.dumps(value)}).status_code == 302
    assert (
        stranger.post(PASSKEY, {"credential": json.dumps(credential("eA", response=value))}).status_code
        == 302
    )


@pytest.mark.parametrize("pk", ["0", "9" * 30, "1"])
def test_no_number_of_a_passkey_breaks_its_pages(editor: User, pk: str) -> None:
    client = signed_in()
    for tail in ("", "remove/"):
        assert client.get(f"/accounts/2fa/passkeys/{pk}/{tail}").status_code == 404
        assert client.post(f"/accounts/2fa/passkeys/{pk}/{tail}", {"name": "x"}).status_code == 404


def test_asking_for_a_challenge_is_limited(db: None) -> None:
    stranger = browser()
    assert [options(stranger).status_code for _number in range(61)] == [200] * 60 + [429]
    assert Session.objects.count() == 1
    assert options(browser("198.51.100.1")).status_code == 200


@pytest.mark.parametrize(
    ("public_url", "host"),
    [
        ("https://news.example", "news.example"),
        ("https://www.news.example:8443", "www.news.example"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://[::1]:8000", "localhost"),
        ("http://localhost:8000", "localhost"),
    ],
)
def test_passkeys_belong_to_the_public_host(settings: Settings, public_url: str, host: str) -> None:
    settings.PUBLIC_URL = public_url
    assert passkey_host() == host


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("127.0.0.1:8000", "http://localhost:8000/accounts/login/?next=/admin/"),
        ("[::1]:8000", "http://localhost:8000/accounts/login/?next=/admin/"),
        ("localhost:8000", ""),
        ("notlocalhost", "http://localhost/accounts/login/?next=/admin/"),
    ],
)
def test_elsewhere_the_page_says_where_they_work(client: Client, asked: str, leads_to: str) -> None:
    page = client.get("/accounts/login/?next=/admin/", headers={"host": asked})
    assert page.context["passkey_address"] == leads_to
    assert ("data-passkey" in page.content.decode()) is (leads_to == "")


def test_the_challenge_names_host_and_newsroom(editor: User) -> None:
    client = signed_in()
    asked = client.get(ADD, headers={"host": "localhost"}).context["js_data"]["creation_options"]["publicKey"]
    assert dict(asked["rp"]) == {"id": "localhost", "name": "Слияние"}
    assert asked["user"]["name"] == "editor"
    stranger = browser()
    assert options(stranger).json()["request_options"]["publicKey"]["userVerification"] == "required"
    assert sign_in(stranger).status_code == 302

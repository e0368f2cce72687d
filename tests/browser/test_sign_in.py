"""Signing in with a real browser: passkeys, the second window, no complaint in the console, axe, no JavaScript."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings

from articles.models import User
from tests import newsroom
from tests.browser import axe
from tests.newsportal.sign_in import conftest as door

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_IN = "#login-form input[type=submit]"
DESK = "**/admin/"


@pytest.fixture(autouse=True)
def editor(transactional_db: None) -> User:
    newsroom.outlet()
    Group.objects.get_or_create(name="editor")
    return door.member("editor", "editor")


@pytest.fixture
def context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """One person's browser; whatever its console complains of fails the test."""
    complaints: list[str] = []
    made = browser.new_context(base_url=live_server.url, accept_downloads=True)

    def watch(page: Page) -> None:
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))

    made.on("page", watch)
    yield made
    made.close()
    assert [text for text in complaints if "the server responded with a status of 4" not in text] == []


def with_authenticator(page: Page, **options: Any) -> Any:
    """A security key that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    values = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": values | options})
    return devtools, made["authenticatorId"]


def sign_in(page: Page, path: str = "/accounts/login/") -> None:
    page.goto(path)
    page.get_by_label(_("User name or e-mail")).fill("editor")
    page.locator("[name=password]").fill(door.PASSWORD)
    page.click(SIGN_IN)


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.click(".submit-row input[type=submit]")
    page.wait_for_url("**/accounts/login/")


def add_passkey(page: Page, *, passwordless: bool) -> None:
    page.goto("/accounts/2fa/passkeys/add/")
    page.get_by_label(_("Name")).fill("Ключ Айгуль")
    page.get_by_label(_("Sign in with it without a password")).set_checked(passwordless)
    page.get_by_role("button", name=_("Add a passkey")).click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")


def test_a_passkey_signs_in_without_a_password(context: BrowserContext, editor: User) -> None:
    page = context.new_page()
    with_authenticator(page)
    sign_in(page)
    page.wait_for_url(DESK)
    add_passkey(page, passwordless=True)
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Ключ Айгуль"
    sign_out(page)
    page.goto("/accounts/login/?next=/admin/password_change/")
    page.get_by_role("button", name=_("Sign in with a passkey")).click()
    page.wait_for_url("**/accounts/password/")
    assert page.locator("#user-tools strong").inner_text().lower() == "editor"


def test_a_passkey_is_a_second_factor(context: BrowserContext) -> None:
    page = context.new_page()
    with_authenticator(page)
    sign_in(page)
    page.wait_for_url(DESK)
    add_passkey(page, passwordless=False)
    sign_out(page)
    sign_in(page)
    page.wait_for_url("**/accounts/login/code/")
    page.goto("/admin/")
    assert "/accounts/login/" in page.url
    page.goto("/accounts/login/code/")
    page.get_by_role("button", name=_("Use the passkey")).click()
    page.wait_for_url(DESK)


def test_a_passkey_of_nobody_is_refused_in_words(context: BrowserContext) -> None:
    page = context.new_page()
    devtools, authenticator = with_authenticator(page)
    sign_in(page)
    page.wait_for_url(DESK)
    add_passkey(page, passwordless=True)
    Authenticator.objects.all().delete()
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name=_("Sign in with a passkey")).click()
    page.get_by_text(_("This passkey is not known here, or is no longer valid.")).wait_for()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_role("button", name=_("Sign in with a passkey")).click()
    page.get_by_text(
        _("Nothing came from the passkey: it was refused, or it took too long. Try again.")
    ).wait_for()


def test_a_passkey_proves_who_one_is_before_weighty_pages(context: BrowserContext, editor: User) -> None:
    page = context.new_page()
    with_authenticator(page)
    sign_in(page)
    page.wait_for_url(DESK)
    add_passkey(page, passwordless=True)
    # As if the sign-in were long ago.
    from django.contrib.sessions.models import Session

    for stored in Session.objects.all():
        data = stored.get_decoded()
        for record in data.get("account_authentication_methods", []):
            record["at"] -= 3600
        stored.session_data = Session.objects.encode(data)
        stored.save()
    page.goto("/accounts/2fa/app/")
    assert "/accounts/confirm/password/" in page.url
    page.get_by_role("link", name=_("With a passkey")).click()
    page.get_by_role("button", name=_("Use the passkey")).click()
    page.wait_for_url("**/accounts/2fa/app/")


def test_passkeys_are_renamed_and_removed(context: BrowserContext) -> None:
    page = context.new_page()
    with_authenticator(page)
    sign_in(page)
    page.wait_for_url(DESK)
    add_passkey(page, passwordless=True)
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name=f"{_('Rename')}: Ключ Айгуль").click()
    page.get_by_label(_("Name")).fill("Ноутбук")
    page.click("input.default")
    page.get_by_role("link", name=": Ноутбук").last.click()
    page.click("input.default")
    page.get_by_text(_("The passkey is removed.")).wait_for()
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_saved_as_a_file(context: BrowserContext, editor: User, tmp_path: Path) -> None:
    page = context.new_page()
    sign_in(page)
    page.wait_for_url(DESK)
    page.goto("/accounts/2fa/app/")
    secret = page.locator("code.secret").inner_text()
    page.get_by_label(_("Code"), exact=True).fill(door.code_of(secret))
    page.click("input.default")
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    with page.expect_download() as download:
        page.get_by_role("link", name=_("Download")).click()
    download.value.save_as(tmp_path / "codes.txt")
    assert download.value.suggested_filename == "recovery-codes-editor.txt"
    lines = (tmp_path / "codes.txt").read_text().splitlines()
    assert lines[0].endswith(": editor")
    assert lines[1:] == door.recovery_codes(editor)


def test_the_second_window_gives_the_open_page_its_new_token(context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(page)
    page.wait_for_url(DESK)
    page.goto("/accounts/sessions/")
    page.evaluate(
        "() => { window.heard = new Promise((tell) => {"
        " new BroadcastChannel('newsroom-session').onmessage = (event) => tell(event.data); }); }"
    )
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    ask = "fetch('/admin/', {headers: {'X-Requested-With': 'fetch'}}).then(async (a) => [a.status, await a.json()])"
    status, told = page.evaluate(ask)
    assert (status, told["error"]) == (401, "signed_out")
    with context.expect_page() as opened:
        page.evaluate("(address) => { window.open(address); }", told["sign_in"])
    window = opened.value
    window.get_by_text(
        _("Your session has ended. Sign in again: what you wrote is still on the page that you left open.")
    ).wait_for()
    window.get_by_label(_("User name or e-mail")).fill("editor")
    window.locator("[name=password]").fill(door.PASSWORD)
    window.click(SIGN_IN)
    window.get_by_text(_("You are signed in again; close this tab and go on writing.")).wait_for()
    heard = page.evaluate("window.heard")
    assert heard["user"] == "editor"
    # The form that was open all the time works with it, and would not without.
    send = (
        "(token) => fetch('/accounts/sessions/', {method: 'POST', redirect: 'manual', headers: {'X-CSRFToken': token}})"
        ".then((answer) => answer.type === 'opaqueredirect' ? 302 : answer.status)"
    )
    old = page.locator("form:not(#logout-form) [name=csrfmiddlewaretoken]").first.input_value()
    assert page.evaluate(send, old) == 403
    assert page.evaluate(send, heard["csrf_token"]) == 302
    window.get_by_role("button", name=_("Close this tab")).click()
    for _moment in range(50):
        if window.is_closed():
            break
        time.sleep(0.1)
    assert window.is_closed()


def test_it_works_without_javascript(browser: Browser, live_server: Any, editor: User) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/")
    assert page.get_by_role("button", name=_("Sign in with a passkey")).count() == 0
    sign_in(page, page.url)
    page.wait_for_url(DESK)
    page.goto("/accounts/2fa/app/")
    secret = page.locator("code.secret").inner_text()
    page.get_by_label(_("Code"), exact=True).fill(door.code_of(secret))
    page.click("input.default")
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    sign_out(page)
    sign_in(page)
    page.get_by_label(_("Code"), exact=True).fill(codes[0])
    page.click("form:not(.other-ways) input[type=submit]")
    page.wait_for_url(DESK)
    page.goto("/accounts/sessions/")
    page.locator("#content button[name=session]").first.click()
    page.wait_for_url("**/accounts/login/")
    context.close()


def test_the_sign_in_goes_by_keyboard_alone(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label(_("User name or e-mail")).focus()
    page.keyboard.type("editor")
    page.keyboard.press("Tab")
    page.keyboard.type(door.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(DESK)
    page.goto("/accounts/2fa/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-to-content-link"


OUTSIDE = [
    "/accounts/login/",
    "/accounts/login/?popup=1&language=kk",
    "/accounts/password/reset/",
    "/accounts/inactive/",
]
INSIDE = [
    "/accounts/2fa/", "/accounts/2fa/app/", "/accounts/2fa/passkeys/add/", "/accounts/password/", "/accounts/sessions/",
    "/accounts/logout/", "/accounts/signed-in/", "/accounts/confirm/password/",
]  # fmt: skip
WITH_FACTOR = [
    "/accounts/2fa/", "/accounts/2fa/app/disconnect/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/new/",
    "/accounts/confirm/code/",
]  # fmt: skip


def test_axe_finds_nothing(
    context: BrowserContext, editor: User, settings: Settings, is_long: bool, check_pages: Callable[..., None]
) -> None:
    settings.REQUIRE_2FA = True
    page = context.new_page()
    check_pages(page, OUTSIDE)
    # The page of sign-in remembers the language that was chosen on it.
    page.goto("/accounts/login/?language=ru")
    sign_in(page)
    page.wait_for_url("**/accounts/2fa/")
    check_pages(page, INSIDE)
    door.connect_app(editor)
    check_pages(page, WITH_FACTOR)
    sign_out(page)
    sign_in(page)
    check_pages(page, ["/accounts/login/code/"])


@pytest.fixture
def check_pages(is_long: bool) -> Callable[..., None]:
    return partial(axe.judge, widths=(320, 1280), in_all_views=is_long)


def test_axe_finds_nothing_in_the_accounts_of_the_admin(
    context: BrowserContext, check_pages: Callable[..., None]
) -> None:
    root = User.objects.create_superuser("root", password=door.PASSWORD)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label(_("User name or e-mail")).fill("root")
    page.locator("[name=password]").fill(door.PASSWORD)
    page.click(SIGN_IN)
    page.wait_for_url(DESK)
    editor = User.objects.exclude(pk=root.pk).get()
    user = f"/admin/articles/user/{editor.pk}"
    check_pages(page, [f"{user}/end-sessions/", f"{user}/reset-second-factor/"])

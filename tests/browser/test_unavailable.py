"""A form that met a dead database, in the browser and without JavaScript: one button sends it again."""

import re
from typing import Any

import pytest
from django.db import OperationalError
from playwright.sync_api import Page

from articles import tips
from articles.models import Tip
from tests import newsroom
from tests.browser import axe

TEXT = "Мост через реку закрыт & «объезд» по <улице> Абая.\nСо вчерашнего дня."


def refuse(*args: object) -> None:
    raise OperationalError("connection refused")


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_what_was_typed_is_sent_again(
    windows: Any, monkeypatch: pytest.MonkeyPatch, width: int, dark: bool
) -> None:
    newsroom.outlet()
    store = tips.store
    monkeypatch.setattr(tips, "store", refuse)
    page: Page = windows.take(width=width, dark=dark, javascript=False)
    page.goto("/contacts/tip/")
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=keep_name_secret]").check()
    page.locator("[name=consent]").check()
    page.locator("form.form button[type=submit]").click()
    assert page.locator("textarea[readonly]").input_value() == TEXT
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    monkeypatch.setattr(tips, "store", store)
    page.locator("form.form button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/contacts/tip/[\w-]+/"))
    tip = Tip.objects.get()
    assert tip.text.replace("\r\n", "\n") == TEXT
    assert tip.keep_name_secret


def test_axe_finds_nothing(windows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.outlet()
    monkeypatch.setattr(tips, "store", refuse)
    page: Page = windows.take(width=1280, dark=False, javascript=True)
    page.goto("/contacts/tip/")
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=consent]").check()
    page.locator("form.form button[type=submit]").click()
    page.locator("textarea[readonly]").wait_for()
    assert axe.complaints(page) == []

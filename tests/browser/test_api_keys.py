"""A key is made, shown once and revoked, by a person at the desk."""

import re
from collections.abc import Callable
from typing import Any

from articles import api_keys
from tests.articles.admin.conftest import member
from tests.browser import axe

PASSWORD = "a password of some length"


def test_a_key_is_made_and_revoked(open_page: Callable[..., Any], transactional_db: None) -> None:
    user = member(roles=("administrator",))
    user.set_password(PASSWORD)
    user.save()
    for width, dark in axe.views((360, 1280), all_of_them=False):
        with open_page("/admin/articles/apikey/add/", user=user, width=width, dark=dark) as page:
            page.locator("input[type=password]").fill(PASSWORD)
            page.locator("input[type=password]").press("Enter")
            page.locator("#id_name").fill("Сканер ленты")
            assert axe.complaints(page) == [], width
            page.locator("input[name=_save]").click()
            token = page.locator("#token").input_value()
            assert re.fullmatch(r"npk_[\w-]{51}", token)
            assert api_keys.find(token) is not None
            assert axe.complaints(page) == [], width
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.goto(page.url.replace("add/", ""))
            assert axe.complaints(page) == [], width
            page.locator("#result_list a[href$='/revoke/']").first.click()
            page.locator("input[type=submit]").click()
            page.wait_for_url("**/apikey/")
            assert api_keys.find(token) is None

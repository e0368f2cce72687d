"""The admin in the browser: a signed-in member of the newsroom at the form of a story."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from articles.models import Article, User
from tests.articles.admin.conftest import change_url


@contextmanager
def at_the_form(
    open_page: Callable[..., Any], user: User, story: Article | None, **options: Any
) -> Iterator[Page]:
    """The form of the story, or of a new one; waits for the editor where scripts run."""
    with open_page(
        change_url(story) if story else "/admin/articles/article/add/", user=user, **options
    ) as page:
        if options.get("javascript", True):
            page.locator(".ProseMirror").wait_for()
        yield page


def text_of(page: Page) -> Any:
    return page.locator(".ProseMirror")


def saved_html(page: Page) -> str:
    """What the form would send now."""
    page.locator("dialog[open]").wait_for(state="detached")
    value: str = page.locator("#id_body").evaluate("field => new FormData(field.form).get('body')")
    return value

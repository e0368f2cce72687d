"""The admin in the browser: a signed-in member of the newsroom at the form of a story."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page

from articles.models import Article, User
from tests.articles.admin.conftest import change_url
from tests.browser.waiting import wait_until


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


def text_of(page: Page) -> Locator:
    return page.locator(".ProseMirror")


KNOWS_ITS_PLACE = """async () => {
    const { view } = document.querySelector(".ProseMirror").editor;
    // 20 ms after the focus the editor puts a selection back that it has not heard of yet.
    await new Promise(done => setTimeout(done, 25));
    const shown = getSelection();
    const { anchor, head } = view.state.selection;
    return view.hasFocus() && view.dom.contains(shown.anchorNode)
        && view.posAtDOM(shown.anchorNode, shown.anchorOffset) === anchor
        && view.posAtDOM(shown.focusNode, shown.focusOffset) === head;
}"""


def wait_for_the_caret(page: Page) -> None:
    """Until the editor stands where the page shows it: a browser tells of a selection only after a while."""
    wait_until(page, KNOWS_ITS_PLACE)


def enter_text(page: Page, place: Locator | None = None) -> None:
    """Go into the text of the story, by a click at the place if there is one; what is typed next comes there."""
    if place:
        place.click()
    else:
        text_of(page).focus()
    wait_for_the_caret(page)


def saved_html(page: Page) -> str:
    """What the form would send now."""
    page.locator("dialog.ask").wait_for(state="detached")
    value: str = page.locator("#id_body").evaluate("field => new FormData(field.form).get('body')")
    return value

"""Windows of the browser that tests take and give back empty."""

from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from tests.browser.static_files import EMPTY, StaticFilesFromMemory

# Of what a site may keep in a browser, all but the cache of static files.
KEPT_BY_A_SITE = "local_storage,indexeddb,cache_storage,service_workers,file_systems,storage_buckets"


# How many wait for the next test: a page or two are open at a time, and each costs a process.
FREE = 2


class Windows:
    """Each is a person's own browser, without the cookies and the storage of whoever had it before.

    A new one would fetch and compile every static file again: half a second for a form of the desk. A page without
    anything stays open in each, since what is compiled goes with the last page.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.free: dict[bool, list[BrowserContext]] = {True: [], False: []}
        self.taken: dict[BrowserContext, tuple[bool, int]] = {}

    def take(self, *, width: int = 1280, dark: bool = False, javascript: bool = True) -> Page:
        """A new page in a window that nobody else has."""
        context = self.free[javascript].pop() if self.free[javascript] else self._made(javascript)
        self.taken[context] = javascript, StaticFilesFromMemory.others_kept
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        return page

    def _made(self, javascript: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 900},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            base_url=self.url,
        )
        context.new_page().goto(EMPTY)
        return context

    def give_back(self, context: BrowserContext) -> None:
        javascript, kept_before = self.taken.pop(context)
        with suppress(PlaywrightError):
            # A test may have cut the network of its browser.
            context.set_offline(False)
        for page in context.pages[1:]:
            # Without a last word: a request under way would meet the database being swept.
            page.route("**/presence/", lambda route: route.fulfill(status=204))
            page.goto(EMPTY)
            page.close()
        # A page that the browser may keep would be shown to the next test.
        if StaticFilesFromMemory.others_kept > kept_before or len(self.free[javascript]) >= FREE:
            context.close()
        else:
            self._empty(context)
            self.free[javascript].append(context)

    def give_all_back(self) -> None:
        for context in list(self.taken):
            self.give_back(context)

    def _empty(self, context: BrowserContext) -> None:
        context.clear_cookies()
        context.clear_permissions()
        session = context.new_cdp_session(context.pages[0])
        session.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": KEPT_BY_A_SITE})
        session.detach()

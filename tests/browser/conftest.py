"""A real Chromium against a real server. Skipped with the reason where there is no browser."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from articles.models import Article, Correction, Pin, StorySource, User, ViewCount
from tests import newsroom
from tests.browser.static_files import StaticFilesFromMemory
from tests.browser.windows import Windows
from widgets.reference import load_cities_and_currencies, load_samples

# Playwright's synchronous interface runs an event loop in this thread; Django's guard takes it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# A machine busy with other work is slow, not wrong.
expect.set_options(timeout=20_000)

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# Pages of one window share what is compiled.
ARGUMENTS += ["--process-per-site"]


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session", autouse=True)
def _static_files_from_memory() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.contrib.staticfiles.handlers.StaticFilesHandler", StaticFilesFromMemory)
        yield


@pytest.fixture
def live_server(live_server: Any, transactional_db: None) -> Iterator[Any]:
    """The server's threads end what a closed page had asked for before the database is swept under them."""
    answering: set[int] = set()
    begin, end = lambda **_: answering.add(get_ident()), lambda **_: answering.discard(get_ident())
    request_started.connect(begin, weak=False)
    request_finished.connect(end, weak=False)
    yield live_server
    deadline = time.monotonic() + 10
    while answering and time.monotonic() < deadline:
        time.sleep(0.02)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture(scope="session")
def _windows(browser: Browser) -> dict[str, Windows]:
    return {}


@pytest.fixture
def windows(browser: Browser, live_server: Any, _windows: dict[str, Windows]) -> Iterator[Windows]:
    """Windows of the browser; after the test each is closed or emptied."""
    taken = _windows.setdefault(live_server.url, Windows(browser, live_server.url))
    yield taken
    taken.give_all_back()


@pytest.fixture
def open_page(windows: Windows) -> Iterator[Callable[..., Any]]:
    """`open_page("/path", width=320, dark=True)` gives the page; whatever the console complains of fails the test.

    With `user=` somebody of the newsroom is signed in.
    """
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # A page that is missing on purpose is reported by the browser as well.
        if (
            message.type in {"error", "warning"}
            and "the server responded with a status of 4" not in message.text
        ):
            complaints.append(message.text)

    @contextmanager
    def opened(
        path: str,
        *,
        user: User | None = None,
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
    ) -> Iterator[Page]:
        page = windows.take(width=width, dark=dark, javascript=javascript)
        if user is not None:
            sign_in(page.context, user, windows.url)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            page.goto(path)
            yield page
        finally:
            windows.give_back(page.context)

    yield opened
    assert complaints == []


@pytest.fixture
def newcomer(windows: Windows) -> Iterator[Callable[..., Page]]:
    """`newcomer(user)` gives a page of a browser of their own, signed in; complaints of the console fail the test."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # Answers of the server are what tests of the desk are about; what the page does wrong is not.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def opened(user: User | None = None, *, width: int = 1280, dark: bool = False) -> Page:
        page = windows.take(width=width, dark=dark)
        if user is not None:
            sign_in(page.context, user, windows.url)
        page.set_default_timeout(10_000)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    windows.give_all_back()
    assert complaints == []


def sign_in(context: BrowserContext, user: User, url: str) -> None:
    """The session of a test client, handed to the browser."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


BODY = """
<p>Первый абзац со <a href="https://www.inform.kz/">ссылкой</a> и <strong>важным</strong> словом.</p>
<h2>Подзаголовок</h2>
<ul><li>группа первая<ul><li>Темиртау</li><li>Экибастуз</li></ul></li><li>группа вторая</li></ul>
<ol><li>раз</li><li>два</li></ol>
<blockquote><p>Слова документа.</p><footer><cite>проект постановления</cite></footer></blockquote>
<figure><img src="/media/photos/{key}/480.jpg" alt="Набережная зимой"><figcaption>Набережная</figcaption></figure>
<h3>Таблица</h3>
<table><caption>Население</caption><thead><tr><th scope="col">Город</th><th scope="col">Жителей, человек</th>
<th scope="col">Год переписи</th><th scope="col">Источник сведений</th></tr></thead>
<tbody><tr><th scope="row">Темиртау</th><td>171 609</td><td>2024</td><td>Бюро статистики</td></tr></tbody></table>
"""


@pytest.fixture
def site(transactional_db: None) -> Article:
    """A small site with everything a page can show; returns its fullest story."""
    newsroom.outlet(
        tagline_ru="Новости города",
        tip_call_ru="Стали свидетелем? Напишите нам",
        phone="+7 (000) 000-00-00",
        whatsapp="+7 000 000 00 00",
        telegram="@demo",
        email="tip@newsroom.example",
        owner_ru="Демонстрация",
        is_demo=True,
        demo_notice_ru="Это демонстрация",
    )
    load_cities_and_currencies()
    load_samples(timezone.now())
    top = newsroom.rubric("kazakhstan", menu_name_ru="Казахстан", full_name_ru="Новости Казахстана")
    section = newsroom.rubric(
        "society", parent=top, menu_name_ru="Общество", full_name_ru="Общество в Казахстане"
    )
    picture = newsroom.photo(
        width=480, height=300, rendered=True, caption_ru="Зима", credit="pexels.com", is_stock=True
    )
    desk, water = newsroom.author("desk", name_ru="Отдел новостей"), newsroom.topic("water", name_ru="Вода")
    stories = [
        newsroom.story(
            f"Обычная новость номер {index} о зимней воде",
            section=section if index % 2 else top,
            topics=(water,),
            authors=(desk,),
            lead_photo=picture if index % 3 else None,
            age=timedelta(hours=index + 2),
        )
        for index in range(8)
    ]
    story = newsroom.story(
        "Двадцать городов разделили на три группы",
        section=section,
        topics=(water,),
        authors=(desk,),
        lead_photo=picture,
        photos=(picture,),
        body=BODY.format(key=picture.key),
        age_mark=12,
        is_unverified=True,
        updated_at=timezone.now(),
    )
    StorySource.objects.create(article=story, source=newsroom.source("kazinform", name_ru="Казинформ"))
    for placement in ("top", "bottom"):
        Correction.objects.create(
            article=story,
            kind="clarification",
            placement=placement,
            text="Уточнили число.",
            published_at=timezone.now(),
        )
    newsroom.story("Қыс", language="kk", translation_group=story.translation_group, section=section)
    now = timezone.now()
    Pin.objects.create(slot="breaking", article=story, starts_at=now, ends_at=now + timedelta(hours=6))
    ViewCount.objects.create(article=stories[0], day=timezone.localdate(), count=5)
    return story

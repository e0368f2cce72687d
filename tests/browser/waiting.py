"""Waiting for what a page comes to by itself."""

import time

from playwright.sync_api import Frame, Page

PATIENCE = 20.0
PAUSE = 0.02


def wait_until(where: Page | Frame, script: str) -> None:
    """Until the expression, or what the function of that script gives, is true in the page.

    Asked from outside each time: `wait_for_function` asks within the page, where a policy without
    `unsafe-eval` forbids it from its second asking on.
    """
    end = time.monotonic() + PATIENCE
    while not where.evaluate(script):
        assert time.monotonic() < end, script
        time.sleep(PAUSE)

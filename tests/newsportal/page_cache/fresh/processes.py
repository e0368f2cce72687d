"""Web processes as the test sees them: forked in an instant, asked at the same time, killed without a word."""

import multiprocessing
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

PROCESS = "tests.newsportal.page_cache.fresh.process"
PATIENCE = 60.0


class Remote:
    """One web process. `is_held`: what was said has not reached it yet; `is_lost`: it hears nothing at all."""

    def __init__(self, context: ForkServerContext, name: str) -> None:
        self._context = context
        self.name = name
        self.held: str | None = None
        self.is_lost = False
        self.is_making = False
        self._process: Any = None

    def begin(self, ahead: float, defect: str) -> None:
        from tests.newsportal.page_cache.fresh.process import Start, serve

        self.held, self.is_lost, self.is_making = None, False, False
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=serve, args=(theirs, Start(self.name, ahead, defect)), daemon=True
        )
        self._process.start()
        theirs.close()

    def kill(self) -> None:
        """Without a word, as `kill -9`. Nothing happens to one that has not begun."""
        if self._process is not None:
            self._process.kill()
            self._process.join(PATIENCE)
            self._process = None
            self._pipe.close()

    def say(self, method: str, *words: Any) -> None:
        self._pipe.send((method, words))

    def answer(self) -> Any:
        assert self._pipe.poll(PATIENCE), f"{self.name} does not answer"
        is_well, answer = self._pipe.recv()
        assert is_well, answer
        return answer

    def ask(self, method: str, *words: Any) -> Any:
        self.say(method, *words)
        return self.answer()


def ask_all(questions: Mapping[Remote, tuple[Any, ...]]) -> dict[Remote, Any]:
    """All at the same time: {process: (method, *words)}."""
    for process, question in questions.items():
        process.say(*question)
    return {process: process.answer() for process in questions}


@contextmanager
def web_processes(count: int) -> Iterator[list[Remote]]:
    """Not begun yet: whoever holds them begins, kills and begins them anew."""
    database = urlsplit(os.environ["DATABASE_URL"])
    own = {
        "DATABASE_URL": database._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
        # With the pool of connections that the production server has.
        "NEWSPORTAL_WEB": "1",
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
    }
    former = {name: os.environ.get(name) for name in own}
    context = multiprocessing.get_context("forkserver")
    # pytest is the main module, which a forked process would import again.
    context.set_forkserver_preload([PROCESS, "pytest"])
    processes = [Remote(context, f"web-{number}") for number in range(count)]
    os.environ.update(own)
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
        for name, value in former.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

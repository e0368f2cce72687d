"""Static files for the browser, each read once in a run."""

import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler

EMPTY = "/static/empty"


class StaticFilesFromMemory(StaticFilesHandler):
    """Files do not change while tests run: the server keeps them, and a browser need not ask twice.

    A form of the desk has eighty of them, and each would go through all that Django does for a request.
    """

    kept: dict[str, tuple[list[tuple[str, str]], bytes]] = {
        EMPTY: ([("Content-Type", "text/plain"), ("Content-Length", "0")], b"")
    }
    others_kept = 0
    """How many other answers were sent that a browser need not ask for twice."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        path = environ["PATH_INFO"]
        if (
            path not in self.kept
            and self._should_handle(path)
            and (found := finders.find(self.file_path(path)))
        ):
            content = Path(found).read_bytes()
            kind, _encoding = mimetypes.guess_type(found)
            self.kept[path] = (
                [
                    ("Content-Type", kind or "application/octet-stream"),
                    ("Content-Length", str(len(content))),
                    ("Cache-Control", "public, max-age=3600"),
                ],
                content,
            )
        if path not in self.kept:
            return super().__call__(environ, self._watching(start_response, path))
        headers, content = self.kept[path]
        start_response("200 OK", headers)
        return [content]

    def _watching(self, start_response: Callable[..., Any], path: str) -> Callable[..., Any]:
        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            # Addresses of photos are never given twice.
            if "max-age" in dict(headers).get("Cache-Control", "") and not path.startswith("/media/"):
                StaticFilesFromMemory.others_kept += 1
            return start_response(status, headers, *rest)

        return started

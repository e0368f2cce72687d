"""A phone in a hundred lines: keeps a copy of the site's stories in a file, with nothing but Python itself.

    python example_client.py https://news.example copy.json

The first run reads everything, each later one what has changed since, however long it was away. An app does
the same with its own database.
"""

import json
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PATIENCE = 3
"""Attempts for one request."""
BEGIN_ANEW = {"cursor_expired", "unknown_cursor"}
"""Away too long; or the server has got another key or form for its cursors."""


class ProblemError(Exception):
    """RFC 9457: `code` is for programs, the text is for people."""

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__(document.get("detail", ""))
        self.code = document.get("code", "")


def get(address: str) -> Any:
    """The answer as it came. Raises ProblemError."""
    for attempt in range(PATIENCE):
        request = urllib.request.Request(address, headers={"Accept": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # Told to wait, wait as long as that; whatever else is wrong stays wrong.
            wait = error.headers.get("Retry-After")
            if wait is None or attempt == PATIENCE - 1:
                raise ProblemError(json.load(error)) from None
            time.sleep(int(wait))
    raise AssertionError("unreachable")


class Copy:
    """Stories by their ids, the things that are given whole, and where we stand."""

    def __init__(self, site: str, kept: Path) -> None:
        self.site = site.rstrip("/")
        self.kept = kept
        self.state: dict[str, Any] = {"cursor": "", "stories": {}, "wholes": {}}
        if kept.exists():
            self.state = json.loads(kept.read_text(encoding="utf-8"))

    def sync(self) -> None:
        """Become what the site is now."""
        try:
            self._catch_up() if self.state["cursor"] else self._begin()
        except ProblemError as problem:
            if problem.code not in BEGIN_ANEW:
                raise
            self._begin()
        self._keep()

    def _begin(self) -> None:
        answer = get(f"{self.site}/api/v1/changes/")
        # The cursor is older than the list: what changes while we read comes with the first changes.
        self.state = {"cursor": answer["cursor"], "stories": {}, "wholes": {}}
        self._take_wholes(answer)
        address = answer["begin"]["articles"]
        while address:
            page = get(address)
            for story in page["items"]:
                self.state["stories"][str(story["id"])] = story
            address = page["links"]["next"]

    def _catch_up(self) -> None:
        has_more = True
        while has_more:
            answer = get(f"{self.site}/api/v1/changes/?cursor={self.state['cursor']}")
            for item in answer["changed"]:
                self.state["stories"][str(item["article"]["id"])] = item["article"]
            for item in answer["removed"]:
                self.state["stories"].pop(str(item["id"]), None)
            self._take_wholes(answer)
            self.state["cursor"], has_more = answer["cursor"], answer["has_more"]
            # All of a page is applied before its cursor is kept: who is interrupted asks for it again.
            self._keep()

    def _take_wholes(self, answer: dict[str, Any]) -> None:
        self.state["wholes"] |= {name: whole for name, whole in answer["wholes"].items() if whole}

    def _keep(self) -> None:
        """All or nothing, whenever the power goes."""
        draft = self.kept.with_suffix(".new")
        draft.write_text(json.dumps(self.state, ensure_ascii=False), encoding="utf-8")
        draft.replace(self.kept)


def main(site: str, kept: str) -> None:
    copy = Copy(site, Path(kept))
    copy.sync()
    newest = sorted(copy.state["stories"].values(), key=lambda story: story["published_at"], reverse=True)
    for story in newest[:5]:
        print(story["published_at"][:16], story["headline"])
    print(f"{len(newest)} stories")


if __name__ == "__main__":
    main(*sys.argv[1:3])

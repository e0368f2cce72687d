"""An app that keeps a copy of the site, as docs/api describes one."""

from typing import Any

from django.test import Client


class Phone:
    """What it knows is in `stories`, by id; `requests` counts what it asked since it was last reset."""

    def __init__(self, language: str = "") -> None:
        self.client = Client()
        self.language = language
        self.stories: dict[int, dict[str, Any]] = {}
        self.wholes: dict[str, Any] = {}
        self.cursor = ""
        self.is_between_pages = False
        self.requests = 0
        # Ids of stories, and names of wholes, of all answers but the first.
        self.told: list[int] = []
        self.given: list[str] = []
        # Whatever came over the wire.
        self.heard: list[str] = []

    def begin(self) -> None:
        self.stories.clear()
        answer = self._get("/api/v1/changes/" + (f"?language={self.language}" if self.language else ""))
        self.cursor, self.wholes = answer["cursor"], answer["wholes"]
        address = answer["begin"]["articles"]
        while address:
            page = self._get(address)
            self.stories |= {item["id"]: item for item in page["items"]}
            address = page["links"]["next"]

    def sync(self, limit: int = 200) -> None:
        """Ask until there is nothing more. Begins anew when told to."""
        while self.sync_page(limit):
            pass

    def sync_page(self, limit: int) -> bool:
        """One answer; whether there is more."""
        response = self._response(f"/api/v1/changes/?cursor={self.cursor}&limit={limit}")
        self.is_between_pages = False
        if response.status_code == 410:
            assert response.json()["code"] == "cursor_expired"
            self.begin()
            return False
        answer = response.json()
        assert response.status_code == 200, answer
        for item in answer["changed"]:
            self.stories[item["article"]["id"]] = item["article"]
        for item in answer["removed"]:
            self.stories.pop(item["id"], None)
        self.wholes |= answer["wholes"]
        self.given += answer["wholes"]
        self.told += [item["article"]["id"] for item in answer["changed"]]
        self.told += [item["id"] for item in answer["removed"]]
        self.cursor, self.is_between_pages = answer["cursor"], answer["has_more"]
        return self.is_between_pages

    def _get(self, address: str) -> Any:
        response = self._response(address)
        assert response.status_code == 200, response.content
        return response.json()

    def _response(self, address: str) -> Any:
        self.requests += 1
        response = self.client.get(address)
        self.heard.append(response.content.decode())
        return response


def fresh(language: str = "") -> Phone:
    """What any copy must be equal to: one that begins now, and reads the list to its end."""
    phone = Phone(language)
    phone.begin()
    return phone


def as_readers_have_it(language: str = "") -> dict[int, dict[str, Any]]:
    return fresh(language).stories

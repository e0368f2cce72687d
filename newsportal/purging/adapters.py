"""The caches that can be told, each in its own words."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings

from newsportal.lib import http
from newsportal.page_cache.outer import EVERY_PAGE, Told

DEADLINE = 10.0


@dataclass(frozen=True)
class Purger(ABC):
    """`zone` is what the service calls the site. Both methods raise FetchError, and may be repeated."""

    url: str
    zone: str = ""
    token: str = ""

    # How it hears the terms and tags of a page, and how many tags go into one call.
    told: ClassVar[Told]
    at_once: ClassVar[int]

    def purge(self, tags: Sequence[str]) -> None:
        for some in batched(tags, self.at_once, strict=False):
            self._purge(some)

    @abstractmethod
    def purge_everything(self) -> None: ...

    @abstractmethod
    def _purge(self, tags: Sequence[str]) -> None: ...

    def _say(self, path: str, *, method: str = "POST", body: object = None, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        http.post(
            self.url + path,
            method=method,
            body=b"" if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **named},
            user_agent=settings.USER_AGENT,
            # The operator has named it: it may stand in a network of his own.
            local_hosts=[urlsplit(self.url).hostname or ""],
            deadline=DEADLINE,
        )


class Varnish(Purger):
    """With vmod_xkey; as in deploy/varnish.vcl. A head takes 8 KB."""

    told = Told(term="Surrogate-Control", tags="xkey")
    at_once = 100

    def purge_everything(self) -> None:
        self._purge([EVERY_PAGE])

    def _purge(self, tags: Sequence[str]) -> None:
        self._say("/", method="PURGE", xkey_purge=" ".join(tags))


class Cloudflare(Purger):
    told = Told(term="CDN-Cache-Control")
    at_once = 30

    def purge_everything(self) -> None:
        self._ask({"purge_everything": True})

    def _purge(self, tags: Sequence[str]) -> None:
        self._ask({"tags": list(tags)})

    def _ask(self, body: object) -> None:
        path = f"/client/v4/zones/{self.zone}/purge_cache"
        self._say(path, body=body, Authorization=f"Bearer {self.token}")


class Fastly(Purger):
    told = Told(term="Surrogate-Control", tags="Surrogate-Key")
    at_once = 256

    def purge_everything(self) -> None:
        self._say(f"/service/{self.zone}/purge_all", Fastly_Key=self.token)

    def _purge(self, tags: Sequence[str]) -> None:
        self._say(f"/service/{self.zone}/purge", body={"surrogate_keys": list(tags)}, Fastly_Key=self.token)


KINDS: dict[str, type[Purger]] = {"varnish": Varnish, "cloudflare": Cloudflare, "fastly": Fastly}


def configured() -> Purger | None:
    if not settings.PURGE:
        return None
    return KINDS[settings.PURGE](settings.PURGE_URL, settings.PURGE_ZONE, settings.PURGE_TOKEN)

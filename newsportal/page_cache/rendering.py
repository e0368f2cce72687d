"""What Django answers, whole, and whether it may be kept."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from newsportal.page_cache.entry import Headers
from newsportal.page_cache.keys import Environ

type Application = Callable[[Environ, Any], Iterable[bytes]]

KEPT_STATUSES = ("200", "301", "302", "404", "410")
ABSENT = ("404", "410")
# What an answer may vary by although it was made without any of these: it is the same for all of them.
HARMLESS = {"accept-encoding", "authorization", "origin"}


class Rendered(NamedTuple):
    status: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for other, value in self.headers if other.lower() == name)

    def varies_by(self) -> set[str]:
        """Beyond what is the same for everybody."""
        return {name for part in self.header("vary").split(",") if (name := part.strip().lower())} - HARMLESS

    def may_be_kept(self) -> bool:
        """Never what is of one reader: a cookie, a token of a form, a nonce, what says that it is private."""
        said = self.header("cache-control").lower()
        return (
            self.status.startswith(KEPT_STATUSES)
            and not self.header("set-cookie")
            and not self.varies_by()
            and "private" not in said
            # «Not here» too: the database tells when it comes.
            and ("no-store" not in said or self.status.startswith(ABSENT))
            and "'nonce-" not in self.header("content-security-policy")
        )


def render(django: Application, environ: Environ) -> Rendered:
    said: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
        said[:] = [status, headers]
        return lambda _data: None

    answer = django(environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return Rendered(said[0], said[1], body)

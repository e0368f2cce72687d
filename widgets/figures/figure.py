"""A figure before it stands in a text: where its picture is, how large it is, and its words."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from widgets.attribution import Credit
from widgets.states import PARAMETER

# The head of what `widgets.charts.picture.document` writes.
SIZE = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"')


class NoFigureError(LookupError):
    """There is nothing to show; `field` is what was asked wrongly, the text a sentence about it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a caption; a link where they have an address."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    src: str
    alt: str
    caption: list[Run]

    @property
    def json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def markup(self) -> SafeString:
        """As the body of a story holds it."""
        caption = format_html_join("", "{}", ((_run(run),) for run in self.caption))
        return format_html(
            '<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>', self.src, self.alt, caption
        )


def _run(run: Run) -> SafeString:
    if run.href:
        return format_html('<a href="{}">{}</a>', run.href, run.text)
    return format_html("{}", run.text)


def pinned(path: str, state: int, svg: str, **query: object) -> str:
    """The address of the picture in that state.

    It tells its size too: the page of a story knows nothing of rates, and keeps room for what still loads.
    """
    found = SIZE.search(svg)
    size = {"size": f"{found[1]}x{found[2]}"} if found else {}
    return f"{path}?{urlencode({**query, PARAMETER: state, **size})}"


def credit_runs(credits: Iterable[Credit]) -> list[Run]:
    """Each service with the link to it and to the licence, as the licence wants it."""
    runs: list[Run] = []
    for credit in credits:
        separator = [Run("; ")] if runs else []
        runs += [
            *separator,
            Run(str(credit.text), credit.url),
            Run(", "),
            Run(credit.licence, credit.licence_url),
        ]
    return runs

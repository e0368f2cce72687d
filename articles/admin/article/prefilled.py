"""What a link may put into the form of a new story: its language and its text, clean and of bounded length.

`/admin/articles/article/add/?language=kk&headline=…&lead=…&body=…` opens a draft. Nothing is saved before a
person saves it, and nothing else of the form can be chosen by a link.
"""

import re
from collections.abc import Mapping

from articles.models import Article
from newsportal.lib import html
from newsportal.lib.text import legal

LINES = {
    "headline": Article._meta.get_field("headline").max_length,
    "lead": Article._meta.get_field("lead").max_length,
}
"""Each with the longest it may be."""
LONGEST_BODY = 8000
"""Characters: longer than any address that the portal reads (`newsportal.hostile_input`)."""


def prefilled(query: Mapping[str, str]) -> dict[str, str]:
    """Only what is there and may stand in the form."""
    found = {name: _line(name, query[name]) for name in LINES if name in query}
    languages = dict(Article._meta.get_field("language").flatchoices)
    if query.get("language") in languages:
        found["language"] = query["language"]
    if "body" in query:
        found["body"] = _body(query["body"])
    return {name: text for name, text in found.items() if text}


def _line(name: str, text: str) -> str:
    """White space of any kind is one space here, but those that do not break."""
    return re.sub(r"[ \t\r\n]+", " ", legal(text))[: LINES[name]].strip()


def _body(text: str) -> str:
    if len(text) > LONGEST_BODY:
        return ""
    try:
        return html.sanitise(text)
    except html.BodyTooLongError:
        return ""

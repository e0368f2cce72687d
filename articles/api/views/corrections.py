"""Corrections of all stories."""

from functools import partial
from typing import Any

from articles.api import corrections, newest_first
from newsportal.lib.rest.listing import cut
from newsportal.lib.rest.reading import ReadView


class CorrectionList(ReadView):
    """What was wrong in published stories and has been mended, newest first.

    A correction stands in its story as well. It is never changed: another one says what is to be said better.
    """

    operation = "corrections_list"
    group = "articles"
    query = corrections.CorrectionsQuery
    answer = corrections.Corrections
    shows = ("articles",)

    def read(self, asked: dict[str, Any], **path: Any) -> corrections.Corrections:
        rows = newest_first.after(corrections.chosen(asked), corrections.KIND, asked.get("cursor"))
        found = list(rows[: asked["limit"] + 1])
        links = cut(self.request, found, asked["limit"], partial(newest_first.cursor_of, corrections.KIND))
        return corrections.Corrections(items=[corrections.notice(row) for row in found], links=links)

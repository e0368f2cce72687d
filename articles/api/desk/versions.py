"""`If-Match`: nobody writes over, submits or publishes what they have not seen."""

from typing import Any

from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from articles.api.desk.shapes import DeskContent, DeskStory, StaleProblem
from articles.models import Article
from articles.publication_state import state_of
from newsportal.lib.rest.problems import Extended, Problem
from newsportal.lib.rest.writing import Header

IF_MATCH = Header("If-Match", "`ETag` of the story as it was read.", required=True)


class NoVersion(APIException):
    status_code = 428
    default_detail = _("Read the story, and send its ETag as If-Match.")
    default_code = "precondition_required"


class StaleVersion(Extended):
    """With both texts: what was sent is not lost, and what to merge it with is at hand."""

    status_code = 412
    default_detail = _("The story has changed since it was read. Nothing was saved; both versions are here.")
    default_code = "precondition_failed"

    def __init__(self, theirs: DeskStory, tag: str, yours: DeskContent | None = None) -> None:
        super().__init__()
        self.theirs, self.yours, self.headers = theirs, yours, {"ETag": tag}

    def widened(self, found: Problem) -> Problem:
        told: dict[str, Any] = {name: getattr(found, name) for name in found.__struct_fields__}
        return StaleProblem(**told, yours=self.yours, theirs=self.theirs)


def tag_of(article: Article) -> str:
    """Changes with every version, every step of work and every change of what readers see."""
    number = article.working_revision.number if article.working_revision else 0
    event = article.events.order_by("-at", "-pk").values_list("pk", flat=True).first() or 0
    return f'"{number}.{event}.{state_of(article, timezone.now())}"'


def version_read(request: Request) -> list[str]:
    """The tags of If-Match. Raises NoVersion; `*` would let anything be overwritten."""
    # A compressing proxy makes a tag weak: of our own it means the same.
    tags = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get(IF_MATCH.name, ""))]
    if not tags or tags == ["*"]:
        raise NoVersion()
    return tags


def number_read(tags: list[str]) -> int:
    """Of the revision on which the client wrote; 0 when the tag is none of ours."""
    number = tags[0].strip('"').partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0

"""Two saved versions of a story side by side: what was deleted, what was inserted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Max, Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from articles import comparison
from articles import content as contents
from articles.admin.article import pages
from articles.admin.thumbnails import thumbnail
from articles.content import Content
from articles.models import Article, Revision, User
from newsportal.lib.text import small_number

LIVE = "live"


class MissingVersionError(Exception):
    """What the address asks for is not there; the message is for the person."""


@dataclass(frozen=True)
class Version:
    """One side of the comparison."""

    # As the address names it.
    name: str
    content: Content
    # None for a story that was imported without revisions.
    number: int | None = None
    saved_at: datetime | None = None
    saved_by: User | None = None
    note: str = ""
    is_live: bool = False


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"compare": ("revisions/compare/", compare)})


def compare(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """`?old=3&new=7`, each a number or `live`. Left out, `new` is the newest, `old` the one before it."""
    article = pages.story(request, article_id)
    try:
        new = _version(article, request.GET.get("new") or _newest(article))
        old = _version(article, request.GET.get("old") or _before(article, new))
    except MissingVersionError as missing:
        messages.warning(request, str(missing))
        return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[article.pk]))
    before, after = _neighbours(article, old, new)
    context = {
        "old": old,
        "new": new,
        "changes": comparison.compare(old.content, new.content, thumbnail=thumbnail),
        "is_reversed": bool(old.number and new.number and old.number > new.number),
        "earlier": before,
        "later": after,
        "title": _("Comparison of versions"),
    }
    return pages.story_page(desk, request, article, "compare", context)


def _version(article: Article, name: str) -> Version:
    if name == LIVE and article.live_revision_id is None and article.publication != "none":
        return Version(LIVE, contents.capture(article), is_live=article.publication == "published")
    if name == LIVE:
        found = article.live_revision
    else:
        number = small_number(name, at_most=10**9)
        found = article.revisions.select_related("saved_by").filter(number=number).first()
    if found is None:
        if name == LIVE:
            raise MissingVersionError(
                _("No version has been published yet: there is nothing to compare with.")
            )
        raise MissingVersionError(_("This story has no such version. Choose two from the list."))
    return _of_revision(article, found, name)


def _of_revision(article: Article, revision: Revision, name: str) -> Version:
    return Version(
        name,
        contents.of_revision(revision),
        number=revision.number,
        saved_at=revision.saved_at,
        saved_by=revision.saved_by,
        note=revision.note,
        is_live=revision.pk == article.live_revision_id and article.publication == "published",
    )


def _newest(article: Article) -> str:
    return str(article.revisions.aggregate(last=Max("number"))["last"] or "")


def _before(article: Article, version: Version) -> str:
    earlier = article.revisions.filter(number__lt=version.number or 0).aggregate(last=Max("number"))["last"]
    if earlier is None:
        raise MissingVersionError(_("This is the first version: there is nothing before it."))
    return str(earlier)


def _neighbours(article: Article, old: Version, new: Version) -> tuple[tuple[int, int] | None, ...]:
    """The pairs of versions before and after these, to go through the story step by step."""
    numbers = [version.number for version in (old, new) if version.number]
    if not numbers:
        return None, None
    first, last = min(numbers), max(numbers)
    around = article.revisions.aggregate(
        before=Max("number", filter=Q(number__lt=first)), after=Min("number", filter=Q(number__gt=last))
    )
    return (
        (around["before"], first) if around["before"] else None,
        (last, around["after"]) if around["after"] else None,
    )

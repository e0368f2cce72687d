"""Which photos a version of a story shows, and where a photo is shown: live, in work, in former versions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.utils.translation import gettext as _

from articles.content import Content
from articles.models import Article, Author, Photo, Revision
from articles.models.photo_rights import Problem
from newsportal.lib import html

Publication = Article.Publication
SHOWN_AT_ONCE = 50


def photos_of(content: Content) -> "QuerySet[Photo]":
    """The photo above the text and those in it."""
    return Photo.objects.filter(Q(pk=content["lead_photo"]) | Q(key__in=html.photo_keys(content["body"])))


def unshowable(content: Content, moment: datetime) -> list[tuple[Photo, Problem]]:
    """The photos of a version that readers could not see at that moment, each with the reason."""
    judged = ((photo, photo.problem(moment)) for photo in photos_of(content).order_by("pk"))
    return [(photo, problem) for photo, problem in judged if problem is not None]


def photo_complaints(content: Content, moment: datetime) -> list[str]:
    """The same in sentences, for the person who publishes."""
    return [
        _("The photo “%(photo)s” may not be shown. %(why)s Take another one, or ask the photo editor.")
        % {"photo": photo, "why": problem.label}
        for photo, problem in unshowable(content, moment)
    ]


def refuse_unshowable(content: Content, moment: datetime) -> None:
    """Raises ValidationError."""
    if found := photo_complaints(content, moment):
        raise ValidationError(found)


def versions_with(photo: Photo) -> "QuerySet[Revision]":
    """Every saved version that shows the photo; the index `revision_photos` knows them."""
    shown = Func("content", function="articles_revision_photos", output_field=ArrayField(TextField()))
    return Revision.objects.alias(shown_photos=shown).filter(
        shown_photos__overlap=[photo.key, f"#{photo.pk}"]
    )


def stories_with(photo: Photo) -> "QuerySet[Any]":
    """Ids of stories that show it by their row, which is what readers get once it is published."""
    in_text = Article.photos.through.objects.filter(photo=photo).values("article")
    return Article.objects.filter(lead_photo=photo).values("pk").union(in_text)


@dataclass(frozen=True)
class Uses:
    """Where a photo is shown: SHOWN_AT_ONCE of each, and one more that says that there are more."""

    live: list[Article]
    in_work: list[Article]
    former: list[Article]
    portraits: list[Author]

    def __bool__(self) -> bool:
        return bool(self.live or self.in_work or self.former or self.portraits)


def uses_of(photo: Photo) -> Uses:
    """Four queries, however many stories and versions there are."""
    versions = versions_with(photo)
    stories = Article.objects.select_related("rubric").only(
        "headline",
        "working_headline",
        "publication",
        "published_at",
        "embargo_until",
        "expires_at",
        "work_state",
        "rubric__menu_name_ru",
        "rubric__menu_name_kk",
    )
    rows = stories_with(photo)
    is_live = Q(pk__in=rows, publication=Publication.PUBLISHED)
    # What is the live version is not at work.
    newest_is_live = Q(working_revision=F("live_revision"), publication=Publication.PUBLISHED)
    in_newest = Exists(versions.filter(pk=OuterRef("working_revision")))
    in_planned = Exists(versions.filter(pk=OuterRef("scheduled_revision")))
    at_work = in_newest & ~newest_is_live | Q(scheduled_revision__isnull=False) & in_planned
    # The index gives a few candidates; only they are looked at closely.
    with_versions = stories.filter(pk__in=versions.values("article"))
    ever = stories.filter(pk__in=versions.values("article").union(rows))
    shown = slice(SHOWN_AT_ONCE + 1)
    return Uses(
        live=list(stories.filter(is_live).order_by("-pk")[shown]),
        in_work=list(with_versions.filter(at_work).order_by("-pk")[shown]),
        former=list(ever.exclude(is_live | at_work).order_by("-pk")[shown]),
        portraits=list(Author.objects.filter(portrait=photo)[shown]),
    )


def is_used(photo: Photo) -> bool:
    """Deleting it would leave a hole: in a story, in one of its versions, beside an author."""
    return (
        stories_with(photo).exists()
        or versions_with(photo).exists()
        or Author.objects.filter(portrait=photo).exists()
    )

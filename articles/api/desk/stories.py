"""Drafts: the list, a new one, one by its id, the next version of it."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from articles import content as contents
from articles import locking, policy, revisions
from articles.admin.article.saving import action_of
from articles.admin.article.typed import empty_content
from articles.api.desk.access import DeskView
from articles.api.desk.bodies import ContentBody, StoryBody
from articles.api.desk.reading import desk_card, desk_content, desk_story
from articles.api.desk.shapes import DeskStories, DeskStory, StaleProblem
from articles.api.desk.versions import IF_MATCH, StaleVersion, number_read, tag_of, version_read
from articles.api.idempotency import IDEMPOTENCY_KEY, once
from articles.content import Content
from articles.models import Article, User
from articles.policy import Action
from newsportal.lib.dates import day_and_time
from newsportal.lib.rest import cursors
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.queries import Listed
from newsportal.lib.rest.reading import Readable, ReadView
from newsportal.lib.rest.shapes import Links
from newsportal.lib.rest.writing import writes
from newsportal.lib.slugs import slugify_cyrillic

KIND = "desk"
# What the photo editor's form asks for.
PHOTO_FIELDS = frozenset({"lead_photo", "note"})


class Locked(APIException):
    status_code = 423
    default_code = "locked"


def answer(article: Article, status: int = 200) -> Response:
    """The story with its tag: of one that `DeskView.story` found."""
    return Response(desk_story(article), status=status, headers={"ETag": tag_of(article)})


class DeskQuery(Listed):
    mine = serializers.BooleanField(
        required=False, default=True, help_text="Begun by the owner of the key; `false`: of everybody."
    )
    work_state = ChoiceField(Article.Work.values, required=False)


class Drafts(DeskView, ReadView):
    """Stories of the desk, the newest first: begun by the owner of the key, unless `mine=false`."""

    operation = "desk_stories_list"
    query = DeskQuery
    answer = DeskStories
    http_method_names = ["get", "head", "post", "options"]

    def read(self, asked: dict[str, Any], **path: Any) -> DeskStories:
        stories = Article.objects.select_related("rubric", "working_revision__saved_by")
        if asked["mine"]:
            stories = stories.filter(created_by=self.member)
        if state := asked.get("work_state"):
            stories = stories.filter(work_state=state)
        if cursor := asked.get("cursor"):
            stories = stories.filter(pk__lt=cursors.read(KIND, cursor))
        large = ("body", "body_text", "search_vector", "place_tokens", "working_revision__content")
        found = list(stories.defer(*large).order_by("-pk")[: asked["limit"] + 1])
        following = None
        if len(found) > asked["limit"]:
            found.pop()
            following = cursors.next_url(self.request, cursors.write(KIND, found[-1].pk))
        return DeskStories(items=[desk_card(row) for row in found], links=Links(next=following))

    @writes("desk_stories_create", {201: DeskStory}, body=StoryBody, also=(409,), headers=(IDEMPOTENCY_KEY,))
    def post(self, request: Request, sent: dict[str, Any]) -> Response:
        """Begin a story. Readers see nothing of it."""
        policy.require(self.member, Action.CREATE)

        def create() -> Response:
            language, note = sent.pop("language"), sent.pop("note", "")
            base = empty_content(sent["rubric"])
            made = revisions.create_story(
                language=language, content=changed(base, sent), by=self.member, note=note
            )
            response = answer(self.story(made.pk), status=201)
            response.headers["Location"] = reverse("api:desk_story", args=[made.pk])
            return response

        return once(request, sender=self.sender, do=create)


class Draft(DeskView, Readable):
    """The newest version of a story. Its `ETag` is what every change sends back as `If-Match`."""

    operation = "desk_stories_retrieve"
    also = (403, 404)
    answer = DeskStory
    http_method_names = ["get", "head", "patch", "options"]

    def get(self, request: Request, **path: Any) -> Response:
        self.query.of(request)
        return answer(self.story(path["pk"]))

    @writes(
        "desk_stories_save",
        {200: DeskStory},
        body=ContentBody,
        is_partial=True,
        also=(423, 428),
        headers=(IF_MATCH,),
        problems={412: StaleProblem},
    )
    def patch(self, request: Request, sent: dict[str, Any], pk: int) -> Response:
        """Save the next version: what was sent, and the rest as it is in the newest one.

        What differs in nothing makes no version. 412 brings both texts: `yours`, as it would have been
        saved, and `theirs`. 423: a colleague has the form open and is typing in it.
        """
        tags = version_read(request)
        with transaction.atomic():
            article = self.story(pk)
            locking.hold_row(article)
            # As it is now that the row is held.
            article = self.story(pk)
            action = right_to_save(self.member, article, sent)
            refuse_while_locked(article, self.member)
            note = sent.pop("note", "")
            if tag_of(article) not in tags:
                raise StaleVersion(
                    desk_story(article), tag_of(article), desk_content(_as_written(article, sent, tags))
                )
            newest = contents.of_revision(article.working_revision) if article.working_revision else None
            content = changed(newest or contents.capture(article), sent)
            if content != newest:
                revisions.save_revision(article, content, by=self.member, note=note, action=action)
        return answer(self.story(pk))


def changed(base: Content, sent: dict[str, Any]) -> Content:
    """The base with what was sent, as the form of the admin would have it."""
    found: dict[str, Any] = {**base, **sent}
    found["topics"] = sorted(found["topics"])
    if not found["slug"]:
        found["slug"] = slugify_cyrillic(found["headline"])
    return contents.clean(cast("Content", found))


def right_to_save(user: User, article: Article, sent: dict[str, Any]) -> Action:
    """Raises PermissionDenied: who saves photos alone brings no words in."""
    action = action_of(user, article)
    needed = Action.EDIT_PHOTOS if sent.keys() <= PHOTO_FIELDS else Action.EDIT
    if action == Action.EDIT_PHOTOS and needed == Action.EDIT:
        raise PermissionDenied(policy.may(user, Action.EDIT, article).reason)
    policy.require(user, action, article)
    return action


def refuse_while_locked(article: Article, user: User) -> None:
    lock = locking.holder(article)
    if lock is not None and locking.is_other(lock, user):
        told = _("%(who)s is writing this story (since %(when)s). Nothing was saved.")
        raise Locked(told % {"who": lock.user, "when": day_and_time(lock.acquired_at)})


def _as_written(article: Article, sent: dict[str, Any], tags: list[str]) -> Content:
    """What the client meant: its changes to the version that it had read."""
    read = article.revisions.filter(number=number_read(tags)).first() or article.working_revision
    return changed(contents.of_revision(read) if read else contents.capture(article), sent)

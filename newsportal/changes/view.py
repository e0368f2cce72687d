"""`/api/v1/changes/`: a copy of the site is kept by asking what has changed."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import APIException

from articles.api.cards import card, with_cards
from articles.models import Article, Photo
from newsportal.changes import stories
from newsportal.changes.moments import Moment, Position
from newsportal.changes.shapes import Beginning, ChangedArticle, Changes, RemovedArticle
from newsportal.changes.wholes import Wholes, all_wholes, changed_wholes
from newsportal.lib.html import for_apps
from newsportal.lib.meta import absolute
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.queries import LANGUAGES, Query
from newsportal.lib.rest.reading import ReadView

BEGIN_LIMIT = 100


class CursorExpired(APIException):
    status_code = 410
    default_detail = _("Too much has changed since this cursor. Ask without a cursor, and begin anew.")
    default_code = "cursor_expired"


class ChangesQuery(Query):
    cursor = serializers.CharField(
        required=False, max_length=2000, help_text="From the answer before; without it: where to begin."
    )
    language = ChoiceField(
        LANGUAGES, required=False, help_text="Stories of one language; chosen at the beginning for good."
    )
    limit = serializers.IntegerField(required=False, default=200, min_value=1, max_value=500)
    include = ChoiceField(["body_html"], required=False, help_text="The text of each story too.")


class ChangesView(ReadView):
    """What has changed since you last asked: stories, and the things that are given whole.

    Begin without a cursor: the answer has the cursor and the address of the list to read. Then ask with the
    cursor whenever you like; each answer gives the next one. After sixty days, or when the newsroom changed
    very much at once, the answer is 410 with the code `cursor_expired`: begin anew.
    """

    operation = "changes"
    group = "changes"
    query = ChangesQuery
    answer = Changes
    also = (410,)
    fresh_seconds = 0

    def read(self, asked: dict[str, Any], **path: Any) -> Changes:
        if "cursor" not in asked:
            return _beginning(asked)
        position = Position.read(asked["cursor"])
        if asked.get("language", position.language) != position.language:
            raise serializers.ValidationError({"language": _("It was chosen at the beginning.")})
        until = position.until or Moment.now()
        if not position.since.can_be_left(until) or stories.is_too_much(position.since, until):
            raise CursorExpired()
        return _changes(position, until, asked["limit"], with_text=asked.get("include") == "body_html")


def _beginning(asked: dict[str, Any]) -> Changes:
    language, now = asked.get("language", ""), Moment.now()
    parameters = {"limit": BEGIN_LIMIT} | ({"language": language} if language else {})
    return Changes(
        # Taken before the list is read: what changes meanwhile comes with the first changes.
        cursor=Position(now, language).write(),
        has_more=False,
        begin=Beginning(articles=absolute(f"{reverse('api:articles')}?{urlencode(parameters)}")),
        changed=[],
        removed=[],
        wholes=all_wholes(now.at),
    )


def _changes(position: Position, until: Moment, limit: int, *, with_text: bool) -> Changes:
    arguments = (position.since, until, position.language, position.after)
    selected = with_cards(stories.visible(*arguments))
    there: dict[int, Article] = {row.pk: row for row in selected[: limit + 1]}
    gone = stories.gone(*arguments, limit + 1)
    order = sorted(there.keys() | gone.keys())
    page, has_more = order[:limit], len(order) > limit
    if has_more:
        following = Position(position.since, position.language, until, page[-1])
    else:
        following = Position(until, position.language)
    bodies = _bodies([pk for pk in page if pk in there]) if with_text else {}
    return Changes(
        cursor=following.write(),
        has_more=has_more,
        begin=None,
        changed=[_changed(there[pk], bodies) for pk in page if pk in there],
        # Once, with the last page.
        wholes=Wholes() if has_more else changed_wholes(position.since, until),
        removed=[RemovedArticle(id=pk, reason=gone[pk]) for pk in page if pk not in there],  # type: ignore[arg-type]
    )


def _changed(article: Article, bodies: dict[int, str]) -> ChangedArticle:
    changed = ChangedArticle(article=card(article))
    if article.pk in bodies:
        changed.body_html = bodies[article.pk]
    return changed


def _bodies(ids: list[int]) -> dict[int, str]:
    """{id: text}, without photos that may not be shown."""
    shown = Photo.objects.showable().filter(articles__in=ids).values_list("articles", "key")
    keys: dict[int, set[str]] = {}
    for pk, key in shown:
        keys.setdefault(pk, set()).add(key)
    texts = Article.objects.published().filter(pk__in=ids).values_list("pk", "body")
    return {pk: for_apps(body, keys.get(pk, set()), settings.PUBLIC_URL) for pk, body in texts}

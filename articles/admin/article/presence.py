"""What the open form of a story tells the server every few seconds, and what it hears back.

Both ways JSON, for static/js/autosave.js. Sentences come from here, in the language of the user.
"""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import autosaving, locking, policy
from articles.admin.article import pages
from articles.models import Article, Autosave, Revision, User
from articles.policy import Action
from newsportal.lib.dates import clock_time

MAX_NUMBER = 2**31 - 1
MAX_ASKED = 50


@dataclass(frozen=True)
class Message:
    """What a form says of itself."""

    session: uuid.UUID
    # Counted up by the form.
    sequence: int = 0
    # The newest revision that the form has seen.
    base: int = 0
    # None: nothing was typed since the last message.
    fields: dict[str, list[str]] | None = None
    # Somebody types in it: the lock is wanted.
    is_typing: bool = False
    is_leaving: bool = False
    # Sessions of which the browser still has the text.
    asked: tuple[uuid.UUID, ...] = ()


class MalformedError(ValueError):
    """No form of ours has sent this."""


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    def of_new(request: HttpRequest) -> HttpResponse:
        return presence(desk, request)

    new = path("presence/", desk.admin_site.admin_view(of_new), name="articles_article_new_presence")
    return [new, *pages.urls(desk, {"presence": ("presence/", presence)})]


def presence(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int | None = None) -> HttpResponse:
    """GET: a fresh token, after signing in again. POST: see `Message` and `_answer`."""
    if request.method != "POST":
        return JsonResponse({"csrf": get_token(request)})
    user = pages.member(request)
    article = _story(user, article_id)
    try:
        message = _read(request.body)
        return JsonResponse(_answer(user, article, message))
    except RequestDataTooBig:
        return JsonResponse({"notice": _("The text is too long to be kept on the server.")}, status=413)
    except MalformedError as error:
        return JsonResponse({"error": str(error)}, status=400)
    except PermissionDenied as refusal:
        # A sentence for the person: the script says it where it says how the text is kept.
        return JsonResponse({"notice": str(refusal)}, status=403)


def _story(user: User, article_id: int | None) -> Article | None:
    if article_id is None:
        policy.require(user, Action.CREATE)
        return None
    article = get_object_or_404(
        Article.objects.select_related("rubric", "working_revision__saved_by").defer(
            "body", "body_text", "search_vector"
        ),
        pk=article_id,
    )
    policy.require(user, Action.VIEW, article)
    return article


def _answer(user: User, article: Article | None, message: Message) -> dict[str, Any]:
    if message.asked:
        return {"known": _known(user, message.asked)}
    if message.is_leaving:
        locking.release(message.session)
    answer: dict[str, Any] = {"is_open": True, "saved": None, "notice": ""}
    if message.fields is not None:
        answer["is_open"] = autosaving.keep(
            message.session,
            user=user,
            article=article,
            base=message.base,
            sequence=message.sequence,
            fields=message.fields,
        )
        answer["saved"] = _("Kept at %(time)s, not saved yet") % {"time": clock_time()}
    if article is None:
        return answer
    may_write = any(policy.may(user, action, article) for action in (Action.EDIT, Action.EDIT_PHOTOS))
    if message.is_typing and may_write:
        lock = locking.acquire(article, user, message.session)
    else:
        lock = locking.holder(article)  # type: ignore[assignment]
    answer["notice"] = _notice(user, article, message, lock)
    return answer


def _notice(user: User, article: Article, message: Message, lock: Any) -> str:
    if locking.is_other(lock, user):
        return _(
            "%(who)s has been writing this story since %(time)s. What you type is kept; to save it, "
            "take over or wait."
        ) % {"who": lock.user, "time": clock_time(lock.acquired_at)}
    newest: Revision | None = article.working_revision
    if newest is not None and message.base and newest.number > message.base:
        return _("%(who)s saved version %(number)s at %(time)s. Saving shows both.") % {
            "who": newest.saved_by or "—",
            "number": newest.number,
            "time": clock_time(newest.saved_at),
        }
    return ""


def _known(user: User, asked: tuple[uuid.UUID, ...]) -> dict[str, int]:
    """{session: sequence} of what need not be sent again; -1: it is saved or thrown away."""
    rows = Autosave.objects.filter(pk__in=asked, user=user)
    return {
        str(row.pk): -1 if row.kept_as_id is not None or row.discarded_at is not None else row.sequence
        for row in rows.defer("fields")
    }


def _read(body: bytes) -> Message:
    try:
        told = json.loads(body)
        if not isinstance(told, dict):
            raise MalformedError("not an object")
        fields = told.get("fields")
        return Message(
            session=uuid.UUID(str(told["session"])),
            sequence=_number(told.get("sequence", 0)),
            base=_number(told.get("base", 0)),
            fields=None if fields is None else _fields(fields),
            is_typing=told.get("typing") is True,
            is_leaving=told.get("leaving") is True,
            asked=tuple(uuid.UUID(str(session)) for session in list(told.get("asked", []))[:MAX_ASKED]),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise MalformedError(f"{type(error).__name__}: the message cannot be read") from None


def _number(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        raise MalformedError("not a number")
    return value


def _fields(value: Any) -> dict[str, list[str]]:
    if not isinstance(value, dict) or len(value) > autosaving.MAX_FIELDS:
        raise MalformedError("not the fields of a form")
    return {str(name): [str(item) for item in list(found)] for name, found in value.items()}

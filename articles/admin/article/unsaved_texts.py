"""Texts that were typed and not saved: listed above the form, opened in it, thrown away."""

import uuid
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import autosaving, content, policy
from articles.admin.article import pages
from articles.admin.article.typed import content_of_fields, empty_content, too_long_body
from articles.content import Content
from articles.models import Article, Autosave, Rubric, User
from articles.policy import Action
from articles.working_copy import WorkingCopy

SHOWN = 5


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    def bound(request: HttpRequest, session: uuid.UUID) -> HttpResponse:
        return discard(desk, request, session)

    view = desk.admin_site.admin_view(bound)
    return [path("unsaved/<uuid:session>/discard/", view, name="articles_article_discard_unsaved")]


def visible_to(user: User, article: Article | None) -> Any:
    """One's own; who may take a story over sees what others have left in it."""
    texts = autosaving.open_texts().filter(article=article).select_related("user")
    if article is None or not policy.may(user, Action.TAKE_OVER, article):
        return texts.filter(user=user)
    return texts


def listed(user: User, article: Article | None, *, but: Any = None) -> list[Autosave]:
    """Those that say something else than the newest version; not the text of the form itself.

    Their own first: what colleagues have left does not push it off the list.
    """
    newest = base_of(article)
    texts = visible_to(user, article).alias(is_own=Q(user=user)).order_by("-is_own", "-saved_at")
    rows = [row for row in texts[:SHOWN] if str(row.pk) != str(but or "")]
    return [row for row in rows if article is None or _says_more(row, newest)]


def _says_more(row: Autosave, newest: Content) -> bool:
    return content_of_fields(row.fields, newest) != newest or too_long_body(row.fields) is not None


def asked_for(request: HttpRequest, article: Article | None) -> Autosave | None:
    """What `?unsaved=` names, if this person may see it and the story is the one it belongs to."""
    if request.method != "GET" or not request.GET.get("unsaved"):
        return None
    try:
        session = uuid.UUID(request.GET["unsaved"])
    except ValueError:
        return None
    found: Autosave | None = visible_to(pages.member(request), article).filter(pk=session).first()
    return found


def opened(working: WorkingCopy, unsaved: Autosave | None) -> WorkingCopy:
    """The working copy with this text in place of the newest version's."""
    if unsaved is None:
        return working
    content = content_of_fields(unsaved.fields, working.content)
    if (typed := too_long_body(unsaved.fields)) is not None:
        # The form holds what cannot be saved, and says so: it is shortened there.
        content = content | {"body": typed}
    return WorkingCopy(content, working.opened, working.newest, working.live, unsaved=unsaved)


def base_of(article: Article | None) -> Content:
    """What an unsaved text is completed from."""
    if article is None:
        first = Rubric.objects.order_by("pk").values_list("pk", flat=True).first()
        return empty_content(first or 0)
    revision = article.working_revision
    return content.of_revision(revision) if revision else content.capture(article)


def nothing() -> WorkingCopy:
    """The working copy of a story that has not been saved yet."""
    return WorkingCopy(base_of(None), opened=None, newest=None, live=None)


def discard(desk: "ModelAdmin[Any]", request: HttpRequest, session: uuid.UUID) -> HttpResponse:
    """Throw an own text away, and go back to where it was listed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = pages.member(request)
    row = Autosave.objects.filter(pk=session, user=user).first()
    autosaving.discard(session, user=user)
    if row is None or row.article_id is None:
        return HttpResponseRedirect(reverse("admin:articles_article_add"))
    desk.message_user(request, _("Thrown away."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[row.article_id]))

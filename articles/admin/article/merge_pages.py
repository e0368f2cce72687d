"""Two texts on one base: what somebody saved meanwhile and what was typed here, side by side, field by field.

What was typed waits as an unsaved text: the page can be opened again, and nothing is lost by leaving it.
"""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from articles import autosaving, comparison, locking, merging, revisions
from articles import content as contents
from articles.admin.article import pages
from articles.admin.article.form import ArticleForm
from articles.admin.article.saving import action_of
from articles.admin.article.typed import content_of_fields, fields_of_content, too_long_body
from articles.admin.article.unsaved_texts import base_of, visible_to
from articles.admin.thumbnails import thumbnail
from articles.content import Content
from articles.models import Article, Autosave
from articles.policy import Action
from newsportal.lib import html

SIDES = ("mine", "theirs")
PHOTO_FIELDS = frozenset({"lead_photo"})


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"merge": ("merge/<uuid:session>/", merge)})


def begin(request: HttpRequest, article: Article, form: ArticleForm) -> HttpResponse:
    """Keep what was typed, as it was typed, and go to the page."""
    data = form.cleaned_data
    session = keep_sent(
        request, article, session=data.get("editing_session"), base=data.get("base_revision") or 0
    )
    return HttpResponseRedirect(reverse("admin:articles_article_merge", args=[article.pk, session]))


def keep_sent(request: HttpRequest, article: Article, *, session: uuid.UUID | None, base: int) -> uuid.UUID:
    """A form that was sent and cannot be saved becomes an unsaved text; returns which."""
    fields = {name: [str(value) for value in request.POST.getlist(name)] for name in request.POST}
    fields.pop("csrfmiddlewaretoken", None)
    if session is None or not keep(session, request, article, base=base, fields=fields):
        # The form was sent before, or by somebody else who had signed in here: this text is another one.
        keep(session := uuid.uuid4(), request, article, base=base, fields=fields)
    return session


def keep(
    session: uuid.UUID, request: HttpRequest, article: Article, *, base: int, fields: dict[str, list[str]]
) -> bool:
    """The last word of this form; False when it is closed, or another person's."""
    try:
        return autosaving.keep(
            session,
            user=pages.member(request),
            article=article,
            base=base,
            sequence=autosaving.LAST_WORD,
            fields=fields,
        )
    except PermissionDenied:
        return False


def merge(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int, session: uuid.UUID) -> HttpResponse:
    article = pages.story(request, article_id, Action.EDIT, Action.EDIT_PHOTOS)
    unsaved: Autosave = get_object_or_404(visible_to(pages.member(request), article), pk=session)
    fields = _fields_of(unsaved, action_of(pages.member(request), article))
    if too_long_body(fields) is not None:
        messages.warning(
            request, _("The text is longer than %(limit)s characters.") % {"limit": html.MAX_BODY}
        )
        return _form_with(article, unsaved.pk)
    theirs = base_of(article)
    mine = content_of_fields(fields, theirs)
    former = article.revisions.filter(number=unsaved.base_number).first()
    base = contents.of_revision(former) if former else theirs
    merged = merging.merge_contents(base, theirs, mine)
    newest = article.working_revision.number if article.working_revision else 0
    error = ""
    if request.method == "POST":
        # What is chosen here was chosen against the version that the page showed.
        if request.POST.get("newest") != str(newest):
            error = _("Meanwhile one more version was saved. Here it is; please choose once more.")
        else:
            content = chosen(merged, request)
            if "_open" in request.POST:
                return _open(request, article, unsaved, content)
            try:
                return _save(desk, request, article, unsaved, content)
            except (PermissionDenied, revisions.StaleVersionError) as refusal:
                error = str(refusal)
    shown = comparison.three_way(base, theirs, mine, thumbnail=thumbnail)
    context = {
        "merge": merged,
        "fields": [field for field in shown if field.changed_by != merging.ChangedBy.NOBODY],
        "newest": article.working_revision,
        "unsaved": unsaved,
        "error": error,
        "title": _("Two texts"),
    }
    return pages.story_page(desk, request, article, "merge", context)


def _fields_of(unsaved: Autosave, action: Action) -> dict[str, list[str]]:
    """What the form had asked for: whoever changes photos alone brings no other words in."""
    fields: dict[str, list[str]] = unsaved.fields
    if action == Action.EDIT:
        return fields
    return {name: values for name, values in fields.items() if name in PHOTO_FIELDS}


def chosen(merged: merging.Merge, request: HttpRequest) -> Content:
    """The merged content with the choices of the page."""
    content: dict[str, Any] = {**merged.content}
    for field in merged.conflicts:
        choice = request.POST.get(f"choice-{field.name}")
        if choice in SIDES:
            content[field.name] = getattr(field, choice)
    return cast("Content", content)


def _open(request: HttpRequest, article: Article, unsaved: Autosave, content: Content) -> HttpResponse:
    """Into the form, on top of the newest version: to be read once more and saved there."""
    session = uuid.uuid4()
    newest = article.working_revision.number if article.working_revision else 0
    keep(session, request, article, base=newest, fields=fields_of_content(content))
    autosaving.discard(unsaved.pk, user=pages.member(request))
    return _form_with(article, session)


def _form_with(article: Article, session: uuid.UUID) -> HttpResponse:
    url = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(f"{url}?unsaved={session}")


def _save(
    desk: "ModelAdmin[Any]", request: HttpRequest, article: Article, unsaved: Autosave, content: Content
) -> HttpResponse:
    user = pages.member(request)
    newest = article.working_revision
    note = _("Two texts merged: %(newest)s and what was typed beside it") % {"newest": newest}
    revision = revisions.save_revision(
        article,
        content,
        by=user,
        note=note,
        base=newest.number if newest else 0,
        action=action_of(user, article),
    )
    autosaving.close([unsaved.pk], user=user, revision=revision)
    locking.release(unsaved.pk)
    return pages.done(desk, request, article, _("Saved as version %(revision)s.") % {"revision": revision})

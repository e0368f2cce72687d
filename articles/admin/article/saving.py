"""From a valid form to the next revision of a story."""

from typing import Any, cast

from django.http import HttpRequest

from articles import autosaving, policy, revisions
from articles import content as contents
from articles.admin.article.form import ArticleForm
from articles.admin.article.relations import authors_of, sources_of
from articles.content import SCHEMA, Content
from articles.models import Article, Byline, StorySource, User
from articles.policy import Action
from articles.working_copy import newest_revision, open_working_copy


def content_of(form: ArticleForm, formsets: list[Any]) -> Content:
    """The content that was typed, relations included; what the form does not ask for stays as it was."""
    data = form.cleaned_data
    rows = {formset.model: formset for formset in formsets}
    content: dict[str, Any] = {**form.working.content} if form.working else {"schema": SCHEMA}
    content |= {name: data[name] for name in contents.PLAIN_FIELDS if name in data}
    if "rubric" in data:
        content["rubric"] = data["rubric"].pk
    if "topics" in data:
        content["topics"] = sorted(topic.pk for topic in data["topics"])
    if "lead_photo" in data:
        content["lead_photo"] = data["lead_photo"].pk if data["lead_photo"] else None
    if Byline in rows:
        content |= {"authors": authors_of(rows[Byline]), "sources": sources_of(rows[StorySource])}
    return contents.clean(cast("Content", content))


def save_working_copy(request: HttpRequest, form: ArticleForm, formsets: list[Any]) -> bool:
    """Write a story or its next revision; False when nothing differs from the newest one."""
    author: User = request.user  # type: ignore[assignment]
    story: Article = form.instance
    content = content_of(form, formsets)
    if story._state.adding:
        twin = _sent_before(form, content, by=author)
        story.pk = twin.pk if twin else _create(form, content, by=author).pk
        is_new = twin is None
    else:
        # As it is now that the row is held, not as the form found it.
        newest = newest_revision(story)
        is_new = newest is None or contents.of_revision(newest) != content
        if is_new:
            note, action = form.cleaned_data["note"], action_of(author, story)
            revisions.save_revision(story, content, by=author, note=note, action=action)
    story.working = open_working_copy(story)  # type: ignore[attr-defined]
    return is_new


def _create(form: ArticleForm, content: Content, *, by: User) -> Article:
    original: Article | None = form.cleaned_data.get("translation_of")
    columns: dict[str, Any] = {"translation_group": original.translation_group} if original else {}
    return revisions.create_story(language=form.cleaned_data["language"], content=content, by=by, **columns)


def _sent_before(form: ArticleForm, content: Content, *, by: User) -> Article | None:
    """The story that the same form has made already, when it was pressed twice."""
    before = autosaving.kept_as(form.cleaned_data.get("editing_session"), user=by)
    if before is None or contents.of_revision(before) != content:
        return None
    return before.article if before.article.language == form.cleaned_data["language"] else None


def action_of(user: User, story: Article) -> Action:
    """The right by which this person saves: for the whole text or, as the photo editor, for its photos."""
    return Action.EDIT if policy.may(user, Action.EDIT, story) else Action.EDIT_PHOTOS

"""From a valid form to the next revision of a story."""

from typing import Any, cast

from django.http import HttpRequest

from articles import content as contents
from articles import policy, revisions
from articles.admin.article.form import ArticleForm
from articles.admin.article.relations import authors_of, sources_of
from articles.content import SCHEMA, Content
from articles.models import Article, Byline, StorySource, User
from articles.policy import Action
from articles.working_copy import open_working_copy


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
        original: Article | None = form.cleaned_data.get("translation_of")
        columns: dict[str, Any] = {"translation_group": original.translation_group} if original else {}
        created = revisions.create_story(
            language=form.cleaned_data["language"], content=content, by=author, **columns
        )
        story.pk = created.pk
    else:
        newest = story.working.newest  # type: ignore[attr-defined]
        if newest is not None and contents.of_revision(newest) == content:
            return False
        revisions.save_revision(
            story, content, by=author, note=form.cleaned_data["note"], action=action_of(author, story)
        )
    story.working = open_working_copy(story)  # type: ignore[attr-defined]
    return True


def action_of(user: User, story: Article) -> Action:
    """The right by which this person saves: for the whole text or, as the photo editor, for its photos."""
    return Action.EDIT if policy.may(user, Action.EDIT, story) else Action.EDIT_PHOTOS

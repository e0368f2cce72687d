"""Pages that change what readers see. Each asks first; nothing happens but by their POST."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.article import pages
from articles.admin.article.publishing_forms import PublishForm, VersionForm, changed_meanwhile
from articles.admin.article.warnings_form import WarningsForm, warnings_of
from articles.models import Article
from articles.policy import Action
from articles.publication_state import PublicationState, state_of
from articles.revisions import StaleVersionError
from articles.scheduled_changes import cancel_change
from articles.working_copy import open_working_copy
from newsportal.lib.dates import day_and_time
from newsportal.lib.text import small_number


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(
        desk,
        {
            "publish": ("publish/", publish),
            "unschedule": ("unschedule/", unschedule),
        },
    )


def publish(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """Which version, when, and what it is to readers. A refusal stands on the page, with the way out."""
    user = pages.member(request)
    article = pages.story(request, article_id, Action.PUBLISH)
    working = open_working_copy(article, small_number(request.GET.get("revision"), at_most=10**9))
    form = PublishForm(request.POST or None, article=article, revision=working.opened, user=user)
    # The version that was looked at: the list offers others, which have other warnings.
    revision = form.cleaned_data["revision"] if form.is_valid() else working.opened
    found = warnings_of(article, revision, publish_at=form.moment_if_valid) if revision else []
    checked = WarningsForm(request.POST or None, article=article, found=found)
    if request.method == "POST" and form.is_valid() and checked.is_valid():
        article.version = form.cleaned_data["version"]
        try:
            done = form.publish(details={"accepted": checked.accepted} if checked.accepted else None)
        except StaleVersionError:
            form.add_error(None, changed_meanwhile())
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return pages.done(desk, request, article, done)
    context = {
        "form": form,
        "lint": checked,
        "working": working,
        "warnings": _warnings(article, form),
        "title": _("Publish"),
    }
    return pages.story_page(desk, request, article, "publish", context)


def unschedule(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """Call off what has been set for later: the first publication, or a change to a live story."""
    article = pages.story(request, article_id, Action.PUBLISH)
    form = VersionForm(request.POST or None, initial={"version": article.version})
    if request.method == "POST" and form.is_valid():
        article.version = form.cleaned_data["version"]
        try:
            if article.scheduled_at is not None:
                cancel_change(article, by=pages.member(request))
            else:
                publishing.unschedule(article, by=pages.member(request))
        except StaleVersionError:
            form.add_error(None, changed_meanwhile())
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            return pages.done(desk, request, article, _("Called off: nothing comes at the set time."))
    context = {"form": form, "title": _("Call off"), "warnings": _plans(article)}
    return pages.story_page(desk, request, article, "unschedule", context)


def _warnings(article: Article, form: PublishForm) -> list[str]:
    """What keeps a published story from readers, and what the moment means."""
    found = []
    if article.embargo_until and article.embargo_until > form.now:
        found.append(
            _("Under embargo: readers see nothing until %(when)s.")
            % {"when": day_and_time(article.embargo_until)}
        )
    if form.state == PublicationState.EXPIRED and article.expires_at:
        found.append(
            _("The term of the story ended on %(when)s: readers will not see it.")
            % {"when": day_and_time(article.expires_at)}
        )
    elif article.expires_at:
        found.append(_("It is taken down on %(when)s.") % {"when": day_and_time(article.expires_at)})
    found += _plans(article)
    if form.state == PublicationState.WITHDRAWN:
        found.append(
            _("It was withdrawn (%(reason)s) and comes back.") % {"reason": article.withdrawal_reason}
        )
    return found


def _plans(article: Article) -> list[str]:
    """What comes by itself."""
    found = []
    if article.published_at and state_of(article, timezone.now()) == PublicationState.SCHEDULED:
        found.append(_("It is scheduled for %(when)s.") % {"when": day_and_time(article.published_at)})
    if article.scheduled_at:
        found.append(
            _("Version %(revision)s is to replace the live one on %(when)s.")
            % {"revision": article.scheduled_revision, "when": day_and_time(article.scheduled_at)}
        )
    return found

"""Two pages that change what readers see. Each asks first; nothing happens but by their POST."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.article.pages import story_page
from articles.admin.article.publishing_forms import PublishForm, WithdrawForm
from articles.models import Article
from articles.publication_state import PublicationState
from articles.working_copy import open_working_copy
from newsportal.lib.dates import day_and_time
from newsportal.lib.text import small_number


def may_publish(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.publish_article")


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    def page(view: Any) -> Any:
        return desk.admin_site.admin_view(lambda request, article_id: view(desk, request, article_id))

    return [
        path("<int:article_id>/publish/", page(publish), name="articles_article_publish"),
        path("<int:article_id>/withdraw/", page(withdraw), name="articles_article_withdraw"),
    ]


def publish(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    article = _allowed(desk, request, article_id)
    working = open_working_copy(article, small_number(request.GET.get("revision"), at_most=10**9))
    form = PublishForm(request.POST or None, article=article, revision=working.opened)
    if request.method == "POST" and form.is_valid():
        revision, moment = form.cleaned_data["revision"], form.moment
        article.version = form.cleaned_data["version"]
        try:
            publishing.publish(
                article,
                revision,
                at=moment,
                substance_changed=form.cleaned_data.get("substance_changed", False),
            )
        except publishing.StaleVersionError:
            form.add_error(None, _changed_meanwhile())
        else:
            is_ahead = moment is not None and moment > form.now
            done = (
                _("Version %(revision)s will be published on %(when)s.")
                if is_ahead
                else _("Version %(revision)s is published.")
            )
            when = day_and_time(moment) if moment else ""
            return _done(desk, request, article, done % {"revision": revision, "when": when})
    context = {
        "form": form,
        "working": working,
        "warnings": _warnings(article, form),
        "title": _("Publish"),
    }
    return story_page(desk, request, article, "publish", context)


def withdraw(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    article = _allowed(desk, request, article_id)
    form = WithdrawForm(request.POST or None, initial={"version": article.version})
    if request.method == "POST" and form.is_valid():
        if article.publication != Article.Publication.PUBLISHED:
            form.add_error(None, _("The story is not published: there is nothing to withdraw."))
        elif form.cleaned_data["version"] != article.version:
            form.add_error(None, _changed_meanwhile())
        else:
            reason = form.cleaned_data["reason"]
            publishing.withdraw(article, reason=reason)
            return _done(desk, request, article, _("Withdrawn: %(reason)s") % {"reason": reason})
    context = {"form": form, "title": _("Withdraw"), "warnings": []}
    if article.publication != Article.Publication.PUBLISHED:
        context["warnings"] = [_("The story is not published: there is nothing to withdraw.")]
    return story_page(desk, request, article, "withdraw", context)


def _allowed(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> Article:
    article = get_object_or_404(Article.objects.select_related("rubric", "live_revision"), pk=article_id)
    if not (may_publish(request) and desk.has_view_permission(request, article)):
        raise PermissionDenied
    return article


def _changed_meanwhile() -> str:
    return _("Somebody published or withdrew this story while this page was open. Open the page again.")


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
    if form.state == PublicationState.SCHEDULED and article.published_at:
        found.append(_("It is scheduled for %(when)s.") % {"when": day_and_time(article.published_at)})
    if form.state == PublicationState.WITHDRAWN:
        found.append(
            _("It was withdrawn (%(reason)s) and comes back.") % {"reason": article.withdrawal_reason}
        )
    return found


def _done(desk: "ModelAdmin[Any]", request: HttpRequest, article: Article, sentence: str) -> HttpResponse:
    desk.log_change(request, article, sentence)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

"""Links for people without an account: made here, shown once, revoked, and what was answered through them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, preview_links
from articles.admin.article import pages
from articles.admin.article.publishing_forms import RevisionChoiceField, newest_revisions
from articles.models import Article, PreviewLink, PreviewRemark, Revision
from articles.policy import Action
from articles.publication_state import PublicationState, state_of
from newsportal.lib.dates import day_and_time
from newsportal.lib.meta import absolute
from newsportal.lib.text import legal, small_number

SHOWN_LINKS = 50


class LinkForm(forms.Form):
    """For whom, which version, for how long."""

    note = forms.CharField(
        label=gettext_lazy("for whom"),
        max_length=120,
        help_text=gettext_lazy("For colleagues; the person does not see it."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    revision = RevisionChoiceField(
        label=gettext_lazy("version"), queryset=Revision.objects.none(), empty_label=None
    )
    days = forms.IntegerField(
        label=gettext_lazy("for how many days"),
        min_value=1,
        max_value=preview_links.MAX_DAYS,
        initial=preview_links.DEFAULT_DAYS,
    )

    def __init__(self, data: Any, *, article: Article, number: int) -> None:
        shown = article.revisions.filter(number=number).first() or article.working_revision
        super().__init__(data, initial={"revision": shown})
        self.fields["revision"].queryset = newest_revisions(article, shown)  # type: ignore[attr-defined]

    def clean_note(self) -> str:
        note = legal(self.cleaned_data["note"]).strip()
        if not note:
            raise forms.ValidationError(_("Say for whom the link is."))
        return note


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(
        desk,
        {
            "preview_links": ("preview/links/", links),
            "preview_revoke": ("preview/links/<int:link_id>/revoke/", revoke),
        },
    )


def links(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """The list and the form. A new address stands on the page that answers the form, and never again."""
    user = pages.member(request)
    article = pages.story(request, article_id, Action.PREVIEW)
    verdict = policy.may(user, Action.SHARE_PREVIEW, article)
    number = small_number(request.GET.get("revision"), at_most=10**9)
    form = LinkForm(request.POST or None, article=article, number=number)
    made: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            link, token = preview_links.make(article, by=user, **form.cleaned_data)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            made = {"made": link, "made_url": absolute(preview_links.path(article, token))}
            desk.log_change(request, article, _("Preview link: %(whom)s") % {"whom": link.note})
            form = LinkForm(None, article=article, number=number)
    context = {
        "form": form if verdict else None,
        "warnings": _warnings(article) if verdict else [verdict.reason],
        "links": _links(article),
        "may_revoke": policy.has_right(user, Action.SHARE_PREVIEW, article),
        "now": timezone.now(),
        "title": _("Links for guests"),
        "submit": _("Make a link"),
    }
    return pages.story_page(desk, request, article, "preview_links", context | made)


def revoke(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int, link_id: int) -> HttpResponse:
    """By POST alone: the page of the links asks."""
    article = pages.story(request, article_id, Action.SHARE_PREVIEW)
    if request.method == "POST":
        link = get_object_or_404(PreviewLink.objects.select_related("article"), article=article, pk=link_id)
        preview_links.revoke(link, by=pages.member(request))
        sentence = _("Revoked: %(whom)s") % {"whom": link.note}
        desk.log_change(request, article, sentence)
        messages.success(request, sentence)
    return HttpResponseRedirect(reverse("admin:articles_article_preview_links", args=[article.pk]))


def _links(article: Article) -> list[PreviewLink]:
    rows = article.preview_links.select_related("created_by", "revision").defer("revision__content")
    remarks = Prefetch("remarks", PreviewRemark.objects.order_by("pk"))
    return list(rows.prefetch_related(remarks).order_by("-pk")[:SHOWN_LINKS])


def _warnings(article: Article) -> list[str]:
    if state_of(article, timezone.now()) == PublicationState.EMBARGO and article.embargo_until:
        when = day_and_time(article.embargo_until)
        return [
            _("Under embargo until %(when)s: with a link a guest reads the story before.") % {"when": when}
        ]
    return []

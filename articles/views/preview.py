"""A story before its publication, for a guest who was sent its link; and what the guest answers."""

from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import content as contents
from articles import preview_links
from articles.models import Photo, PreviewLink, PreviewRemark
from articles.preview_links import DeadLinkError, TooManyAnswersError
from articles.preview_page import keep_nowhere, render_preview
from articles.views.media import rendition
from newsportal.lib.text import legal

ANSWERED = "answered"
"""The parameter of the page to which an answer leads back: it is not one more opening."""


class AnswerForm(forms.Form):
    """Nothing is chosen beforehand: nobody agrees by pressing Enter."""

    verdict = forms.ChoiceField(
        label=_("Your answer"), choices=PreviewRemark.Verdict.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Your name and position"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    text = forms.CharField(
        label=_("What is to be changed"),
        max_length=4000,
        required=False,
        help_text=_("Needed when you have a remark."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_name(self) -> str:
        name = legal(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(_("Say who answers."))
        return name

    def clean_text(self) -> str:
        text = legal(self.cleaned_data["text"]).strip()
        if not text and self.cleaned_data.get("verdict") == PreviewRemark.Verdict.REMARK:
            raise forms.ValidationError(_("Say what is to be changed."))
        return text


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Wrong, expired and revoked links answer as an unknown address does."""
    link = _living(token)
    if request.method == "POST":
        return _take_answer(request, link, token)
    if request.method == "GET" and ANSWERED not in request.GET:
        preview_links.count_opening(link)
    return _page(request, link, token, AnswerForm())


def _take_answer(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, link, token, form, status=400)
    try:
        preview_links.answer(link, **form.cleaned_data)
    except DeadLinkError:
        raise Http404("the link is dead") from None
    except TooManyAnswersError:
        form.add_error(None, _("This link took too many answers within the hour. Please try a little later."))
        response = _page(request, link, token, form, status=429)
        response.headers["Retry-After"] = str(preview_links.RETRY_AFTER)
        return response
    done = HttpResponseRedirect(f"{preview_links.path(link.article, token)}?{ANSWERED}#answer")
    keep_nowhere(done)
    return done


def _page(
    request: HttpRequest, link: PreviewLink, token: str, form: AnswerForm, status: int = 200
) -> HttpResponse:
    more: dict[str, Any] = {
        "link": link,
        "form": form,
        "answers": list(link.remarks.order_by("pk")),
        "is_answered": ANSWERED in request.GET,
    }
    response = render_preview(
        request,
        "articles/guest_preview.html",
        contents.of_revision(link.revision),
        link.article,
        address=partial(_photo_address, token),
        status=status,
        more=lambda page: more,
    )
    # Under `no-referrer` browsers send `Origin: null` with a form, which the check against forged requests
    # refuses. This one tells other sites as little.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def photo(request: HttpRequest, token: str, key: str, width: int, extension: str) -> HttpResponseBase:
    """A photo of the version that the link shows, while it may be shown, and no other."""
    content = contents.of_revision(_living(token).revision)
    found = get_object_or_404(Photo.objects.showable().only("key", "renditions"), key=key)
    if not contents.shows(content, found):
        raise Http404("not in this version")
    response = rendition(found, width, extension)
    keep_nowhere(response)
    return response


def _living(token: str) -> PreviewLink:
    link = preview_links.find(token)
    # The address says the language, as everywhere: there is one address, not two.
    if link is None or link.article.language != get_language():
        raise Http404("no such link")
    return link


def _photo_address(token: str, key: str, width: int, extension: str) -> str:
    return reverse("preview_photo", args=[token, key, width, extension])

"""The publication: imprint, contacts, and the form for tips."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import structured_data, tips
from articles.furniture import furniture
from articles.tips import TipForm
from newsportal.lib.shown import shown


@shown("outlet")
def imprint(request: HttpRequest) -> HttpResponse:
    meta = structured_data.list_meta(request, _("Imprint"))
    meta.documents.append(structured_data.organization(furniture(request).outlet))
    return render(request, "articles/imprint.html", {"meta": meta})


@shown("outlet")
def contacts(request: HttpRequest) -> HttpResponse:
    meta = structured_data.list_meta(request, _("Contacts"))
    meta.documents.append(structured_data.organization(furniture(request).outlet))
    return render(request, "articles/contacts.html", {"meta": meta})


@never_cache
def tip(request: HttpRequest) -> HttpResponse:
    """Show the form, or take what was sent and answer with its reference number."""
    if request.method != "POST":
        return _form_page(request, TipForm(), status=200)
    sender = tips.sender_hash(request.META.get("REMOTE_ADDR", ""))
    if not tips.may_try(sender):
        return _too_many_requests(request)
    form = TipForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, form, status=400)
    if form.is_from_robot:
        # A robot learns nothing: it is told what everyone is told.
        return HttpResponseRedirect(reverse("tip_done", args=["XXXX-XXXX"]))
    if not tips.may_send(sender):
        form.add_error(
            None, _("You have sent several messages within the hour. Please send this one a little later.")
        )
        response = _form_page(request, form, status=429)
        response.headers["Retry-After"] = str(tips.RETRY_AFTER)
        return response
    stored = tips.store(form, furniture(request).outlet, sender)
    return HttpResponseRedirect(reverse("tip_done", args=[stored.reference]))


def _too_many_requests(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", {"retry_after_minutes": tips.RETRY_AFTER // 60}, status=429)
    response.headers["Retry-After"] = str(tips.RETRY_AFTER)
    return response


def _form_page(request: HttpRequest, form: TipForm, status: int) -> HttpResponse:
    meta = structured_data.list_meta(request, _("Send a tip"))
    return render(request, "articles/tip.html", {"form": form, "meta": meta}, status=status)


@never_cache
def tip_done(request: HttpRequest, reference: str) -> HttpResponse:
    """The reference to keep; it opens nothing, so anyone may see the page."""
    meta = structured_data.list_meta(request, _("Your message has been received"), bilingual=False)
    meta.robots = "noindex"
    return render(request, "articles/tip_done.html", {"reference": reference, "meta": meta})

"""From stories ticked in the list to a page that says of each what can be done, and does it on a word."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import Action as ListAction
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import policy
from articles.admin.article import pages
from articles.admin.article.batch import BATCHES, MOST, Batch, Seen, carry_out, chosen, open_to
from articles.models import User
from newsportal.lib.text import small_number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

FILTERS = "_changelist_filters"
LARGEST_ID = 999_999_999


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    view = desk.admin_site.admin_view(lambda request, name: batch_page(desk, request, name))
    return [path("batch/<slug:name>/", view, name="articles_article_batch")]


def list_actions(request: HttpRequest) -> dict[str, ListAction]:
    """What the list offers to do with the ticked stories."""
    return {
        name: ListAction(
            func=begin,
            name=name,
            description=str(batch.title),
            plural_description=str(batch.title),
            locations=[ActionLocation.CHANGE_LIST],
        )
        for name, batch in open_to(pages.member(request)).items()
    }


def begin(desk: "ModelAdmin[Any]", request: HttpRequest, queryset: Any = None) -> HttpResponse | None:
    """The list posts what is ticked; nothing is done before the page that this leads to is confirmed.

    Django's `queryset` may be the whole list: only numbers that were ticked count.
    """
    names = request.POST.getlist("action")
    name = next((name for name in names if name in BATCHES), "")
    ticked = [small_number(value, at_most=LARGEST_ID) for value in request.POST.getlist(ACTION_CHECKBOX_NAME)]
    pks = sorted({pk for pk in ticked if pk}, reverse=True)
    if not name:
        messages.warning(request, _("Choose what is to be done with the stories."))
    elif not pks:
        messages.warning(request, _("Tick the stories first."))
    elif len(pks) > MOST:
        messages.warning(request, _("At most %(most)d stories at once.") % {"most": MOST})
    else:
        query = urlencode({"ids": ",".join(map(str, pks)), FILTERS: request.GET.urlencode()})
        return HttpResponseRedirect(f"{reverse('admin:articles_article_batch', args=[name])}?{query}")
    return None


def batch_page(desk: "ModelAdmin[Any]", request: HttpRequest, name: str) -> HttpResponse:
    """GET asks, POST does: what of each story came of it stands on the answer."""
    batch = BATCHES.get(name)
    if batch is None:
        raise Http404("no such step")
    if not (right := policy.has_right(pages.member(request), batch.action)):
        raise PermissionDenied(right.reason)
    form = batch.form(request.POST or None)
    context: dict[str, Any] = {"form": form, "title": batch.title, "batch": batch}
    if request.method == "POST":
        tokens = [Seen.read(token) for token in request.POST.getlist("story")[:MOST]]
        seen = [one for one in tokens if one]
        if not seen:
            form.add_error(None, _("Leave at least one story ticked."))
        if form.is_valid():
            context["outcomes"] = _carry_out(desk, request, batch, seen, form.cleaned_data["answer"])
            return _answer(desk, request, context)
        # As they were looked at: a story that changed meanwhile is refused when its turn comes.
        context["kept"] = {one.pk: one for one in seen}
    context |= _asked(pages.member(request), batch, request.GET.get("ids", ""), context.get("kept"))
    return _answer(desk, request, context)


def _asked(user: User, batch: Batch, ids: str, kept: dict[int, Seen] | None) -> dict[str, Any]:
    """The ticked stories, parted by what the policy says of each."""
    pks = [small_number(value, at_most=LARGEST_ID) for value in ids.split(",")]
    asked = [(article, policy.may(user, batch.action, article)) for article in chosen(pks[:MOST])]
    return {
        "possible": [
            {
                "article": article,
                "token": str((kept or {}).get(article.pk) or Seen.of(article)),
                "is_ticked": kept is None or article.pk in kept,
            }
            for article, verdict in asked
            if verdict
        ],
        "impossible": [
            {"article": article, "reason": verdict.reason} for article, verdict in asked if not verdict
        ],
    }


def _carry_out(
    desk: "ModelAdmin[Any]", request: HttpRequest, batch: Batch, seen: list[Seen], answer: Any
) -> dict[str, Any]:
    user = pages.member(request)
    verdicts = {one.pk: carry_out(batch, one, by=user, answer=answer) for one in seen}
    articles = {article.pk: article for article in chosen(list(verdicts))}
    found = [(articles[pk], verdict) for pk, verdict in verdicts.items() if pk in articles]
    done = [article for article, verdict in found if verdict]
    for article in done:
        desk.log_change(request, article, str(batch.done))
    refused = [{"article": article, "reason": verdict.reason} for article, verdict in found if not verdict]
    told = ngettext("Done: %(count)d story.", "Done: %(count)d stories.", len(done))
    return {"done": done, "refused": refused, "told": told % {"count": len(done)}}


def _answer(desk: "ModelAdmin[Any]", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    back = reverse("admin:articles_article_changelist")
    if filters := request.GET.get(FILTERS):
        back = f"{back}?{filters}"
    around = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "media": context["form"].media,
        "back": back,
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, "admin/articles/article/batch.html", around | context)

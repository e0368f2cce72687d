"""Pages of the admin about one photo: where it is used, taking it from readers, giving it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photo_library, policy
from articles.admin.article.pages import member
from articles.models import Article, Photo
from articles.photo_uses import SHOWN_AT_ONCE, uses_of
from articles.policy import Action
from articles.publication_state import state_of

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

MAX_REASON = Photo._meta.get_field("withdrawal_reason").max_length


class UseGroup(NamedTuple):
    """Links of one kind: address, name, state; and whether there are more than are shown."""

    title: str
    links: list[tuple[str, str, str]]
    has_more: bool


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("For colleagues: who asked for it, and on what ground."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    def bound(view: Any) -> Any:
        return desk.admin_site.admin_view(lambda request, photo_id: view(desk, request, photo_id))

    return [
        path(f"<int:photo_id>/{name}/", bound(view), name=f"articles_photo_{name}")
        for name, view in {"uses": uses, "withdraw": withdraw, "restore": restore}.items()
    ]


def uses(desk: "ModelAdmin[Any]", request: HttpRequest, photo_id: int) -> HttpResponse:
    photo = get_object_or_404(Photo, pk=photo_id)
    if not desk.has_view_permission(request, photo):
        raise PermissionDenied(policy.NOT_YOUR_ROLE.reason)
    return _page(desk, request, photo, "uses", {"title": _("Where it is used")})


def withdraw(desk: "ModelAdmin[Any]", request: HttpRequest, photo_id: int) -> HttpResponse:
    """Shows first what readers will miss; nothing happens but by the POST."""
    photo = _photo(request, photo_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            photo_library.withdraw(photo, reason=reason, by=member(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            sentence = _("Withdrawn from readers everywhere: %(reason)s") % {"reason": reason}
            return _done(desk, request, photo, sentence)
    return _page(desk, request, photo, "withdraw", {"form": form, "title": _("Withdraw the photo")})


def restore(desk: "ModelAdmin[Any]", request: HttpRequest, photo_id: int) -> HttpResponse:
    photo = _photo(request, photo_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reason = photo_library.bring_back(photo, by=member(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            sentence = _("Brought back; it had been withdrawn: %(reason)s") % {"reason": reason}
            return _done(desk, request, photo, sentence)
    return _page(desk, request, photo, "restore", {"form": form, "title": _("Bring the photo back")})


def _photo(request: HttpRequest, photo_id: int) -> Photo:
    """For who may decide about it. Raises Http404, PermissionDenied in words."""
    photo = get_object_or_404(Photo.objects.select_related("withdrawn_by"), pk=photo_id)
    verdict = policy.may_with_photo(member(request), Action.WITHDRAW_PHOTO, photo)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return photo


def _page(
    desk: "ModelAdmin[Any]", request: HttpRequest, photo: Photo, name: str, context: dict[str, Any]
) -> HttpResponse:
    around = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "original": photo,
        "subtitle": str(photo),
        "groups": _groups(photo),
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, f"admin/articles/photo/{name}.html", around | context)


def _groups(photo: Photo) -> list[UseGroup]:
    """Where it is shown; a group without anything is left out."""
    now = timezone.now()
    found = uses_of(photo)

    def stories(title: str, rows: list[Article], state: Callable[[Article], str]) -> UseGroup:
        links = [(article_url(row), row.working_headline or row.headline, state(row)) for row in rows]
        return UseGroup(title, links[:SHOWN_AT_ONCE], len(links) > SHOWN_AT_ONCE)

    def publication(row: Article) -> str:
        return str(state_of(row, now).label)

    portraits = [
        (reverse("admin:articles_author_change", args=[row.pk]), row.name, "") for row in found.portraits
    ]
    groups = [
        stories(_("On the site"), found.live, publication),
        stories(_("In versions that are being worked on"), found.in_work, Article.get_work_state_display),
        stories(_("In former versions"), found.former, publication),
        UseGroup(_("As the portrait of"), portraits[:SHOWN_AT_ONCE], len(portraits) > SHOWN_AT_ONCE),
    ]
    return [group for group in groups if group.links]


def article_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _done(desk: "ModelAdmin[Any]", request: HttpRequest, photo: Photo, sentence: str) -> HttpResponse:
    desk.log_change(request, photo, sentence)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))

"""The library of photos as the editor of a text asks for it: search, facts about some, upload. In JSON."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from articles.models import Photo
from articles.photo_search import matching
from articles.pictures import body_width
from newsportal.lib.text import legal, small_number

PAGE = 24
MAX_KEYS = 200
"""Photos of one text whose facts are asked for at once."""
LARGEST_ID = 999_999_999


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    def page(view: Any) -> Any:
        return desk.admin_site.admin_view(lambda request: view(desk, request))

    return [
        path("library/", require_safe(page(library)), name="articles_photo_library"),
        path("library/upload/", page(upload), name="articles_photo_upload"),
    ]


def library(desk: "ModelAdmin[Any]", request: HttpRequest) -> JsonResponse:
    """`?q=words` the newest that match, `&before=` those after them; or `?keys=a,b` just these."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    photos = Photo.objects.order_by("-pk")
    if "keys" in request.GET:
        keys = legal(request.GET["keys"]).split(",")[:MAX_KEYS]
        return JsonResponse({"photos": [facts(photo) for photo in photos.filter(key__in=keys)]})
    before = small_number(request.GET.get("before"), at_most=LARGEST_ID)
    # What readers would not see is not offered.
    photos = photos.filter(pk__lt=before) if before else photos
    found = list(matching(photos.showable(), request.GET.get("q", ""))[: PAGE + 1])
    more = len(found) > PAGE
    shown = found[:PAGE]
    return JsonResponse(
        {"photos": [facts(photo) for photo in shown], "before": shown[-1].pk if more else None}
    )


def facts(photo: Photo) -> dict[str, Any]:
    """What the editor shows and writes; `preview` is None until the renditions are made."""
    ready = bool(photo.renditions_as("jpg"))
    return {
        "id": photo.pk,
        "key": photo.key,
        "src": photo.url(body_width(photo), "jpg"),
        "preview": reverse("admin:articles_photo_preview", args=[photo.pk]) if ready else None,
        "width": photo.width,
        "height": photo.height,
        "alt": {"ru": photo.alt_ru, "kk": photo.alt_kk or photo.alt_ru},  # type: ignore[attr-defined]
        "caption": {"ru": photo.caption_ru, "kk": photo.caption_kk or photo.caption_ru},  # type: ignore[attr-defined]
        "is_decorative": photo.is_decorative,
        "credit": photo.credit,
    }


def upload(desk: "ModelAdmin[Any]", request: HttpRequest) -> HttpResponse:
    """GET: the fields of the photo's own form. POST: a new photo, or what is wrong with which field."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    # The form of the desk: whatever it asks of a photo is asked here too, in the same words.
    form_class: Any = desk.get_form(request)
    if request.method != "POST":
        form = form_class(auto_id="upload-%s")
        return render(request, "admin/articles/photo/upload_fields.html", {"form": form})
    form = form_class(request.POST, request.FILES, auto_id="upload-%s")
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    photo = form.save(commit=False)
    desk.save_model(request, photo, form, change=False)
    form.save_m2m()
    desk.log_addition(request, photo, [{"added": {}}])
    return JsonResponse(facts(photo), status=201)

"""The files of a photo, for members of the newsroom: readers have no address for them."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from articles.admin.private_files import attachment, preview, private_rendition
from articles.models import Photo
from newsportal.lib.text import small_number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

LARGEST_WIDTH = 1600


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    def seen(request: HttpRequest, **which: int | str) -> Photo:
        photo = get_object_or_404(Photo, **which)
        if not desk.has_view_permission(request, photo):
            raise PermissionDenied
        return photo

    def preview_view(request: HttpRequest, photo_id: int) -> FileResponse:
        """The smallest, or with `?width=` one at least so wide."""
        width = small_number(request.GET.get("width"), at_most=LARGEST_WIDTH)
        return preview(seen(request, pk=photo_id), width)

    def original_view(request: HttpRequest, photo_id: int) -> FileResponse:
        photo = seen(request, pk=photo_id)
        return attachment(photo.original, photo.key)

    def rendition_view(request: HttpRequest, key: str, width: int, extension: str) -> FileResponse:
        return private_rendition(seen(request, key=key), width, extension)

    wrap = desk.admin_site.admin_view
    return [
        path("<int:photo_id>/preview/", wrap(preview_view, cacheable=True), name="articles_photo_preview"),
        path(
            "renditions/<slug:key>/<int:width>.<slug:extension>",
            wrap(rendition_view, cacheable=True),
            name="articles_photo_rendition",
        ),
        path("<int:photo_id>/original/", wrap(original_view), name="articles_photo_original"),
    ]

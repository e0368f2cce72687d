"""The library of photos."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.photo.form import PhotoForm
from articles.admin.private_files import attachment, forget_after_commit, preview, private_rendition
from articles.admin.thumbnails import thumbnail
from articles.admin.uncounted import UncountedChangeList, UncountedPaginator
from articles.models import Article, Photo, Revision
from articles.renditions import rendition_path
from articles.tasks import render_photo
from newsportal.lib.dates import day_and_time
from newsportal.lib.translated_admin import TwoLanguageAdmin

SHOWN_STORIES = 50


@admin.register(Photo)
class PhotoAdmin(TwoLanguageAdmin):
    """A file is chosen once: another picture is another photo, with facts of its own."""

    form = PhotoForm
    list_display = ["thumbnail", "what", "credit", "licence", "size"]
    list_display_links = ["thumbnail", "what"]
    list_filter = ["licence", "is_stock", "is_drawing"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = UncountedPaginator
    list_per_page = 40
    sortable_by: ClassVar[list[str]] = []
    ordering = ["-pk"]
    search_fields = ["alt_ru", "alt_kk", "caption_ru", "caption_kk", "credit", "key"]
    actions = None
    fieldsets = [
        (None, {"fields": ["original", "alt_ru", "alt_kk", "is_decorative", "caption_ru", "caption_kk"]}),
        (_("Rights"), {"fields": ["credit", "credit_url", "licence", "is_stock", "is_drawing"]}),
        (
            _("Focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": _(
                    "What must stay in view when the picture is cropped: 0 to 1, 0.5 is the middle."
                ),
            },
        ),
    ]
    about = (_("About this photo"), {"fields": ["thumbnail", "original_link", "size", "uploaded", "stories"]})

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[UncountedChangeList]:
        return UncountedChangeList

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return list(self.fieldsets)
        first, *others = self.fieldsets
        return [
            self.about,
            (first[0], {"fields": [name for name in first[1]["fields"] if name != "original"]}),
            *others,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else list(self.about[1]["fields"])

    @admin.display(description=_("photo"))
    def thumbnail(self, photo: Photo) -> SafeString:
        return thumbnail(photo)

    @admin.display(description=_("caption"))
    def what(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description=_("size"))
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    @admin.display(description=_("file"))
    def original_link(self, photo: Photo) -> SafeString:
        url = reverse("admin:articles_photo_original", args=[photo.pk])
        return format_html('<a href="{}">{}</a>', url, _("The original, with its metadata"))

    @admin.display(description=_("uploaded"))
    def uploaded(self, photo: Photo) -> str:
        return f"{day_and_time(photo.uploaded_at)}, {photo.uploaded_by or '—'}"

    @admin.display(description=_("in stories"))
    def stories(self, photo: Photo) -> SafeString | str:
        used = list(_stories_with(photo).order_by("-pk").only("headline")[: SHOWN_STORIES + 1])
        links = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            ((reverse("admin:articles_article_change", args=[s.pk]), s) for s in used[:SHOWN_STORIES]),
        )
        more = format_html("<li>…</li>") if len(used) > SHOWN_STORIES else ""
        return format_html('<ul class="used-in">{}{}</ul>', links, more) if used else "—"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:photo_id>/preview/",
                wrap(self.preview_view, cacheable=True),
                name="articles_photo_preview",
            ),
            path(
                "renditions/<slug:key>/<int:width>.<slug:extension>",
                wrap(self.rendition_view, cacheable=True),
                name="articles_photo_rendition",
            ),
            path("<int:photo_id>/original/", wrap(self.original_view), name="articles_photo_original"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, photo_id: int) -> FileResponse:
        return preview(self._visible(request, pk=photo_id))

    def rendition_view(self, request: HttpRequest, key: str, width: int, extension: str) -> FileResponse:
        return private_rendition(self._visible(request, key=key), width, extension)

    def original_view(self, request: HttpRequest, photo_id: int) -> FileResponse:
        photo = self._visible(request, pk=photo_id)
        return attachment(photo.original, photo.key)

    def _visible(self, request: HttpRequest, **which: Any) -> Photo:
        photo = get_object_or_404(Photo, **which)
        if not self.has_view_permission(request, photo):
            raise PermissionDenied
        return photo

    def save_model(
        self,
        request: HttpRequest,
        obj: Photo,
        form: forms.ModelForm,  # type: ignore[type-arg]
        change: bool,
    ) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        if not change:
            # The queue is in the same database: the job appears with the row, or not at all.
            render_photo.defer(photo_id=obj.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A photo that a story shows stays: deleting it would leave a hole in the text."""
        return super().has_delete_permission(request, obj) and (
            obj is None or not (_stories_with(obj).exists() or _is_in_a_revision(obj))
        )

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        files = [rendition_path(obj.key, r["width"], r["extension"]) for r in obj.renditions]
        files.append(obj.original.name or "")
        super().delete_model(request, obj)
        forget_after_commit(name for name in files if name)


def _is_in_a_revision(photo: Photo) -> bool:
    """Drafts and former versions show it too; deleting is rare enough to look through them all."""
    in_body = Q(content__body__contains=f"/media/photos/{photo.key}/")
    return Revision.objects.filter(in_body | Q(content__lead_photo=photo.pk)).exists()


def _stories_with(photo: Photo) -> Any:
    """Stories that show the photo, in the text or above it."""
    in_text = photo.articles.values("pk")
    return Article.objects.filter(Q(lead_photo=photo) | Q(pk__in=in_text))

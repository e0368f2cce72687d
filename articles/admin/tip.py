"""The inbox of what readers send."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.admin.private_files import attachment, forget_after_commit
from articles.models import Tip, TipPhoto


@admin.register(Tip)
class TipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What a reader wrote stays as it is; the newsroom keeps the status."""

    list_display = ["reference", "status", "beginning", "place", "received_at"]
    list_filter = ["status"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["reference", "text", "place"]
    list_per_page = 50
    readonly_fields = [
        "reference",
        "text",
        "photo_links",
        "place",
        "name",
        "keep_name_secret",
        "contact",
        "received_at",
        "consent_version",
        "consent_text",
    ]
    fields = ["status", *readonly_fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("text"))
    def beginning(self, tip: Tip) -> str:
        return Truncator(tip.text).chars(120)

    @admin.display(description=_("photos"))
    def photo_links(self, tip: Tip) -> SafeString | str:
        library = reverse("admin:articles_photo_add")
        links = (
            (
                reverse("admin:articles_tip_photo", args=[photo.pk]),
                _("Photo"),
                number,
                f"{library}?tip_photo={photo.pk}",
                _("into the library"),
            )
            for number, photo in enumerate(tip.photos.order_by("pk"), start=1)
        )
        return format_html_join(", ", '<a href="{}">{} {}</a> (<a href="{}">{}</a>)', links) or "—"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.photo_view)
        return [path("photos/<int:photo_id>/", view, name="articles_tip_photo"), *super().get_urls()]

    def photo_view(self, request: HttpRequest, photo_id: int) -> FileResponse:
        photo = get_object_or_404(TipPhoto.objects.select_related("tip"), pk=photo_id)
        if not self.has_view_permission(request, photo.tip):
            raise PermissionDenied
        return attachment(photo.file, f"{photo.tip.reference}-{photo.pk}")

    def delete_model(self, request: HttpRequest, obj: Tip) -> None:
        self.delete_queryset(request, Tip.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        """Photos of a person go with the words of that person."""
        files = list(TipPhoto.objects.filter(tip__in=queryset.values("pk")).values_list("file", flat=True))
        super().delete_queryset(request, queryset)
        forget_after_commit(files)

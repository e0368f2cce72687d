"""The library of photos."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import ingest, policy, tip_inbox
from articles.admin.photo import files, library, pages
from articles.admin.photo.changelist import MineFilter, PhotoColumns, StandingFilter
from articles.admin.photo.form import DESCRIPTION, FOCAL_POINT, RIGHTS, PhotoForm
from articles.admin.uncounted import UncountedChangeList, UncountedPaginator
from articles.models import Photo, TipPhoto
from articles.photo_search import matching
from articles.photo_uses import is_used
from articles.policy import Action
from articles.renditions import rendition_path
from articles.stored_files import forget_after_commit
from newsportal.lib.dates import day_and_time
from newsportal.lib.text import small_number
from newsportal.lib.translated_admin import TwoLanguageAdmin

PICKED_ON = 800
# Put by the template below its fields: the picture to click on.
WITH_PICKER = "focal-point-fields"


@admin.register(Photo)
class PhotoAdmin(PhotoColumns, TwoLanguageAdmin):
    """A file is chosen once: another picture is another photo, with facts of its own."""

    form = PhotoForm
    list_display = ["thumbnail", "what", "credit", "rights", "when", "uses"]
    list_display_links = ["thumbnail", "what"]
    list_filter = [StandingFilter, MineFilter, "licence", "uploaded_at", "is_stock", "is_drawing"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = UncountedPaginator
    list_per_page = 40
    sortable_by: ClassVar[list[str]] = []
    ordering = ["-pk"]
    search_fields = ["alt_ru"]
    search_help_text = _("By words of the description, the caption and the credit.")
    actions = None
    about = (_("About this photo"), {"fields": ["thumbnail", "original_link", "size", "uploaded"]})
    description = (_("What is to be seen"), {"fields": DESCRIPTION})
    rights_of_it = (_("Rights"), {"fields": RIGHTS})
    focal_point = (
        _("Focal point"),
        {
            "fields": [tuple(FOCAL_POINT)],
            "classes": [WITH_PICKER],
            "description": _(
                "What must stay in view when the picture is cropped: 0 to 1, 0.5 is the middle."
            ),
        },
    )

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/photo-library.css"]}

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[UncountedChangeList]:
        return UncountedChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            # A field that asks for a photo is offered what readers may see.
            queryset = queryset.showable()  # type: ignore[attr-defined]
        return matching(queryset, search_term), False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Photo]":
        return super().get_queryset(request).select_related("uploaded_by", "withdrawn_by")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return bool(policy.may(request.user, Action.VIEW))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request, Action.UPLOAD_PHOTO)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return self._may(request, Action.DESCRIBE_PHOTO, obj) or self._may(request, Action.PHOTO_RIGHTS, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """A photo that a story shows stays: deleting it would leave a hole in the text."""
        return self._may(request, Action.DELETE_PHOTO, obj) and (obj is None or not is_used(obj))

    def _may(self, request: HttpRequest, action: Action, photo: Photo | None = None) -> bool:
        return bool(policy.may_with_photo(request.user, action, photo))  # type: ignore[arg-type]

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> list[Any]:
        if obj is not None:
            return [self.about, self.description, self.rights_of_it, self.focal_point]
        file = ["original", "tip_photo"] if self._takes_from_tips(request, obj) else ["original"]
        return [(None, {"fields": file}), self.description, self.rights_of_it, self.focal_point]

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[str]:
        """Who uploads says everything; later, each changes what they answer for."""
        if obj is None:
            return []
        fixed = list(self.about[1]["fields"])
        if not self._may(request, Action.DESCRIBE_PHOTO, obj):
            fixed += [*DESCRIPTION, *FOCAL_POINT]
        if not self._may(request, Action.PHOTO_RIGHTS, obj):
            fixed += RIGHTS
        return fixed

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **options)
        if not self._takes_from_tips(request, obj):
            form.base_fields.pop("tip_photo", None)
        return form

    def _takes_from_tips(self, request: HttpRequest, photo: Photo | None) -> bool:
        """The page was opened from a tip, by somebody who may see what readers send."""
        return (
            photo is None and "tip_photo" in request.GET and bool(policy.may(request.user, Action.HANDLE_TIP))  # type: ignore[arg-type]
        )

    def render_change_form(  # type: ignore[override]
        self, request: HttpRequest, context: dict[str, Any], **options: Any
    ) -> HttpResponse:
        photo: Photo | None = options.get("obj")
        if photo is None:
            context["picker"] = {"url": self._tip_photo_url(request)}
            context["hides_source"] = self._hides_source(request)
        else:
            context |= {
                "problem": photo.problem(),
                "may_withdraw": self._may(request, Action.WITHDRAW_PHOTO, photo),
                "picker": self._picker(request, photo),
            }
        return super().render_change_form(request, context, **options)

    def _picker(self, request: HttpRequest, photo: Photo) -> dict[str, str] | None:
        """The picture to click on; without a picture, or the right to choose, there are only the fields."""
        if not photo.renditions or not self._may(request, Action.DESCRIBE_PHOTO, photo):
            return None
        return {"url": reverse("admin:articles_photo_preview", args=[photo.pk], query={"width": PICKED_ON})}

    def _tip_photo_url(self, request: HttpRequest) -> str:
        number = small_number(request.GET.get("tip_photo"), at_most=10**9)
        may_see = number and self._takes_from_tips(request, None)
        return reverse("admin:articles_tip_photo", args=[number]) if may_see else ""

    def _hides_source(self, request: HttpRequest) -> bool:
        """Who sent the photo asked not to be named, and it is now that a credit is written."""
        number = small_number(request.GET.get("tip_photo"), at_most=10**9)
        sent = TipPhoto.objects.filter(pk=number, tip__keep_name_secret=True)
        return bool(number) and self._takes_from_tips(request, None) and sent.exists()

    @admin.display(description=_("file"))
    def original_link(self, photo: Photo) -> SafeString:
        url = reverse("admin:articles_photo_original", args=[photo.pk])
        return format_html('<a href="{}">{}</a>', url, _("The original, at its full size"))

    @admin.display(description=_("uploaded"))
    def uploaded(self, photo: Photo) -> str:
        return f"{day_and_time(photo.uploaded_at)}, {photo.uploaded_by or '—'}"

    def get_urls(self) -> list[URLPattern]:
        return [*files.urls(self), *pages.urls(self), *library.urls(self), *super().get_urls()]

    def save_model(
        self,
        request: HttpRequest,
        obj: Photo,
        form: forms.ModelForm,  # type: ignore[type-arg]
        change: bool,
    ) -> None:
        if change:
            # Only what was typed: the queue may have finished the files while the form was open.
            obj.save(update_fields=form.changed_data)
            return
        obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        ingest.have_prepared(obj)
        if sent := form.cleaned_data.get("tip_photo"):
            tip_inbox.note_taken(sent, obj)

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        files = [rendition_path(obj.key, r["width"], r["extension"]) for r in obj.renditions]
        files.append(obj.original.name or "")
        super().delete_model(request, obj)
        forget_after_commit(name for name in files if name)

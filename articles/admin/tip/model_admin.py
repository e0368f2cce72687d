"""The inbox. What a reader wrote stays as it is; the newsroom takes it, checks it and decides."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.admin.private_files import attachment
from articles.admin.tip import steps
from articles.models import Tip, TipPhoto
from articles.policy import Action
from articles.stored_files import forget_after_commit
from newsportal.lib.dates import day_and_time, short_time


@admin.register(Tip)
class TipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Contacts are personal data: who may not handle messages does not see them at all."""

    list_display = ["reference", "state", "who", "beginning", "place", "received"]
    list_display_links = ["reference", "beginning"]
    list_select_related = ["taken_by"]
    list_filter = ["status"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["reference", "text", "place"]
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["text", "place", "photo_links", "received_at"]}),
        (gettext_lazy("Sender"), {"fields": ["name", "keep_name_secret", "contact", "contacts_deleted_at"]}),
        (gettext_lazy("In the newsroom"), {"fields": ["status", "taken", "story_link", "decision"]}),
        (gettext_lazy("Consent"), {"fields": ["consent_version", "consent_text"], "classes": ["collapse"]}),
    ]
    readonly_fields = ["photo_links", "received_at", "contacts_deleted_at", "taken", "story_link"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Tip]":
        return super().get_queryset(request).defer("consent_text")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Tip | None = None) -> bool:
        return bool(policy.may(request.user, Action.HANDLE_TIP))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Tip | None = None) -> bool:
        """Nothing is typed over: the steps are buttons."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Tip | None = None) -> bool:
        return self.has_view_permission(request) and super().has_delete_permission(request, obj)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, tip: Tip) -> SafeString:
        return format_html('<span class="tip tip-{}">{}</span>', tip.status, tip.get_status_display())

    @admin.display(description=gettext_lazy("text"))
    def beginning(self, tip: Tip) -> str:
        return Truncator(tip.text).chars(120)

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def received(self, tip: Tip) -> str:
        return short_time(tip.received_at)

    @admin.display(description=gettext_lazy("who has it"))
    def taken(self, tip: Tip) -> str:
        if tip.taken_by is None or tip.taken_at is None:
            return "—"
        return f"{tip.taken_by}, {day_and_time(tip.taken_at)}"

    @admin.display(description=gettext_lazy("who has it"), empty_value="")
    def who(self, tip: Tip) -> SafeString | str | None:
        """A new message is taken by one click, without leaving the list: it is a form with its token."""
        if tip.status != Tip.Status.NEW:
            return str(tip.taken_by) if tip.taken_by else None
        label = _("Take the message %(reference)s") % {"reference": tip.reference}
        return format_html(
            '<button type="submit" class="button" formaction="{}" aria-label="{}">{}</button>',
            reverse("admin:articles_tip_step", args=[tip.pk, "take"]),
            label,
            steps.TAKE.title,
        )

    @admin.display(description=gettext_lazy("photos"))
    def photo_links(self, tip: Tip) -> SafeString | str:
        rows = [
            (
                reverse("admin:articles_tip_photo", args=[photo.pk]),
                _("Photo %(number)s") % {"number": number},
                *_to_library(photo),
            )
            for number, photo in enumerate(tip.photos.order_by("pk"), start=1)
        ]
        items = format_html_join("", '<li><a href="{}">{}</a> · <a href="{}">{}</a></li>', rows)
        return format_html('<ul class="used-in">{}</ul>', items) if rows else "—"

    @admin.display(description=gettext_lazy("story"))
    def story_link(self, tip: Tip) -> SafeString | str:
        if tip.story is None:
            return "—"
        url = reverse("admin:articles_article_change", args=[tip.story.pk])
        return format_html('<a href="{}">{}</a>', url, tip.story.working_headline or tip.story.headline)

    def render_change_form(  # type: ignore[override]
        self, request: HttpRequest, context: dict[str, Any], **options: Any
    ) -> HttpResponse:
        obj: Tip | None = options.get("obj")
        if obj is not None:
            context["steps"] = steps.possible(obj)
        return super().render_change_form(request, context, **options)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.photo_view)
        return [
            path("photos/<int:photo_id>/", view, name="articles_tip_photo"),
            *steps.urls(self),
            *super().get_urls(),
        ]

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


def _to_library(photo: TipPhoto) -> tuple[str, str]:
    """The library's own form, or what has been made with it."""
    if photo.photo_id is None:
        return reverse("admin:articles_photo_add", query={"tip_photo": photo.pk}), _("take into the library")
    return reverse("admin:articles_photo_change", args=[photo.photo_id]), _("in the library")

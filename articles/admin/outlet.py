from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Outlet
from newsportal.lib.translated_admin import TwoLanguageAdmin


@admin.register(Outlet)
class OutletAdmin(TwoLanguageAdmin):
    """One row: there is nothing to list, to add a second time or to delete."""

    fieldsets = [
        (None, {"fields": ["name_ru", "name_kk", "tagline_ru", "tagline_kk", "age_mark"]}),
        (
            _("Tip line"),
            {
                "fields": ["tip_call_ru", "tip_call_kk", "phone", "whatsapp", "telegram", "email"],
                "description": _("What is left empty shows no button."),
            },
        ),
        (
            _("Imprint"),
            {
                "fields": [
                    "owner_ru",
                    "owner_kk",
                    "certificate_number",
                    "certificate_date",
                    "chief_editor_ru",
                    "chief_editor_kk",
                    "address_ru",
                    "address_kk",
                ]
            },
        ),
        (
            _("Consent of those who send tips"),
            {
                "fields": ["consent_text_ru", "consent_text_kk", "consent_version", "tip_contact_days"],
                "description": _("When the text changes, give it a new version: each tip keeps its own."),
            },
        ),
        (_("Demonstration"), {"fields": ["is_demo", "demo_notice_ru", "demo_notice_kk"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Outlet.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Outlet | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = Outlet.objects.first()
        if row is not None:
            return HttpResponseRedirect(reverse("admin:articles_outlet_change", args=[row.pk]))
        if self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:articles_outlet_add"))
        return super().changelist_view(request, extra_context)

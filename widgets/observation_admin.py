"""What all lists of observations have in common in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ObservationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """To look at: what was observed is neither written nor corrected by hand."""

    # The tables grow to a million rows: nobody needs to know how many.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

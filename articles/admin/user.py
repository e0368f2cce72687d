from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import User


@admin.register(User)
class UserAdmin(StockUserAdmin):  # type: ignore[type-arg]
    """Accounts of the newsroom. Roles are groups; who may see groups is a matter of permissions."""

    list_display = ["username", "first_name", "last_name", "language", "is_active", "is_staff"]
    list_filter = ["groups", "is_active", "language"]
    show_facets = admin.ShowFacets.NEVER
    # Accounts are closed one by one.
    actions = None
    fieldsets = [*StockUserAdmin.fieldsets, (_("Newsroom"), {"fields": ["language"]})]  # type: ignore[misc]
    add_fieldsets = [*StockUserAdmin.add_fieldsets, (_("Newsroom"), {"fields": ["language"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who runs accounts does not make himself almighty: only a superuser makes another."""
        fields = list(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else [*fields, "is_superuser", "user_permissions"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, account: User | None) -> bool:
    return account is None or not account.is_superuser or request.user.is_superuser

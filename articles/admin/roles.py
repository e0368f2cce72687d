"""Roles are groups; whoever deals with accounts reads them in words, in the language of the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.roles import Role, label_of


class GroupChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return label_of(obj.name)


class RoleFilter(admin.SimpleListFilter):
    """In the order of the policy's table."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(groups__name=self.value()) if self.value() in Role.values else queryset


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(StockGroupAdmin):
    """The policy knows roles by the names of their groups: these are neither renamed nor deleted."""

    list_display = ["role", "name"]
    list_display_links = ["role"]

    @admin.display(description=_("role"), ordering="name")
    def role(self, group: Group) -> str:
        return label_of(group.name)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "name"] if obj is not None and obj.name in Role.values else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.name in Role.values)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The list deletes ticked groups without asking about each: a role among them holds it back."""
        doomed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        roles = [label_of(group.name) for group in objs if group.name in Role.values]
        return doomed, counts, lacking, [*protected, *roles]

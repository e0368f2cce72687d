from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.accounts import live_sessions, with_second_factor
from articles.admin import account_pages
from articles.admin.related_links import with_few_related_links
from articles.admin.roles import GroupChoiceField, RoleFilter
from articles.admin.rubric_choices import IN_TREE_ORDER, RubricsChoiceField
from articles.models import Rubric, User
from articles.roles import label_of
from newsportal.lib.browsers import browser_name
from newsportal.lib.dates import day_and_time


@admin.register(User)
class UserAdmin(StockUserAdmin):  # type: ignore[type-arg]
    """Accounts of the newsroom. Roles are groups; who may see groups is a matter of permissions."""

    list_display = ["username", "full_name", "roles", "second_factor", "last_login", "is_active", "is_staff"]
    list_filter = [RoleFilter, "is_active", "language"]
    show_facets = admin.ShowFacets.NEVER
    # Accounts are closed one by one.
    actions = None
    readonly_fields = ["last_login", "date_joined", "second_factor", "sessions"]
    fieldsets = [
        *StockUserAdmin.fieldsets,  # type: ignore[misc]
        (_("Newsroom"), {"fields": ["language", "rubrics"]}),
        (_("Signing in"), {"fields": ["second_factor", "sessions"]}),
    ]
    add_fieldsets = [*StockUserAdmin.add_fieldsets, (_("Newsroom"), {"fields": ["language"]})]

    # Roles and rubrics are few: all of them stand there to be ticked, without a script.
    filter_horizontal = ["user_permissions"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[User]":
        users = super().get_queryset(request).prefetch_related("groups")
        return users.annotate(has_second_factor=with_second_factor())

    def get_urls(self) -> list[URLPattern]:
        return [*account_pages.urls(self), *super().get_urls()]

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: Any) -> bool:
        return bool(user.has_second_factor)

    @admin.display(description=_("signed in"))
    def sessions(self, user: User) -> SafeString | str:
        lines = format_html_join(
            "",
            "<li>{}, {}, {}</li>",
            (
                (day_and_time(one.last_seen_at), browser_name(one.user_agent) or "—", one.ip)
                for one in live_sessions(user)
            ),
        )
        return format_html('<ul class="used-in">{}</ul>', lines) if lines else "—"

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(label_of(group.name) for group in user.groups.all())

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> "ModelMultipleChoiceField[Any] | None":
        """Roles in words, rubrics as the tree they are."""
        if db_field.name == "groups":
            options |= {
                "form_class": GroupChoiceField,
                "widget": CheckboxSelectMultiple,
                "label": _("roles"),
                "help_text": _("What a person may do with stories follows from these alone."),
            }
        if db_field.name == "rubrics":
            options |= {
                "form_class": RubricsChoiceField,
                "queryset": Rubric.objects.order_by(IN_TREE_ORDER),
                "widget": CheckboxSelectMultiple,
            }
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        return with_few_related_links(field, may_add=False)

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

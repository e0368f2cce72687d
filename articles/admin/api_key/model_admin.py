"""Keys of programs: each member makes and revokes their own, an administrator sees all of them."""

from typing import Any, ClassVar

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import api_keys
from articles.admin.api_key.form import ApiKeyForm
from articles.models import ApiKey, KeyScope, User
from newsportal.lib.dates import day_and_time


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A key is never changed: another purpose is another key."""

    form = ApiKeyForm
    list_display = ["name", "beginning", "whose", "purposes", "made", "used", "state"]
    list_select_related = ["owner"]
    show_facets = admin.ShowFacets.NEVER
    sortable_by: ClassVar[list[str]] = []
    actions = None
    fields = ["name", "beginning", "whose", "purposes", "made", "used", "ends", "state"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ApiKey]":
        keys = super().get_queryset(request).select_related("owner", "made_by", "revoked_by")
        return keys if api_keys.runs_keys(_member(request)) else keys.filter(owner=_member(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is not None:
            return list(self.fields)
        asked = ["name", "scopes", "last_day"]
        return [*asked, "is_partner"] if api_keys.runs_keys(_member(request)) else asked

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [] if obj is None else list(self.fields)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who could do what, and when, stays known: a key is revoked."""
        return False

    @admin.display(description=gettext_lazy("begins with"))
    def beginning(self, key: ApiKey) -> SafeString:
        return format_html("<code>{}…</code>", key.prefix)

    @admin.display(description=pgettext_lazy("of a key", "owner"))
    def whose(self, key: ApiKey) -> str:
        return str(key.owner or _("a partner"))

    @admin.display(description=gettext_lazy("what it may do"))
    def purposes(self, key: ApiKey) -> str:
        return "; ".join(str(KeyScope(scope).label) for scope in key.scopes)

    @admin.display(description=gettext_lazy("made"))
    def made(self, key: ApiKey) -> str:
        return day_and_time(key.created_at)

    @admin.display(description=gettext_lazy("used last"))
    def used(self, key: ApiKey) -> str:
        return day_and_time(key.last_used_at) if key.last_used_at else _("never")

    @admin.display(description=gettext_lazy("works until"))
    def ends(self, key: ApiKey) -> str:
        return day_and_time(key.expires_at) if key.expires_at else _("it is revoked")

    @admin.display(description=gettext_lazy("state"))
    def state(self, key: ApiKey) -> SafeString | str:
        if key.revoked_at is not None:
            when, who = day_and_time(key.revoked_at), key.revoked_by or "—"
            return _("revoked on %(when)s by %(who)s") % {"when": when, "who": who}
        if key.is_over:
            return _("over")
        url = reverse("admin:articles_apikey_revoke", args=[key.pk])
        return format_html('{}<br><a href="{}">{}</a>', _("works"), url, _("Revoke"))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> "type[forms.ModelForm[Any]]":
        if obj is not None:
            # A page to look at: nothing of it is asked.
            return super().get_form(request, obj, change, **options | {"form": forms.ModelForm, "fields": []})
        return type("ApiKeyForm", (ApiKeyForm,), {"user": _member(request)})

    # Whoever found a browser open must not take a lasting way in from it.
    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return super().add_view(request, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        data, user = form.cleaned_data, _member(request)
        made, token = api_keys.make(
            owner=None if data.get("is_partner") else user,
            name=data["name"],
            scopes=[KeyScope(scope) for scope in data["scopes"]],
            by=user,
            expires_at=form.expires_at,
        )
        obj.pk, obj.prefix, obj.token = made.pk, made.prefix, token

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The key stands in this one answer and nowhere else."""
        context = self._context(request, obj, _("The key is made")) | {"token": obj.token}
        response = TemplateResponse(request, "admin/articles/apikey/made.html", context)
        add_never_cache_headers(response)
        return response

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.revoke_view)
        return [path("<int:key_id>/revoke/", view, name="articles_apikey_revoke"), *super().get_urls()]

    def revoke_view(self, request: HttpRequest, key_id: int) -> HttpResponse:
        """At once and for good: asked once."""
        key = get_object_or_404(self.get_queryset(request), pk=key_id)
        if request.method == "POST":
            api_keys.revoke(key, by=_member(request))
            sentence = _("Revoked: %(key)s") % {"key": key}
            self.log_change(request, key, sentence)
            messages.success(request, sentence)
            return HttpResponseRedirect(reverse("admin:articles_apikey_changelist"))
        told = [
            _("Programs that use the key “%(name)s” are refused from this moment on.") % {"name": key.name},
            _("A revoked key never works again; another one can be made."),
        ]
        context = self._context(request, key, _("Revoke")) | {"told": told}
        return TemplateResponse(request, "admin/articles/user/question.html", context)

    def _context(self, request: HttpRequest, key: ApiKey, title: str) -> dict[str, Any]:
        request.current_app = self.admin_site.name
        around = {"opts": self.opts, "original": key, "title": title, "subtitle": key.name}
        return self.admin_site.each_context(request) | around


def _member(request: HttpRequest) -> User:
    """Who is signed in: every page of the admin asks for that first."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user

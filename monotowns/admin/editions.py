from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monotowns.admin.audited import AuditedAdmin, AuditedInline, ReasonForm
from monotowns.admin.exporting import ExportsCsv, MembershipResource
from monotowns.models import Classification, Document, Group, Membership


class EditionsOfTheDocument(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """A document is adopted and its edition gets its days in one save: the edition asks the form."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.document = self.instance
        return form


class ClassificationInline(AuditedInline):
    model = Classification
    formset = EditionsOfTheDocument
    fields = ("slug", "name_ru", "name_kk", "valid_from", "valid_to")


@admin.register(Document)
class DocumentAdmin(AuditedAdmin):
    list_display = ("title", "status", "number", "date")
    list_filter = ("status",)
    search_fields = ("title_ru", "title_kk", "number")
    autocomplete_fields = ("story",)
    inlines = (ClassificationInline,)


class GroupInline(AuditedInline):
    model = Group
    fields = ("position", "code", "name_ru", "name_kk", "description_ru", "description_kk")


@admin.register(Classification)
class ClassificationAdmin(AuditedAdmin):
    list_display = ("name", "document", "valid_from", "valid_to")
    list_select_related = ("document",)
    search_fields = ("name_ru", "name_kk", "slug")
    autocomplete_fields = ("document",)
    inlines = (GroupInline,)


@admin.register(Group)
class GroupAdmin(AuditedAdmin):
    list_display = ("name", "classification", "position")
    list_filter = ("classification",)
    list_select_related = ("classification",)
    search_fields = ("name_ru", "name_kk", "code", "classification__name_ru")


class MembershipForm(ReasonForm):
    """The edition is that of the group."""

    class Meta:
        model = Membership
        fields = ("town", "group")

    def clean(self) -> Any:
        values = super().clean() or {}
        group, town = values.get("group"), values.get("town")
        if group and town:
            self.instance.classification_id = group.classification_id
            others = Membership.objects.filter(classification=group.classification_id, town=town)
            if others.exclude(pk=self.instance.pk).exists():
                raise ValidationError(
                    {"town": _("The town already stands in this edition: change that row.")}
                )
        return values


@admin.register(Membership)
class MembershipAdmin(ExportsCsv, AuditedAdmin):
    form = MembershipForm
    resource_classes = (MembershipResource,)
    fields = ("town", "group")
    list_display = ("town", "group", "classification")
    list_filter = ("classification", "group")
    list_select_related = ("town__place", "group", "classification")
    search_fields = ("town__place__name_ru", "town__place__name_kk")
    autocomplete_fields = ("town", "group")

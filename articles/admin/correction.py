from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.admin import large_columns
from articles.admin.typing_select import ChosenByTyping
from articles.models import Article, Correction


class CorrectionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Correction
        fields = ["article", "kind", "placement", "text", "published_at"]

    def clean_article(self) -> Article:
        article: Article = self.cleaned_data["article"]
        if article.publication == Article.Publication.NONE:
            raise ValidationError(_("Readers have not seen this story: there is nothing to correct."))
        return article


@admin.register(Correction)
class CorrectionAdmin(ChosenByTyping, admin.ModelAdmin):  # type: ignore[type-arg]
    """Words for readers, tied to the revision that was live when they were written."""

    form = CorrectionForm
    list_display = ["kind", "article", "beginning", "revision", "published_at"]
    list_display_links = ["kind", "beginning"]
    list_select_related = ["article", "to_revision"]
    list_filter = ["kind", "placement"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["text"]
    # One by one: what readers were told is not swept away from a list.
    actions = None
    autocomplete_fields = ["article"]
    fields = ["article", "kind", "placement", "text", "published_at", "revision"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Correction]":
        large = [*large_columns.of_article("article"), "to_revision__content"]
        return super().get_queryset(request).defer(*large)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["revision"] if obj is None else ["article", "revision"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        now = timezone.localtime().replace(second=0, microsecond=0)
        return {"published_at": now} | super().get_changeform_initial_data(request)

    @admin.display(description=_("text"))
    def beginning(self, correction: Correction) -> str:
        return Truncator(correction.text).chars(100)

    @admin.display(description=_("revision"), empty_value="—")
    def revision(self, correction: Correction) -> str:
        return str(correction.to_revision) if correction.to_revision else "—"

    def save_model(
        self,
        request: HttpRequest,
        obj: Correction,
        form: forms.ModelForm,  # type: ignore[type-arg]
        change: bool,
    ) -> None:
        if not change:
            obj.to_revision = obj.article.live_revision
        super().save_model(request, obj, form, change)

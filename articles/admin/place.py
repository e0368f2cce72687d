"""The gazetteer: names of places with their forms, and the rules that tell them from namesakes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin.typing_select import ChosenByTyping
from articles.models import Place, PlaceRule
from articles.models.place import Namesake
from articles.places.declension import declined
from newsportal.lib.translated_admin import TwoLanguageAdmin

CASES = {
    "ru": {
        "nominative": _("nominative"),
        "genitive": _("genitive"),
        "dative": _("dative"),
        "accusative": _("accusative"),
        "instrumental": _("instrumental"),
        "prepositional": _("prepositional"),
    },
    "kk": {
        "nominative": _("nominative"),
        "genitive": _("genitive"),
        "dative": _("dative"),
        "accusative": _("accusative"),
        "locative": _("locative"),
        "ablative": _("ablative"),
        "instrumental": _("instrumental"),
        "relative": _("relative"),
    },
}
LANGUAGES = {"ru": _("Russian"), "kk": _("Kazakh")}
LONGEST_CELL = 300


def _field(language: str, case: str) -> str:
    return f"{language}_{case}"


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A line for each case; several forms of one case have commas between them."""

    namesakes = forms.MultipleChoiceField(
        label=_("what else has this name"),
        choices=Namesake.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Such a name is linked only where the words beside it decide."),
    )

    class Meta:
        model = Place
        fields = [
            "slug",
            "name_ru",
            "name_kk",
            "adjective_ru",
            "aliases",
            "former_names",
            "namesakes",
            "ordinary_words",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, cases in CASES.items():
            kept = getattr(self.instance, f"forms_{language}")
            for case, label in cases.items():
                forms_of_case = kept.get(case, [])
                self.fields[_field(language, case)] = forms.CharField(
                    label=format_lazy("{}: {}", LANGUAGES[language], label),
                    max_length=LONGEST_CELL,
                    required=False,
                    initial=forms_of_case if isinstance(forms_of_case, str) else ", ".join(forms_of_case),
                    widget=forms.TextInput(attrs={"class": "vTextField", "lang": language}),
                )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for language, cases in CASES.items():
            typed = {case: _items(data.get(_field(language, case), "")) for case in cases}
            if language == "ru" and not any(typed.values()) and data.get("name_ru"):
                # Nothing typed: what the paradigm says is there to be mended.
                typed = {case: [form] for case, form in declined(data["name_ru"]).items()}
            setattr(
                self.instance, f"forms_{language}", {case: found for case, found in typed.items() if found}
            )
        return data


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(",") if item.strip()]


class PlaceRuleInline(admin.TabularInline):  # type: ignore[type-arg]
    model = PlaceRule
    fields = ["position", "cases", "verdict", "words", "is_active"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).order_by("pk")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule that the project brought along would come back: it is switched off."""
        return False


@admin.register(Place)
class PlaceAdmin(TwoLanguageAdmin):
    form = PlaceForm
    list_display = ["name", "name_kk", "slug", "shown_namesakes"]
    search_fields = ["name_ru", "name_kk", "slug", "aliases", "former_names"]
    inlines = [PlaceRuleInline]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        forms_of = {language: [_field(language, case) for case in cases] for language, cases in CASES.items()}
        return [
            (None, {"fields": ["name_ru", "name_kk", "slug", "adjective_ru", "aliases", "former_names"]}),
            (_("Namesakes"), {"fields": ["namesakes", "ordinary_words"]}),
            (
                _("Russian case forms"),
                {"fields": forms_of["ru"], "description": _("Left empty, they are made from the name.")},
            ),
            (_("Kazakh case forms"), {"fields": forms_of["kk"]}),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        # The lines of the cases are fields of the form alone.
        options["fields"] = PlaceForm.Meta.fields
        return super().get_form(request, obj, change, **options)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["name_ru"]}

    @admin.display(description=_("namesakes"))
    def shown_namesakes(self, place: Place) -> str:
        labels = dict(Namesake.choices)
        return ", ".join(str(labels.get(kind, kind)) for kind in place.namesakes)


@admin.register(PlaceRule)
class PlaceRuleAdmin(ChosenByTyping, admin.ModelAdmin):  # type: ignore[type-arg]
    """Rules of one place, of a kind of namesake, of every place."""

    list_display = ["__str__", "place", "namesake", "position", "is_active"]
    list_filter = ["position", "namesake", "is_active"]
    list_select_related = ["place"]
    search_fields = ["words", "place__name_ru"]
    autocomplete_fields = ["place"]

    def has_delete_permission(self, request: HttpRequest, obj: PlaceRule | None = None) -> bool:
        """A rule that the project brought along would come back: it is switched off."""
        return super().has_delete_permission(request, obj) and obj is not None and obj.code is None

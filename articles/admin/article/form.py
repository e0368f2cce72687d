"""The form of a story: it shows a revision, and what comes out of it is the content of the next one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, Pin, Revision
from articles.working_copy import WorkingCopy, newest_revision
from newsportal.lib import html
from newsportal.lib.dates import day_and_time
from newsportal.lib.slugs import slugify_cyrillic

# The fields of the form whose names are those of the content.
CONTENT_FIELDS = (
    "headline",
    "short_title",
    "seo_title",
    "lead",
    "body",
    "rubric",
    "topics",
    "lead_photo",
    "slug",
    "age_mark",
    "is_partner",
    "is_unverified",
)
BODY_HELP = _(
    "HTML of this vocabulary: p, h2, h3, ul, ol, li, a, strong, em, br, sub, sup, blockquote (with footer "
    "and cite), figure, figcaption, img of our own photos, table. Everything else is removed when you save."
)


def _as_parsed(body: str) -> str:
    """Two spellings of the same HTML become one: a space as a character or as an entity."""
    return LexborHTMLParser(body, is_fragment=True).html or ""


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """Never writes the row: see `articles.admin.article.model_admin.ArticleAdmin.save_related`."""

    base_revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    note = forms.CharField(
        label=_("What was changed"),
        max_length=240,
        required=False,
        help_text=_("For colleagues, in the list of versions."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    translation_of = forms.ModelChoiceField(
        label=_("Translation of"),
        queryset=Article.objects.all(),
        required=False,
        widget=AutocompleteSelect(Pin._meta.get_field("article"), admin.site),
        help_text=_("The same story in the other language, when there is one."),
    )

    class Meta:
        model = Article
        fields = [*CONTENT_FIELDS, "language"]

    # The revision that somebody else saved meanwhile.
    conflict: Revision | None = None
    body_was_cleaned = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working: WorkingCopy | None = getattr(self.instance, "working", None)
        if working is not None:
            content: dict[str, Any] = {**working.content}
            self.initial = {**self.initial, **{name: content[name] for name in CONTENT_FIELDS}}
            self.initial["base_revision"] = working.base_number
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made from the headline.")
            self.fields["body"].help_text = BODY_HELP

    def clean_body(self) -> str:
        typed = self.cleaned_data["body"].replace("\r\n", "\n")
        try:
            body = html.sanitise(typed)
        except html.BodyTooLongError:
            raise ValidationError(
                _("The text is longer than %(limit)s characters."), params={"limit": html.MAX_BODY}
            ) from None
        self.body_was_cleaned = _as_parsed(typed) != _as_parsed(body)
        return body

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = slugify_cyrillic(data.get("headline", ""))
        if self.instance.pk:
            self._refuse_to_overwrite(data.get("base_revision") or 0)
        elif data.get("translation_of") is not None:
            self._check_translation(data["translation_of"], data.get("language"))
        return data

    def _refuse_to_overwrite(self, base: int) -> None:
        """The row's lock is held from here until the revision is saved: nobody comes in between."""
        Article.objects.select_for_update(no_key=True).only("pk").get(pk=self.instance.pk)
        newest = newest_revision(self.instance)
        if newest is None or newest.number == base or self.data.get("over_revision") == str(newest.number):
            return
        self.conflict = newest
        raise ValidationError(
            _(
                "While you were writing, %(who)s saved version %(number)s (%(when)s). Nothing was "
                "overwritten, and your text stands below as you typed it."
            ),
            params={
                "who": newest.saved_by or "—",
                "number": newest.number,
                "when": day_and_time(newest.saved_at),
            },
        )

    def _check_translation(self, original: Article, language: str | None) -> None:
        if original.language == language:
            self.add_error("translation_of", _("That story is in the same language."))
        elif Article.objects.filter(translation_group=original.translation_group, language=language).exists():
            self.add_error("translation_of", _("That story has a translation already."))

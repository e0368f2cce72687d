"""What programs send to the desk. Limits are those of the columns: the forms of the admin have the same."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from rest_framework import serializers

from articles import content as contents
from articles import work
from articles.admin.article.form import ArticleForm
from articles.api.named import SlugsField, none, none_at
from articles.models import Article, Author, Photo, Rubric, Source, StorySource, Topic
from articles.models.outlet import AGE_MARKS
from articles.publishing import Change
from newsportal.lib import html
from newsportal.lib.rest.bodies import Body
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.queries import LANGUAGES, MomentField

MAX_AUTHORS, MAX_SOURCES, MAX_TOPICS = 10, 30, 50
NOTE_LENGTH: int = ArticleForm.base_fields["note"].max_length  # type: ignore[attr-defined]


def text(name: str, **options: Any) -> serializers.CharField:
    """A column of the story. Titles are trimmed, as they are when they are saved."""
    is_title = name in contents.TITLES
    column: Any = Article._meta.get_field(name)
    given = {"max_length": column.max_length, "allow_blank": column.blank, "required": not column.blank}
    if is_title:
        given["validators"] = [contents.refuse_unfit_title(name)]
    return serializers.CharField(**given | {"trim_whitespace": is_title} | options)


class SourceBody(Body):
    source = serializers.CharField(max_length=80, help_text="Slug of the source.")  # type: ignore[assignment]
    url = serializers.URLField(max_length=1000, required=False, allow_blank=True, default="")
    relation = ChoiceField(StorySource.Relation.values, default=StorySource.Relation.BASED_ON)


class ContentBody(Body):
    """A version of a story. In a change, what is not sent stays as it was."""

    headline = text("headline")
    short_title = text("short_title")
    seo_title = text("seo_title")
    lead = text("lead")
    slug = text(
        "slug",
        required=False,
        allow_blank=True,
        validators=[*Article._meta.get_field("slug").validators],
        help_text="Of the address; left empty, it is made from the headline.",
    )
    body = text("body", help_text="HTML; what the vocabulary of the site does not have is removed.")
    age_mark = ChoiceField([age for age, _label in AGE_MARKS], required=False, allow_null=True)
    is_partner = serializers.BooleanField(required=False)
    is_unverified = serializers.BooleanField(required=False)
    rubric = serializers.CharField(max_length=250, help_text="Path of the rubric.")
    lead_photo = serializers.CharField(
        max_length=32, required=False, allow_null=True, help_text="Key of a photo."
    )
    topics = SlugsField(Topic, max_length=MAX_TOPICS)
    authors = SlugsField(Author, max_length=MAX_AUTHORS)
    sources = SourceBody(many=True, required=False, max_length=MAX_SOURCES)  # type: ignore[call-arg]
    note = serializers.CharField(
        max_length=NOTE_LENGTH,
        required=False,
        allow_blank=True,
        help_text="For colleagues, in the list of versions.",
    )

    def validate_body(self, typed: str) -> str:
        try:
            return html.sanitise(typed.replace("\r\n", "\n"))
        except html.BodyTooLongError:
            told = _("The text is longer than %(limit)s characters.") % {"limit": html.MAX_BODY}
            raise serializers.ValidationError(told) from None

    def validate_rubric(self, path: str) -> int:
        return _pk_of(Rubric, path=path)

    def validate_lead_photo(self, key: str | None) -> int | None:
        return None if key is None else _pk_of(Photo, key=key)

    def validate_sources(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Each item once, as the database keeps them."""
        found = Source.objects.filter(slug__in=[row["source"] for row in rows]).values_list("slug", "pk")
        there = dict(found)
        unknown = [number for number, row in enumerate(rows) if row["source"] not in there]
        if unknown:
            raise none_at({number: {"source": none()} for number in unknown})
        items = [row | {"source": there[row["source"]]} for row in rows]
        return list({(item["source"], item["url"]): item for item in items}.values())


class StoryBody(ContentBody):
    """A new story."""

    language = ChoiceField(LANGUAGES)


class NoteBody(Body):
    note = serializers.CharField(
        max_length=work.MAX_REMARK, required=False, allow_blank=True, default="", help_text="For colleagues."
    )


class RemarkBody(Body):
    note = serializers.CharField(max_length=work.MAX_REMARK, help_text="What is to be done.")


class PublishBody(Body):
    """The version that was read is published: at once, or at a moment to come."""

    at = MomentField(required=False, allow_null=True, default=None)
    change = ChoiceField(
        [Change.TYPO.value, Change.UPDATE.value],
        required=False,
        help_text="What it is to readers who have seen the story: asked of a change to a published one.",
    )
    accepted = serializers.DictField(
        child=serializers.CharField(max_length=200),
        required=False,
        default=dict,
        help_text=(
            "Why a warning of the check may stand, by its fingerprint. The refusal names each that is open: "
            "the pointer `/accepted/{fingerprint}` says which."
        ),
    )


def _pk_of(model: type[Model], **which: str) -> int:
    """Raises ValidationError."""
    found: int | None = model._default_manager.filter(**which).values_list("pk", flat=True).first()
    if found is None:
        raise serializers.ValidationError(none())
    return found

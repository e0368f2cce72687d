"""A story: what is live. What is being worked on stands in its revisions."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article_queryset import ArticleQuerySet
from articles.models.outlet import AGE_MARKS
from newsportal.lib.addresses import in_language
from newsportal.lib.dates import EARLIEST, LATEST

if TYPE_CHECKING:
    from articles.models.photo import Photo

# What readers know and what is being written, for the one index of both.
FOLDED_HEADLINES = Func("headline", "working_headline", function="articles_fold_headlines")
# The usual figure for news in Russian.
WORDS_A_MINUTE = 180


class Article(models.Model):
    """The live columns of a story; `articles.publishing` is what writes them."""

    class Publication(models.TextChoices):
        NONE = "none", _("not published")
        # With `published_at` ahead this is «scheduled»: the clock decides, not a job.
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Work(models.TextChoices):
        """How far the working revision is; what readers see is another matter."""

        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        RETURNED = "returned", _("returned")
        READY = "ready", _("ready")
        # The newest version is the one that readers have.
        DONE = "done", _("nothing in work")

    language = models.CharField(
        _("language"), max_length=2, choices=[("ru", _("Russian")), ("kk", _("Kazakh"))], default="ru"
    )
    translation_group = models.UUIDField(
        _("translation group"), default=uuid.uuid4, help_text=_("Shared by the Russian and the Kazakh story.")
    )
    headline = models.CharField(_("headline"), max_length=200)
    short_title = models.CharField(
        _("short title"), max_length=70, blank=True, help_text=_("For lists and notifications.")
    )
    seo_title = models.CharField(
        _("title for search engines"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Left empty, the headline serves."),
    )
    lead = models.TextField(_("lead"), max_length=500, blank=True)
    slug = models.SlugField(_("address"), max_length=80)
    rubric = models.ForeignKey("articles.Rubric", models.PROTECT, verbose_name=_("rubric"))
    topics = models.ManyToManyField(
        "articles.Topic", through="articles.Tagging", blank=True, verbose_name=_("topics")
    )
    authors = models.ManyToManyField(
        "articles.Author", through="articles.Byline", blank=True, verbose_name=_("authors")
    )
    lead_photo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead photo"),
    )
    # Photos of the body; kept by `articles.publishing`, so that a photo knows whether readers may load it.
    photos = models.ManyToManyField("articles.Photo", related_name="articles", blank=True, editable=False)
    body = models.TextField(_("text"), blank=True)
    # The words of the body, for search and reading time.
    body_text = models.TextField(editable=False, default="")
    age_mark = models.PositiveSmallIntegerField(_("age mark"), choices=AGE_MARKS, null=True, blank=True)
    is_partner = models.BooleanField(_("partner material"), default=False)
    is_unverified = models.BooleanField(_("unverified information"), default=False)

    publication = models.CharField(
        _("publication"), max_length=9, choices=Publication, default=Publication.NONE, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(
        _("updated"), null=True, blank=True, help_text=_("Only when the substance changed.")
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    expires_at = models.DateTimeField(_("taken down at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)

    work_state = models.CharField(_("work"), max_length=9, choices=Work, default=Work.DRAFT, editable=False)
    live_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The newest one, with its headline for lists of the desk: the row keeps the live one.
    working_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    working_headline = models.CharField(max_length=200, default="", editable=False)
    # A change to a live story that is to come at a set time: `articles.scheduled_changes` brings it.
    scheduled_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    scheduled_at = models.DateTimeField(_("change scheduled for"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # «place:kurchatov» for every place that readers find in the story; written by `articles.places.tokens`.
    # Empty where nobody has looked for places yet: search goes by the words there.
    place_tokens = SearchVectorField(null=True, editable=False)
    # `articles_story_vector` is an SQL function of the migrations: the database keeps the index by itself.
    search_vector = models.GeneratedField(
        expression=Func(
            F("language"),
            F("headline"),
            F("lead"),
            F("body_text"),
            F("place_tokens"),
            function="articles_story_vector",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["language", "-published_at", "-id"],
                condition=Q(publication="published"),
                name="article_newest",
            ),
            models.Index(
                fields=["language", "rubric", "-published_at", "-id"],
                condition=Q(publication="published"),
                name="article_rubric_newest",
            ),
            # Apps list stories of both languages as well.
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(publication="published"),
                name="article_newest_of_both",
            ),
            models.Index(
                fields=["rubric", "-published_at", "-id"],
                condition=Q(publication="published"),
                name="article_rubric_of_both",
            ),
            models.Index(
                fields=["-updated_at"],
                condition=Q(publication="published", updated_at__isnull=False),
                name="article_changed",
            ),
            GinIndex(fields=["search_vector"], name="article_search"),
            # The desk: what waits in each state of work, whose drafts, what comes next.
            models.Index(
                fields=["work_state", "-id"],
                condition=~Q(work_state="done"),
                name="article_work",
            ),
            models.Index(fields=["created_by", "-id"], name="article_creator"),
            models.Index(
                fields=["scheduled_at"], condition=Q(scheduled_at__isnull=False), name="article_change_due"
            ),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="article_embargo_end",
            ),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="article_expiry"),
            # All that the filters of the desk's list ask: what no story matches is known without the table.
            models.Index(
                fields=["-id"],
                include=[
                    "language",
                    "rubric",
                    "publication",
                    "published_at",
                    "embargo_until",
                    "expires_at",
                    "work_state",
                    "created_by",
                    "lead_photo",
                    "is_partner",
                    "is_unverified",
                ],
                name="article_list",
            ),
            # The desk's search looks into both headlines.
            GinIndex(OpClass(FOLDED_HEADLINES, "gin_trgm_ops"), name="article_headlines_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_group", "language"], name="article_once_per_language"
            ),
            models.CheckConstraint(condition=Q(language__in=["ru", "kk"]), name="article_language_known"),
            models.CheckConstraint(
                condition=Q(publication__in=["none", "published", "withdrawn"]),
                name="article_publication_known",
            ),
            models.CheckConstraint(
                condition=Q(publication="none") | (Q(published_at__isnull=False) & ~Q(headline="")),
                name="article_published_has_date_and_headline",
            ),
            models.CheckConstraint(
                condition=Q(publication="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")
                | ~Q(publication="withdrawn") & Q(withdrawn_at__isnull=True),
                name="article_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
            ),
            models.CheckConstraint(
                condition=(Q(published_at__isnull=True) | Q(published_at__range=(EARLIEST, LATEST)))
                & (Q(embargo_until__isnull=True) | Q(embargo_until__range=(EARLIEST, LATEST)))
                & (Q(expires_at__isnull=True) | Q(expires_at__range=(EARLIEST, LATEST))),
                name="article_dates_in_range",
            ),
            models.CheckConstraint(
                condition=Q(age_mark__isnull=True) | Q(age_mark__in=[age for age, _label in AGE_MARKS]),
                name="article_age_mark_known",
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_slug"),
            models.CheckConstraint(
                condition=Q(work_state__in=["draft", "in_review", "returned", "ready", "done"]),
                name="article_work_known",
            ),
            models.CheckConstraint(
                condition=Q(scheduled_at__isnull=True, scheduled_revision__isnull=True)
                | Q(scheduled_at__range=(EARLIEST, LATEST), scheduled_revision__isnull=False)
                & Q(publication="published"),
                name="article_scheduled_change_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def url(self) -> str:
        return story_url(self.language, self.rubric.path, self.pk, self.slug)

    @property
    def shown_photo(self) -> "Photo | None":
        """The lead photo, while it may be shown: pages of readers ask for nothing else."""
        return None if self.lead_photo is None or self.lead_photo.problem() else self.lead_photo

    @property
    def card_title(self) -> str:
        return self.short_title or self.headline

    @property
    def reading_minutes(self) -> int:
        return max(1, round(len(self.body_text.split()) / WORDS_A_MINUTE))


def story_url(language: str, rubric_path: str, pk: int, slug: str) -> str:
    """A Kazakh story lives under /kk/ alone, a Russian one without a prefix, whatever page links to it.

    Written out, since sitemaps have it by the thousand; a test holds it equal to `articles.story_urls`.
    """
    return in_language(f"/{rubric_path}/{pk}-{slug}/", language)

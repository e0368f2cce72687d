"""Who signs stories, where they come from, what they are about."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsportal.lib.translated import translated

if TYPE_CHECKING:
    from articles.models.photo import Photo


class Author(models.Model):
    """A byline: a person or a desk, with or without an account in the admin."""

    name = translated(models.CharField(_("byline"), max_length=120))
    about = translated(models.TextField(_("about the author"), max_length=1000, blank=True, default=""))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    portrait = models.ForeignKey(
        "articles.Photo", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name_ru"]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("author", args=[self.slug])

    @property
    def shown_portrait(self) -> "Photo | None":
        """The portrait, while it may be shown: pages of readers ask for nothing else."""
        return None if self.portrait is None or self.portrait.problem() else self.portrait


class Topic(models.Model):
    """A tag: what stories of several rubrics have in common."""

    name = translated(models.CharField(_("name"), max_length=80))
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_ru"]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("topic", args=[self.slug])


class Source(models.Model):
    """Where a story comes from: the law obliges a publication to refer to the agency it takes news from."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("news agency")
        GOVERNMENT = "government", _("government body")
        MEDIA = "media", _("media")
        SOCIAL = "social", _("social network")
        OTHER = "other", _("other")

    name = translated(models.CharField(_("name"), max_length=120))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    url = models.URLField(_("address of its site"), max_length=500, blank=True)
    # «передает МИА «Казинформ»»: how a text refers to it.
    phrase = translated(models.CharField(_("phrase of attribution"), max_length=200, blank=True, default=""))
    slug = models.SlugField(_("short name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name_ru"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["agency", "government", "media", "social", "other"]),
                name="source_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

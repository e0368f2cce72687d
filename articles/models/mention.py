"""The places that a story names, as readers have it and as it is being written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.dated import Dated
from articles.places.reasons import in_words


class Mention(Dated):
    """One place in one story. A person's decision stands whatever later versions of the text say."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        ASK = "ask", _("to confirm")
        REJECTED = "rejected", _("rejected")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="mentions")
    place = models.ForeignKey(
        "articles.Place", models.PROTECT, related_name="mentions", verbose_name=_("place")
    )
    # Of the version that readers have; empty where it does not name the place.
    verdict = models.CharField(_("verdict"), max_length=9, choices=Answer, blank=True, default="")
    # Of the newest version.
    working_verdict = models.CharField(max_length=9, choices=Answer, blank=True, default="", editable=False)
    decision = models.CharField(
        _("decided by a person"), max_length=9, choices=Answer, blank=True, default=""
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Where the newest version names it, and why this verdict; `articles.places.reasons` has the words.
    sentence = models.CharField(_("sentence"), max_length=500, blank=True)
    reason = models.CharField(max_length=20, blank=True, default="", editable=False)
    witness = models.CharField(max_length=80, blank=True, default="", editable=False)
    times = models.PositiveSmallIntegerField(default=0, editable=False)
    # The first mention in the live body that may be a link: positions in its HTML.
    link_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    link_end = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(fields=["article", "place"], name="mention_once_per_story"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "confirmed", "ask", "rejected"])
                & Q(working_verdict__in=["", "confirmed", "ask", "rejected"])
                & Q(decision__in=["", "confirmed", "rejected"]),
                name="mention_verdict_known",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "verdict", "-article"], name="mention_place_stories"),
            models.Index(
                fields=["place", "-published_at", "-article"],
                condition=Q(verdict="confirmed"),
                name="mention_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_verdict_display()}"

    @property
    def why(self) -> str:
        return in_words(self.reason, self.witness)

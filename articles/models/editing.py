"""Who is writing at this moment, and what they have typed but not saved."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EditingLock(models.Model):
    """One story is written by one person at a time; a lock that is not renewed lapses by itself."""

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="lock")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The form in one tab of one browser; its autosave has the same id.
    session = models.UUIDField()
    acquired_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("editing lock")
        verbose_name_plural = _("editing locks")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user}"


class Autosave(models.Model):
    """What stands in the form of one tab, as typed. One row for a tab, replaced as typing goes on."""

    id = models.UUIDField(primary_key=True)
    # None: a story that has not been saved yet.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="autosaves"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The newest revision that the form had seen.
    base_number = models.PositiveIntegerField(default=0)
    # {name of the field: [values]}, as a browser sends them.
    fields = models.JSONField()
    # Counted by the tab: an answer that was late in the network replaces nothing newer.
    sequence = models.PositiveBigIntegerField()
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    # Thrown away by the person who typed it; kept some days all the same.
    discarded_at = models.DateTimeField(null=True, blank=True)
    # Its text became this revision: by saving, or because somebody took the story over.
    kept_as = models.ForeignKey("articles.Revision", models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        indexes = [
            models.Index(fields=["user", "article", "-saved_at"], name="autosave_user_story"),
            models.Index(fields=["saved_at"], name="autosave_age"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.saved_at:%d.%m.%Y %H:%M}"

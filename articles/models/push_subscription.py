"""Browsers and apps that asked to be told of new stories (Web Push)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PushSubscription(models.Model):
    """One browser of one reader: an address of its maker's push service, and what it wants to hear of.

    `hears_all` is what it asked for, not what is left: when its only topic is deleted it hears of nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.CharField(max_length=800, unique=True)
    # The browser's own keys, base64url: what we send, it alone can read.
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    # Of the secret by which the subscriber calls it off.
    token_hash = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=2, choices=[("ru", "ru"), ("kk", "kk")])
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="+")
    rubrics = models.ManyToManyField("articles.Rubric", blank=True, related_name="+")
    places = models.ManyToManyField("articles.Place", blank=True, related_name="+")
    # Every story of the language.
    hears_all = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("push subscription")
        verbose_name_plural = _("push subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(endpoint__startswith="https://"), name="push_endpoint_is_https"
            ),
            models.CheckConstraint(condition=Q(language__in=["ru", "kk"]), name="push_language_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PushedStory(models.Model):
    """A story of which subscribers have been told: once, whatever becomes of it later."""

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("story told by push")
        verbose_name_plural = _("stories told by push")

    def __str__(self) -> str:
        return str(self.article_id)

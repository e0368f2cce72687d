"""What a program was answered, so that the same request sent again does nothing anew."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

KEPT_FOR = timedelta(hours=24)


class IdempotentAnswer(models.Model):
    """Kept for a day: `articles.api.idempotency`. Neither the key nor the request can be read from it."""

    # «key:17», or the public address to which it was sent; whoever sends there is not told apart.
    sender = models.CharField(max_length=40)
    key_hash = models.CharField(max_length=64)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    # {name: value} of headers that belong to the answer.
    headers = models.JSONField(default=dict)
    body = models.TextField(default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "idempotent answer"
        verbose_name_plural = "idempotent answers"
        indexes = [models.Index(fields=["at"], name="idempotent_answer_age")]
        constraints = [
            models.UniqueConstraint(fields=["sender", "key_hash"], name="idempotent_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sender}, {self.at:%d.%m.%Y %H:%M}"

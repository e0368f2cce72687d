from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of the newsroom; the groups of the roles say what they may do."""

    language = models.CharField(
        _("language of the admin"),
        max_length=2,
        choices=[("ru", _("Russian")), ("kk", _("Kazakh"))],
        default="ru",
    )
    rubrics = models.ManyToManyField(
        "articles.Rubric",
        blank=True,
        related_name="+",
        verbose_name=_("own rubrics"),
        help_text=_("Where an editor publishes; with each rubric all below it. Without any: nowhere."),
    )

    def __str__(self) -> str:
        """As colleagues call each other."""
        return self.get_full_name() or self.username

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(language__in=["ru", "kk"]), name="user_language_known"),
        ]

    # Whether its password has been taken away and not been saved yet.
    _loses_password = False

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self._loses_password = raw_password is None

    def set_unusable_password(self) -> None:
        super().set_unusable_password()
        self._loses_password = True

    def save(self, *args: Any, **options: Any) -> None:
        """With another password, with none, or closed, it has no keys: whoever got in has none that lasts."""
        # Django's own mark: None when the same password is only hashed anew.
        is_changed = self._password is not None or self._loses_password  # type: ignore[attr-defined]
        ends_keys = not self._state.adding and (is_changed or not self.is_active)
        with transaction.atomic():
            super().save(*args, **options)
            if ends_keys:
                self.api_keys.filter(revoked_at=None).update(revoked_at=timezone.now())
        self._loses_password = False

    @property
    def name(self) -> str:
        """As colleagues know the person."""
        return self.get_full_name() or self.username

from django.contrib.auth.models import AbstractUser
from django.db import models
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

    @property
    def name(self) -> str:
        """As colleagues know the person."""
        return self.get_full_name() or self.username

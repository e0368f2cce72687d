from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The newsroom: stories and the places they mention."""

    name = "articles"
    verbose_name = _("Newsroom")

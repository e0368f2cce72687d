from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonotownsConfig(AppConfig):
    """The registry of single-industry towns."""

    name = "monotowns"
    verbose_name = _("Monotowns")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WidgetsConfig(AppConfig):
    """Observations from elsewhere: weather, exchange rates."""

    name = "widgets"
    verbose_name = _("Weather and exchange rates")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WidgetsConfig(AppConfig):
    """Observations from elsewhere: weather, exchange rates."""

    name = "widgets"
    verbose_name = _("Weather and exchange rates")

    def ready(self) -> None:
        from newsportal.lib.informers import oembed
        from widgets.informers.oembed import KINDS, frame_of

        oembed.register(KINDS, frame_of)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonotownsConfig(AppConfig):
    """The registry of single-industry towns."""

    name = "monotowns"
    verbose_name = _("Monotowns")

    def ready(self) -> None:
        from articles.places import links
        from monotowns.registry.town_pages import town_pages

        # Stories link their towns to the registry, which they do not know.
        links.register(town_pages)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonotownsConfig(AppConfig):
    """The registry of single-industry towns."""

    name = "monotowns"
    verbose_name = _("Monotowns")

    def ready(self) -> None:
        from articles.lint import registered
        from articles.places import areas, links
        from monotowns import lint
        from monotowns.informers.oembed import INFORMERS, PAGES, frame_of
        from monotowns.registry.region_places import places_of_region
        from monotowns.registry.town_pages import town_pages
        from newsportal.lib.informers import oembed

        # Stories link their towns to the registry, which they do not know.
        links.register(town_pages)
        # They are found by its regions…
        areas.register(places_of_region)
        # …and are held against it before readers get them.
        registered.register(lint.load)
        # Its addresses turn into informers where they are pasted.
        oembed.register((*INFORMERS, *PAGES), frame_of)

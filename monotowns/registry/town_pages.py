"""Where the page of a place is, for whoever names places and knows no registry."""

from django.urls import reverse

from monotowns.models import Town


def town_pages(places: frozenset[str]) -> dict[str, str]:
    """{address of the place: URL} of those that are towns of the registry, in the language of the page."""
    slugs = Town.objects.filter(place__slug__in=places).values_list("place__slug", flat=True)
    return {slug: reverse("monotown", args=[slug]) for slug in slugs}

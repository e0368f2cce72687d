"""The series of a city as a Dataset of schema.org, for search engines of data."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from widgets import page_head
from widgets.attribution import origins
from widgets.city_series import Series, sources
from widgets.models import City


def dataset(city: City, known: Series | None) -> dict[str, Any] | None:
    """None where there is no series: what a service observed."""
    services = origins(sources(city, None, None)) if known else []
    if known is None or not services:
        return None
    document = page_head.dataset(
        name=_("Air temperature: %(city)s") % {"city": city.name},
        description=_("Lowest, highest and mean temperature of each day since %(since)s, in °C.")
        % {"since": known.since.isoformat()},
        path=city.get_absolute_url(),
        files={
            "text/csv": reverse("weather_csv", kwargs={"slug": city.slug}),
            "application/json": reverse("weather_json", kwargs={"slug": city.slug}),
        },
        origin=services[0],
        unit="°C",
        covers=f"{known.since.isoformat()}/{known.until.isoformat()}",
    )
    geo = {
        "@type": "GeoCoordinates",
        "latitude": float(city.latitude),
        "longitude": float(city.longitude),
    }
    return document | {"spatialCoverage": {"@type": "Place", "name": city.name, "geo": geo}}

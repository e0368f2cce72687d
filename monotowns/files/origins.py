"""Where the registry has its facts from, and how to name it."""

from django.utils.translation import gettext_lazy as _

from monotowns.models import Classification
from newsportal.lib.meta import absolute
from newsportal.lib.series_files import Origin

GEONAMES = Origin(
    name="GeoNames",
    url="https://www.geonames.org/",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
)
SOURCES_OF_ROWS = Origin(
    name=_("The sources that stand in the rows"),
    url="https://stat.gov.kz/",
    licence=_("Name the source of the row beside its figure."),
)


def document_origin(edition: Classification) -> Origin:
    return Origin(
        name=edition.document.title,
        url=edition.document.url or absolute(edition.get_absolute_url()),
        licence=_("Name the document and its status: a draft is no law."),
    )

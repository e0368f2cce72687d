"""What pages of data say of themselves: title, addresses, trail, and the data for catalogues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from newsportal.lib.addresses import in_language
from newsportal.lib.meta import Meta, absolute, breadcrumb_list
from newsportal.lib.series_files import Origin

CONTEXT = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the trail, with the names that `articles/_trail.html` asks for."""

    full_name: str
    url: str


def page_meta(
    request: HttpRequest,
    title: str,
    description: str,
    *,
    trail: Sequence[Crumb] = (),
    last: str = "",
    documents: Sequence[dict[str, Any]] = (),
) -> Meta:
    """A page that answers a question in its address is for its reader, not for an index."""
    meta = Meta(title=title, path=request.path, description=description, documents=[*documents])
    if trail:
        meta.documents.append(breadcrumb_list([(crumb.full_name, crumb.url) for crumb in trail], last))
    if request.GET:
        meta.robots = "noindex, follow"
    else:
        meta.alternates = {language: in_language(request.path, language) for language in ("ru", "kk")}
    return meta


def dataset(
    *, name: str, description: str, path: str, files: dict[str, str], origin: Origin, unit: str, covers: str
) -> dict[str, Any]:
    """A Dataset for catalogues; `files` are paths by their type, `covers` is "first day/last day"."""
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": absolute(path),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": str(origin.name), "url": origin.url},
        "variableMeasured": {"@type": "PropertyValue", "name": name, "unitText": unit},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": absolute(file)}
            for kind, file in files.items()
        ],
    }
    if covers:
        document["temporalCoverage"] = covers
    if origin.licence_url:
        document["license"] = origin.licence_url
    return document

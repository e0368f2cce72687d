"""Photos for readers: only of what they may see. Originals and photos of tips have no address at all."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from articles.models import Photo
from articles.renditions import rendition_path

CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
MAX_AGE = 3600
"""Seconds: how long a photo may stay in caches after its story has been withdrawn."""


def photo(request: HttpRequest, key: str, width: int, extension: str) -> HttpResponseBase:
    """One rendition. The photo of a story that readers may not see answers as an unknown address."""
    found = Photo.objects.public().filter(key=key).only("key", "renditions").first()
    if found is None:
        raise Http404("no such photo")
    response = rendition(found, width, extension)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    response.headers["ETag"] = f'"{key}-{width}-{extension}"'
    return response


def rendition(found: Photo, width: int, extension: str) -> FileResponse:
    """The file, for whoever may have it: that is the caller's question. Raises Http404."""
    # The row says which files there are: no path of ours is built from what was asked.
    if not any(item["width"] == width and item["extension"] == extension for item in found.renditions):
        raise Http404("no such photo")
    try:
        file = default_storage.open(rendition_path(found.key, width, extension), "rb")
    except FileNotFoundError:
        raise Http404("the file is missing") from None
    return FileResponse(file, content_type=CONTENT_TYPES[extension])

"""The informers of rates and of weather as pages in a frame."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from newsportal.lib.addresses import language_of
from newsportal.lib.informers.frames import frame_page, may_be_framed
from newsportal.lib.shown import shown
from widgets.informers.contents import contents
from widgets.informers.informer import Kind, asked_informer
from widgets.weather_pages.addresses import PAGE_SECONDS


@shown(
    "rates",
    "weather",
    parameters=["currencies", "cities", "theme"],
    refuses_others=True,
    seconds=PAGE_SECONDS,
)
@may_be_framed
def informer_frame(request: HttpRequest, kind: Kind) -> HttpResponse:
    def made() -> dict[str, Any]:
        informer = asked_informer(kind, request.GET, language_of(request.path))
        return {"informer": informer, "theme": informer.theme, "found": contents(informer, timezone.now())}

    return frame_page(request, "widgets/informers/informer.html", made)

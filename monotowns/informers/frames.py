"""The informers of the registry as pages in a frame."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from monotowns.informers.contents import contents
from monotowns.informers.informer import Kind, asked_informer
from newsportal.lib.addresses import language_of
from newsportal.lib.informers.frames import frame_page, may_be_framed
from newsportal.lib.shown import shown

PARAMETERS = {name for kind in Kind for name in kind.parameters}


@shown("monotowns", "names", parameters=PARAMETERS, refuses_others=True)
@may_be_framed
def informer_frame(request: HttpRequest, kind: Kind) -> HttpResponse:
    def made() -> dict[str, Any]:
        informer = asked_informer(kind, request.GET, language_of(request.path))
        return {"informer": informer, "theme": informer.theme, "found": contents(informer)}

    return frame_page(request, f"monotowns/informers/{kind}.html", made)

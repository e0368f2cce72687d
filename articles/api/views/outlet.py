"""The publication itself."""

from typing import Any

from articles.api import outlet
from articles.furniture import Furniture
from newsportal.lib.rest.reading import ReadView

GROUP = "outlet"


class OutletView(ReadView):
    """The publication: imprint, tip line, consent for tips, addresses of its pages and feeds."""

    operation = "outlet_retrieve"
    group = GROUP
    answer = outlet.OutletFacts
    fresh_seconds = 300
    shows = ("articles_outlet",)

    def read(self, asked: dict[str, Any], **path: Any) -> outlet.OutletFacts:
        return outlet.outlet_facts(Furniture().outlet)


class BreakingView(ReadView):
    """What is urgent, in either language. An editor sets the end of each line, so ask often."""

    operation = "breaking_retrieve"
    group = GROUP
    answer = outlet.Breaking
    fresh_seconds = 10
    shows = ("articles_pin", "articles")
    # Lines begin and end by the clock.
    is_dated = False

    def read(self, asked: dict[str, Any], **path: Any) -> outlet.Breaking:
        return outlet.breaking(Furniture().outlet)

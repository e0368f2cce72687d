"""«Somebody has opened this story»: the beacon of the site, for apps."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.view_counter import counter
from newsportal.lib.rest.bodies import Body
from newsportal.lib.rest.reading import ResourceView
from newsportal.lib.rest.writing import writes


class ReadingBody(Body):
    article = serializers.IntegerField(min_value=1, max_value=2**53 - 1)


class Readings(ResourceView):
    """Nothing about the reader is sent or kept."""

    group = "articles"
    http_method_names = ["post", "options"]

    @writes("views_count", {204: None}, body=ReadingBody)
    def post(self, request: Request, sent: dict[str, Any]) -> Response:
        """Count one reading. The answer is the same for a story that there is not."""
        counter.add(sent["article"])
        return Response(status=204)

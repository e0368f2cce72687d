"""`X-Queries`: how many queries an answer took."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


def count_queries(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        asked = 0

        def count(execute: Any, sql: Any, parameters: Any, many: Any, context: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(sql, parameters, many, context)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response["X-Queries"] = str(asked)
        return response

    return answer

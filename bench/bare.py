"""What the page cache is measured against: the same bytes from a dictionary, by the same server."""

import os
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Written by the bench itself a moment ago.
PAGES = pickle.loads(Path(os.environ["BENCH_PAGES"]).read_bytes())  # noqa: S301


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    headers, body = PAGES[environ["PATH_INFO"]]
    start_response("200 OK", headers)
    return [body]

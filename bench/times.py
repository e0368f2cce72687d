"""How long every scenario takes on one corpus, in one process without a network and without the page cache.

`python -m bench.times` measures the corpus of `NEWSPORTAL_DATA`, and writes JSON for `bench.growth`.
"""

import json
import os
import statistics
import sys
import time
from itertools import cycle, islice
from typing import Any

import django
from django.test import Client
from rich.progress import Progress

RUNS = 41
WARM = 6
SLOW = 1.0
"""Seconds: what takes longer is asked for less often."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from articles.models import Article
    from bench.scenarios import addresses, of_the_desk

    reader, desk = Client(), Client()
    desk.force_login(editor())
    found: dict[str, dict[str, float]] = {}
    scenarios = [(reader, addresses()), (desk, of_the_desk())]
    with Progress(disable=not sys.stderr.isatty()) as progress:
        for client, asked in scenarios:
            for name in progress.track(asked, description="Measuring"):
                found[name] = times(client, asked[name])
                print(name, found[name], file=sys.stderr)
    print(json.dumps({"stories": Article.objects.count(), "scenarios": found}))


def editor() -> Any:
    from django.contrib.auth.models import Group

    from articles.models import User

    user, _made = User.objects.get_or_create(username="bench", defaults={"is_staff": True, "is_active": True})
    user.groups.set(Group.objects.filter(name="chief_editor"))
    return user


def times(client: Client, asked: list[str]) -> dict[str, float]:
    """Milliseconds, and the queries of the last answer."""
    wall: list[float] = []
    queries = 0.0
    for number, address in enumerate(islice(cycle(asked), WARM + RUNS)):
        begun = time.perf_counter()
        response: Any = client.get(address, headers={"host": "127.0.0.1:8000"})
        body = b"".join(response.streaming_content) if response.streaming else response.content
        spent = time.perf_counter() - begun
        if response.status_code != 200 or not body:
            raise SystemExit(f"{address}: {response.status_code}")
        if number >= WARM or spent > SLOW:
            wall.append(spent * 1000)
        queries = float(response["X-Queries"])
        if sum(wall) > SLOW * 10_000:
            break
    p50, least = statistics.median(wall), min(wall)
    p95 = statistics.quantiles(wall, n=20)[-1] if len(wall) > 1 else p50
    return {"p50": round(p50, 2), "p95": round(p95, 2), "least": round(least, 2), "queries": queries}


if __name__ == "__main__":
    main()

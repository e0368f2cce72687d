"""The client of the documentation does what the documentation says."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article
from tests import newsroom
from tests.newsportal.changes.phone import fresh

pytestmark = pytest.mark.django_db(transaction=True)
CLIENT = Path(__file__).parents[3] / "docs" / "api" / "example_client.py"


def run(site: str, kept: Path) -> str:
    command = [sys.executable, str(CLIENT), site, str(kept)]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, timeout=60).stdout


def test_it_begins_goes_away_and_comes_back(live_server: Any, tmp_path: Path, settings: Any) -> None:
    settings.PUBLIC_URL = live_server.url
    newsroom.outlet()
    section = newsroom.rubric("nature")
    stories = [newsroom.story(f"История {number}", section=section) for number in range(4)]
    kept = tmp_path / "copy.json"
    assert "4 stories" in run(live_server.url, kept)

    Article.objects.filter(pk=stories[0].pk).update(headline="Иначе")
    Article.objects.filter(pk=stories[1].pk).update(publication="none", published_at=None)
    stories[2].delete()
    newsroom.story("Новая", section=section)
    newsroom.rubric("sport")
    said = run(live_server.url, kept)
    assert "3 stories" in said
    assert "Иначе" in said

    state = json.loads(kept.read_text(encoding="utf-8"))
    server = fresh()
    assert {int(pk): story for pk, story in state["stories"].items()} == server.stories
    assert state["wholes"] == server.wholes


def test_it_begins_anew_when_its_cursor_is_too_old(live_server: Any, tmp_path: Path, settings: Any) -> None:
    settings.PUBLIC_URL = live_server.url
    newsroom.outlet()
    newsroom.story(section=newsroom.rubric("nature"))
    kept = tmp_path / "copy.json"
    run(live_server.url, kept)
    state = json.loads(kept.read_text(encoding="utf-8"))
    state["cursor"] = _of_another_database(state["cursor"])
    state["stories"]["999"] = {"headline": "Чужая", "published_at": "2020-01-01T00:00:00Z"}
    kept.write_text(json.dumps(state), encoding="utf-8")
    assert "1 stories" in run(live_server.url, kept)


def test_it_begins_anew_when_its_cursor_is_unknown(live_server: Any, tmp_path: Path, settings: Any) -> None:
    """As after a change of SECRET_KEY: no phone may be stuck for good."""
    settings.PUBLIC_URL = live_server.url
    newsroom.outlet()
    newsroom.story(section=newsroom.rubric("nature"))
    kept = tmp_path / "copy.json"
    state = {"cursor": "of-another-key:x", "stories": {}, "wholes": {}}
    kept.write_text(json.dumps(state), encoding="utf-8")
    assert "1 stories" in run(live_server.url, kept)


def _of_another_database(cursor: str) -> str:
    """As after a backup was restored elsewhere."""
    from dataclasses import replace

    from newsportal.changes.moments import Position

    position = Position.read(cursor)
    return replace(position, since=replace(position.since, database="7.7")).write()

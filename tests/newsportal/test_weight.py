"""What a reader loads before the photos, in bytes as they go over the wire."""

import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.db.models.functions import Length
from django.test import Client
from django.utils import timezone

from articles.models import Article
from newsportal.demo import loading

pytestmark = pytest.mark.django_db

STATIC = settings.BASE_DIR / "static"
FIRST_VISIT, HTML_CSS_JS, NEXT_PAGE = 100_000, 30_000, 15_000


def over_the_wire(path: Path) -> int:
    """Compressed once at its best, as static files are; fonts are compressed already."""
    data = path.read_bytes()
    return len(data) if path.suffix in {".woff2", ".png", ".ico"} else len(brotli.compress(data))


def named_files(page: str) -> set[Path]:
    """Static files that the page names, and those that its stylesheet names."""
    found = {STATIC / name for name in re.findall(r'/static/([^"#?]+)', page)}
    for sheet in [path for path in found if path.suffix == ".css"]:
        found |= {
            (sheet.parent / name).resolve() for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text())
        }
    # Not loaded by a page view: icons of an installed application, the picture for sharing.
    return {path for path in found if not re.search(r"share|touch-icon|icon-\d|favicon-32", path.name)}


def test_a_story_is_light(client: Client, record_property: Callable[[str, object], None]) -> None:
    """The heaviest stories of the demonstration, every font counted."""
    loading.load_or_renew(timezone.now())
    for story in Article.objects.published().in_language("ru").order_by(Length("body").desc())[:3]:
        answer = client.get(story.url, headers={"Accept-Encoding": "br"})
        html = len(answer.content)
        sizes = {
            path.name: over_the_wire(path) for path in named_files(client.get(story.url).content.decode())
        }
        code = html + sum(size for name, size in sizes.items() if name.endswith((".css", ".js")))
        record_property("first visit, bytes", html + sum(sizes.values()))
        record_property("HTML, CSS and JS, bytes", code)
        record_property("next page, bytes", html)
        assert html + sum(sizes.values()) <= FIRST_VISIT
        assert code <= HTML_CSS_JS
        assert html <= NEXT_PAGE

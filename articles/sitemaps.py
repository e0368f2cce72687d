"""Sitemaps by month: the map of a million stories is made of small, stable files; and two days of news."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from articles.furniture import furniture
from articles.models import Article
from articles.models.article import story_url
from articles.spans import Span, newest_of_each
from newsportal.lib.dates import iso
from newsportal.lib.meta import absolute
from newsportal.lib.shown import shown
from newsportal.lib.sitemaps import xml_answer
from newsportal.lib.text import legal
from newsportal.lib.translated import LANGUAGES

NEWS_DAYS = 2
NEWS_LIMIT = 1000
CHANGES = 2000
"""The latest ones, which the index of sitemaps tells of; what was changed before them crawlers have seen."""
# Columns, since there are thousands: the address of a story is made of these.
ADDRESS = ("language", "rubric__path", "pk", "slug")
MONTH_LIMIT = 45_000
"""A sitemap holds at most 50 000 addresses; a month of ours is far below that."""


@shown("articles")
def index(request: HttpRequest) -> HttpResponse:
    """One sitemap for sections, for pages of data, for the registry, and one for each month with stories."""
    standing = ("sitemap_sections", "sitemap_data", "sitemap_registry")
    entries = [f"<sitemap><loc>{absolute(reverse(name))}</loc></sitemap>\n" for name in standing]
    for start, changed in _months():
        address = absolute(reverse("sitemap_month", args=[f"{start:%Y}", f"{start:%m}"]))
        entries.append(f"<sitemap><loc>{address}</loc><lastmod>{iso(changed)}</lastmod></sitemap>\n")
    return xml_answer("sitemapindex", "", entries)


def _months() -> Iterator[tuple[datetime, datetime]]:
    """The beginning of each month (UTC) with stories, and when one of them was published or changed last."""
    stories = Article.objects.published()
    oldest = stories.order_by("published_at").values_list("published_at", flat=True).first()
    if oldest is None:
        return
    spans = [_month_of(oldest)]
    while spans[-1][1] <= timezone.now():
        spans.append(_month_of(spans[-1][1]))
    changed: dict[datetime, datetime] = {}
    of_changes = stories.filter(updated_at__isnull=False).order_by("-updated_at")
    for published_at, updated_at in of_changes.values_list("published_at", "updated_at")[:CHANGES]:
        changed.setdefault(_month_of(published_at)[0], updated_at)  # type: ignore[arg-type]
    for (start, _after), newest in zip(spans, newest_of_each(stories, spans), strict=True):
        if newest is not None:
            yield start, max(newest, changed.get(start, newest))


def _month_of(moment: datetime) -> Span:
    start = datetime(moment.astimezone(UTC).year, moment.astimezone(UTC).month, 1, tzinfo=UTC)
    return start, (start + timedelta(days=32)).replace(day=1)


@shown("rubrics")
def sections(request: HttpRequest) -> HttpResponse:
    """Front pages, rubrics and the standing pages, in both languages."""
    names = ("home", "weather", "rates", "contacts", "imprint", "corrections")
    entries = []
    for language in ("ru", "kk"):
        with translation.override(language):
            paths = [reverse(name) for name in names]
            paths += [rubric.url for rubric in furniture(request).tree.by_id.values()]
        entries += [f"<url><loc>{escape(absolute(path))}</loc></url>\n" for path in paths]
    return xml_answer("urlset", "", entries)


@shown("articles")
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The stories of one month (UTC)."""
    try:
        start, end = _month_of(datetime(int(year), int(month), 1, tzinfo=UTC))
    except (ValueError, OverflowError):
        raise Http404("no such month") from None
    stories = Article.objects.published().filter(published_at__gte=start, published_at__lt=end)
    rows = stories.newest_first().values_list(*ADDRESS, "published_at", "updated_at")[:MONTH_LIMIT]
    entries = [
        f"<url><loc>{_loc(*address)}</loc><lastmod>{iso(updated_at or published_at)}</lastmod></url>\n"
        for *address, published_at, updated_at in rows
    ]
    if not entries:
        raise Http404("no stories in that month")
    return xml_answer("urlset", "", entries)


@shown("articles", "outlet", seconds=600)
def news(request: HttpRequest) -> HttpResponse:
    """For Google News: two days, without partner material."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    stories = Article.objects.published().filter(published_at__gte=since, is_partner=False)
    rows = stories.newest_first().values_list(*ADDRESS, "published_at", "headline")[:NEWS_LIMIT]
    outlet = furniture(request).outlet
    publication = {
        language: f"<news:publication><news:name>{_text(getattr(outlet, f'name_{language}') or outlet.name)}"
        f"</news:name><news:language>{language}</news:language></news:publication>"
        for language in LANGUAGES
    }
    entries = [
        f"<url><loc>{_loc(language, *address)}</loc><news:news>{publication[language]}"
        f"<news:publication_date>{iso(published_at)}</news:publication_date>"
        f"<news:title>{_text(headline)}</news:title></news:news></url>\n"
        for language, *address, published_at, headline in rows
    ]
    return xml_answer("urlset", ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', entries)


def _loc(language: str, rubric_path: str, pk: int, slug: str) -> str:
    return escape(absolute(story_url(language, rubric_path, pk, slug)))


def _text(text: str) -> str:
    return escape(legal(text))

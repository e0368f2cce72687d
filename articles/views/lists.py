"""Stories by topic, by author, by day."""

from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import structured_data
from articles.calendar import FIRST_YEAR, day_url, month_calendar
from articles.models import Article, Author, Topic
from articles.paging import page_of
from newsportal.lib.dates import long_day
from newsportal.lib.shown import shown

# The portrait of an author is a photo of no story: no trigger tells of it.
MINUTE = 60


@shown("articles", "names", parameters=["before"])
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug)
    page = page_of(request, Article.objects.published().in_language().of("tagging", topic=found))
    feed = reverse("topic_rss", args=[slug])
    context = {
        "topic": found,
        "articles": page.articles,
        "older_url": page.older_url,
        "meta": structured_data.list_meta(request, found.name, feed=feed),
    }
    return render(request, "articles/topic_detail.html", context)


@shown("articles", "names", parameters=["before"], seconds=MINUTE)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    page = page_of(request, Article.objects.published().in_language().of("byline", author=found))
    feed = reverse("author_rss", args=[slug])
    context = {
        "author": found,
        "articles": page.articles,
        "older_url": page.older_url,
        "meta": structured_data.list_meta(request, found.name, description=found.about, feed=feed),
    }
    return render(request, "articles/author_detail.html", context)


def archive(request: HttpRequest) -> HttpResponse:
    """The archive begins at today."""
    return HttpResponseRedirect(day_url(timezone.localdate()))


def archive_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """A month begins at its last day, as every list begins with the newest."""
    try:
        last = (date(int(year), int(month), 1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        raise Http404("no such month") from None
    return HttpResponseRedirect(day_url(min(last, timezone.localdate())))


@shown("articles", parameters=["before"])
def archive_day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    try:
        shown = date(int(year), int(month), int(day))
    except ValueError:
        raise Http404("no such day") from None
    today = timezone.localdate()
    if not shown.year >= FIRST_YEAR or shown > today:
        raise Http404("no stories there")
    start = timezone.make_aware(datetime.combine(shown, datetime.min.time()))
    end = timezone.make_aware(datetime.combine(shown + timedelta(days=1), datetime.min.time()))
    stories = Article.objects.published().in_language()
    page = page_of(request, stories.filter(published_at__gte=start, published_at__lt=end))
    context = {
        "day": shown,
        "articles": page.articles,
        "older_url": page.older_url,
        "calendar": month_calendar(shown, today, stories),
        "meta": structured_data.list_meta(request, _("Archive: %(day)s") % {"day": long_day(shown)}),
    }
    return render(request, "articles/archive_day.html", context)

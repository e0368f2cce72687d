"""What readers and apps ask for, on whatever corpus is there: {scenario: addresses}."""

from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone

from articles.api import filters, newest_first
from articles.models import Article, Author, Rubric, Topic
from articles.models.article_queryset import ArticleQuerySet

MANY = 500
"""Different stories in the scenario of stories."""
DEEP = 10_000
"""The page of the deep lists, where there are so many."""
PAGE = 20


def addresses() -> dict[str, list[str]]:
    visible = Article.objects.published().filter(language="ru")
    stories = list(
        visible.select_related("rubric").only("slug", "language", "rubric__path").newest_first()[:MANY]
    )
    rubric = largest_rubric()
    inside = visible.filter(rubric__path__startswith=f"{rubric.path}")
    deep, deep_in_rubric = anchor(visible), anchor(inside)
    topic, author = Topic.objects.filter(slug="load-topic-7").get(), Author.objects.get(slug="load-author-7")
    day = timezone.localdate() - timedelta(days=3)
    cursor = newest_first.cursor_of(filters.KIND, deep)
    found: dict[str, list[str]] = {
        "home": ["/"],
        "story": [story.url for story in stories],
        "rubric": [rubric.url],
        "rubric, deep": [f"{rubric.url}?before={deep_in_rubric.pk}"],
        "topic": [f"/topics/{topic.slug}/"],
        "topic, deep": [f"/topics/{topic.slug}/?before={anchor(visible.filter(topics=topic)).pk}"],
        "author": [f"/authors/{author.slug}/"],
        "archive of a day": [f"/archive/{day:%Y/%m/%d}/"],
        "search, a common word": [search("река"), search("мост")],
        "search, two words": [search("снег крыша"), search("школьный музей")],
        "search, misspelled": [search("шкoльнный музeй"), search("ботаничиский")],
        "search, nothing": [search("абракадабрвщ")],
        "feed": ["/rss.xml"],
        "feed of a rubric": [f"{rubric.url}rss.xml"],
        "sitemap, index": ["/sitemap.xml"],
        "sitemap of a month": [f"/sitemap-{day:%Y-%m}.xml"],
        "news sitemap": ["/news-sitemap.xml"],
        "corrections": ["/ispravleniya/"],
        "API list": ["/api/v1/articles/"],
        "API list, deep": [f"/api/v1/articles/?{urlencode({'cursor': cursor})}"],
        "API list of a rubric": [f"/api/v1/articles/?{urlencode({'rubric': rubric.path})}"],
        "API story": [f"/api/v1/articles/{story.pk}/" for story in stories[:100]],
        "API search": [search("река", "/api/v1/search/")],
        "API changes": ["/api/v1/changes/"],
        "bootstrap": ["/api/v1/bootstrap/"],
    }
    return found


def search(words: str, path: str = "/search/") -> str:
    """As a browser sends it."""
    return f"{path}?{urlencode({'q': words})}"


def largest_rubric() -> Rubric:
    """With those below it, as its page has it."""
    tops = Rubric.objects.filter(parent=None, path__startswith="load-")
    return max(tops, key=lambda rubric: Article.objects.filter(rubric__path__startswith=rubric.path).count())


def anchor(stories: ArticleQuerySet) -> Article:
    """The last story of the page before the deep one, or of the last page of a smaller corpus."""
    ordered = stories.only("pk", "published_at").newest_first()
    place = min(DEEP * PAGE, max(stories.count() - 2 * PAGE, 1)) - 1
    return ordered[place]


def of_the_desk() -> dict[str, list[str]]:
    """Asked by somebody signed in."""
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True)[:5]
    stories = "/admin/articles/article/"
    word = urlencode({"q": "река"})
    return {
        "desk": ["/admin/"],
        "desk, stories": [stories],
        "desk, published of a rubric": [f"{stories}?{urlencode({'rubric': largest_rubric().pk})}"],
        "desk, search": [f"{stories}?{word}"],
        "desk, a story": [f"{stories}{pk}/change/" for pk in newest],
        "desk, photos": ["/admin/articles/photo/"],
    }

"""What machines read: feeds, sitemaps, JSON-LD, OpenGraph, language pairs."""

import json
import re
import uuid
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction, StorySource
from tests import newsroom

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def story() -> Article:
    newsroom.outlet()
    section = newsroom.rubric(
        "society", parent=newsroom.rubric("kazakhstan", full_name_ru="Новости Казахстана")
    )
    picture = newsroom.photo(rendered=True, credit="pexels.com")
    made = newsroom.story(
        "Заголовок «в кавычках» & </script>",
        section=section,
        topics=(newsroom.topic("water"),),
        authors=(newsroom.author("desk", name_ru="Отдел новостей"),),
        lead_photo=picture,
        photos=(picture,),
        body=f'<p>Полный <a href="/kazakhstan/">текст</a></p><figure><img src="/media/photos/{picture.key}/120.jpg" alt="Река"></figure>',
    )
    StorySource.objects.create(article=made, source=newsroom.source("agency"), url="https://agency.example/1")
    Correction.objects.create(
        article=made, kind="correction", text="Было 5, верно 6.", published_at=timezone.now()
    )
    return made


def documents(client: Client, address: str) -> dict[str, dict[str, Any]]:
    page = client.get(address).content.decode()
    found = [
        json.loads(text)
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    ]
    return {document["@type"]: document for document in found}


def test_search_engines_get_their_own_title_and_those_who_share_the_headline(client: Client) -> None:
    newsroom.outlet()
    page = client.get(newsroom.story("Лёд встал", seo_title="Когда встал лёд на реке").url).content.decode()
    assert "<title>Когда встал лёд на реке — Слияние</title>" in page
    assert '<meta property="og:title" content="Лёд встал">' in page
    without = client.get(newsroom.story("Вода ушла").url).content.decode()
    assert "<title>Вода ушла — Слияние</title>" in without


def test_news_article_names_sources_credits_and_corrections(story: Article, client: Client) -> None:
    document = documents(client, story.url)["NewsArticle"]
    assert document["headline"] == story.headline
    assert document["isBasedOn"] == ["https://agency.example/1"]
    assert document["correction"][0]["text"] == "Было 5, верно 6."
    assert document["image"]["creditText"] == "pexels.com"
    assert (document["image"]["width"], document["image"]["height"]) == (120, 80)
    assert document["publisher"]["name"] == "Слияние"
    assert document["author"][0]["name"] == "Отдел новостей"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:00", document["datePublished"])


def test_breadcrumbs_end_with_the_story_itself(story: Article, client: Client) -> None:
    items = documents(client, story.url)["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in items] == ["Новости Казахстана", "Новости: society", story.headline]
    assert "item" in items[0]
    assert "item" not in items[-1]


def test_the_front_page_says_who_publishes(story: Article, client: Client) -> None:
    assert documents(client, "/")["NewsMediaOrganization"]["name"] == "Слияние"


def test_partner_material_is_no_news(story: Article, client: Client) -> None:
    Article.objects.update(is_partner=True)
    assert "NewsArticle" not in documents(client, story.url)
    assert story.slug not in client.get("/news-sitemap.xml").content.decode()


def test_open_graph_has_a_picture_of_declared_size(story: Article, client: Client) -> None:
    page = client.get(story.url).content.decode()
    assert 'property="og:image" content="http://127.0.0.1:8000/media/photos/' in page
    assert 'property="og:image:width" content="120"' in page
    assert f'rel="canonical" href="http://127.0.0.1:8000{story.url}"' in page


def test_a_pair_of_languages_points_at_each_other(story: Article, client: Client) -> None:
    kazakh = newsroom.story("Тақырып", language="kk", translation_group=story.translation_group)
    for here in (story, kazakh):
        page = client.get(here.url).content.decode()
        for language, other in (("ru", story), ("kk", kazakh)):
            assert re.search(
                f'hreflang="{language}"[^>]* href="http://127.0.0.1:8000{other.url}"', page
            ) or re.search(f'href="http://127.0.0.1:8000{other.url}"[^>]* hreflang="{language}"', page)
    alone = newsroom.story("Одна", translation_group=uuid.uuid4())
    assert 'rel="alternate" hreflang' not in client.get(alone.url).content.decode()


def test_the_feed_carries_the_whole_story(story: Article, client: Client) -> None:
    answer = client.get("/rss.xml")
    item = ElementTree.fromstring(answer.content).find("channel/item")
    assert item is not None
    body = item.findtext(CONTENT) or ""
    assert "Полный" in body
    assert "Было 5, верно 6." in body
    assert 'href="http://127.0.0.1:8000/kazakhstan/"' in body
    assert not re.search(r'(src|href)="/', body)
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("type") == "image/jpeg"
    assert item.findtext("guid") == f"http://127.0.0.1:8000{story.url}"
    assert client.get("/rss.xml", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/rss.xml",
        "/kazakhstan/rss.xml",
        "/kazakhstan/society/rss.xml",
        "/topics/water/rss.xml",
        "/authors/desk/rss.xml",
    ],
)
def test_every_list_has_a_feed(path: str, story: Article, client: Client) -> None:
    answer = client.get(path)
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert story.slug in answer.content.decode()
    # The Kazakh feed is a feed of its own, and has nothing yet.
    assert story.slug not in client.get("/kk" + path).content.decode()


@pytest.mark.parametrize("path", ["/no/rss.xml", "/topics/no/rss.xml", "/authors/no/rss.xml"])
def test_a_feed_of_nothing_is_404(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


def test_sitemaps_hold_together(story: Article, client: Client) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    maps = [entry.text or "" for entry in index.iter(f"{MAP}loc")]
    addresses: list[str] = []
    for address in maps:
        answer = client.get(address.removeprefix("http://127.0.0.1:8000"))
        assert answer.status_code == 200
        addresses += [entry.text or "" for entry in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")]
    assert f"http://127.0.0.1:8000{story.url}" in addresses
    for address in addresses:
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200, address


def test_the_news_sitemap_covers_two_days(story: Article, client: Client) -> None:
    newsroom.story("Вчера", slug="vchera", age=timedelta(hours=47))
    newsroom.story("Позавчера", slug="pozavchera", age=timedelta(hours=49))
    page = client.get("/news-sitemap.xml").content.decode()
    assert "vchera" in page
    assert "pozavchera" not in page


def test_robots_manifest_and_opensearch(story: Article, client: Client) -> None:
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert client.get("/manifest.webmanifest").json()["name"] == "Слияние"
    assert "{searchTerms}" in client.get("/opensearch.xml").content.decode()


def test_one_odd_character_breaks_no_feed(client: Client) -> None:
    newsroom.outlet(name_ru="Сли\x0bяние")
    newsroom.story(
        "Сло\x0bво",
        section=newsroom.rubric("odd", full_name_ru="Руб\x0bрика", menu_name_ru="Руб\x0bрика"),
        authors=(newsroom.author("odd", name_ru="От\x0bдел"),),
        topics=(newsroom.topic("odd", name_ru="Те\ufffeма"),),
        body="<p>Те\x08кст</p>",
    )
    for path in (
        "/rss.xml",
        "/odd/rss.xml",
        "/topics/odd/rss.xml",
        "/authors/odd/rss.xml",
        "/news-sitemap.xml",
    ):
        assert "Слово" in ElementTree.tostring(ElementTree.fromstring(client.get(path).content), "unicode")


def test_enclosures_say_their_length(story: Article, client: Client) -> None:
    enclosure = ElementTree.fromstring(client.get("/rss.xml").content).find("channel/item/enclosure")
    assert enclosure is not None
    served = client.get((enclosure.get("url") or "").removeprefix("http://127.0.0.1:8000"))
    assert int(enclosure.get("length") or 0) == len(b"".join(served)) > 0


def test_the_feed_of_a_moved_rubric_moves_with_it(story: Article, client: Client) -> None:
    section = story.rubric
    section.slug = "people"
    section.save()
    answer = client.get("/kazakhstan/society/rss.xml")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/kazakhstan/people/rss.xml")


def test_credits_stand_below_photos_of_the_text(story: Article, client: Client) -> None:
    assert client.get(story.url).content.decode().count("Фото: pexels.com") == 2


def test_every_page_has_a_picture_to_share(story: Article, client: Client) -> None:
    for path in ("/", "/kazakhstan/", newsroom.story("Без снимка").url):
        assert 'property="og:image"' in client.get(path).content.decode()

"""JSON-LD and OpenGraph of the newsroom's pages."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from articles.furniture import furniture
from articles.models import Article, Outlet, Photo, Rubric
from articles.story_page import StoryPage
from newsportal.lib.addresses import in_language
from newsportal.lib.dates import iso
from newsportal.lib.meta import Meta, absolute, breadcrumb_list

CONTEXT = "https://schema.org"


def organization(outlet: Outlet) -> dict[str, Any]:
    """The publisher, as NewsMediaOrganization."""
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsMediaOrganization",
        "name": outlet.name,
        "url": absolute(reverse("home")),
        "logo": {
            "@type": "ImageObject",
            "url": absolute(static("img/icon-512.png")),
            "width": 512,
            "height": 512,
        },
    }
    if outlet.email:
        document["email"] = outlet.email
    if outlet.phone:
        document["telephone"] = outlet.phone
    if outlet.address:
        document["address"] = outlet.address
    document["correctionsPolicy"] = absolute(reverse("corrections"))
    return document


def breadcrumbs(trail: list[Rubric], last: str = "") -> dict[str, Any]:
    return breadcrumb_list([(rubric.full_name, rubric.url) for rubric in trail], last)


def news_article(page: StoryPage, outlet: Outlet) -> dict[str, Any]:
    """NewsArticle with its sources, credits and corrections."""
    article = page.article
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "AdvertiserContentArticle" if article.is_partner else "NewsArticle",
        "headline": article.headline,
        "description": article.lead,
        "inLanguage": article.language,
        "url": absolute(article.url),
        "mainEntityOfPage": absolute(article.url),
        "datePublished": iso(article.published_at),  # type: ignore[arg-type]
        "dateModified": iso(article.updated_at or article.published_at),  # type: ignore[arg-type]
        "articleSection": article.rubric.full_name,
        "author": [
            {
                "@type": "Organization" if outlet.is_demo else "Person",
                "name": author["name"],
                "url": absolute(author["url"]),
            }
            for author in page.authors
        ],
        "publisher": {key: value for key, value in organization(outlet).items() if key != "@context"},
        "keywords": [topic["name"] for topic in page.topics],
        "isAccessibleForFree": True,
    }
    if photo := article.shown_photo:
        document["image"] = image_object(photo)
    linked = [source for source in page.sources if source["item_url"]]
    based_on = [source["item_url"] for source in linked if source["relation"] == "based_on"]
    cites = [source["item_url"] for source in linked if source["relation"] == "cites"]
    if based_on:
        document["isBasedOn"] = based_on
    if cites:
        document["citation"] = cites
    if page.corrections:
        document["correction"] = [
            {"@type": "CorrectionComment", "text": item["text"], "datePublished": iso(item["published_at"])}
            for item in page.corrections
        ]
    if article.age_mark:
        document["typicalAgeRange"] = f"{article.age_mark}-"
    return document


def image_object(photo: Photo) -> dict[str, Any]:
    rendition = photo.best_for_sharing()
    if rendition is None:
        return {
            "@type": "ImageObject",
            "creditText": photo.credit,
            "width": photo.width,
            "height": photo.height,
        }
    return {
        "@type": "ImageObject",
        "url": absolute(photo.url(rendition["width"], "jpg")),
        "width": rendition["width"],
        "height": rendition["height"],
        "creditText": photo.credit,
    }


def story_meta(page: StoryPage, trail: list[Rubric], outlet: Outlet) -> Meta:
    """The head of a story that is there for all to find."""
    article = page.article
    meta = _shared_meta(page, outlet)
    meta.path = article.url
    meta.documents = [news_article(page, outlet), breadcrumbs(trail, article.headline)]
    if page.translations:
        meta.alternates = {item["language"]: item["url"] for item in page.translations} | {
            article.language: article.url
        }
    return meta


def draft_meta(page: StoryPage, outlet: Outlet) -> Meta:
    """The head of a preview: how the story will be shared, and nothing by which a machine would find it."""
    meta = _shared_meta(page, outlet)
    meta.robots = "noindex, nofollow"
    return meta


def _shared_meta(page: StoryPage, outlet: Outlet) -> Meta:
    article = page.article
    meta = Meta(
        title=article.seo_title or article.headline,
        shared_title=article.headline,
        description=article.lead,
        type="article",
        published=iso(article.published_at),  # type: ignore[arg-type]
        modified=iso(article.updated_at) if article.updated_at else "",
    )
    _share_photo(meta, article, outlet)
    return meta


def _share_photo(meta: Meta, article: Article, outlet: Outlet) -> None:
    photo = article.shown_photo
    rendition = photo.best_for_sharing() if photo else None
    if photo is None or rendition is None:
        share_outlet(meta, outlet)
        return
    meta.image_path = photo.url(rendition["width"], "jpg")
    meta.image_width, meta.image_height = rendition["width"], rendition["height"]
    meta.image_alt = photo.alt


def share_outlet(meta: Meta, outlet: Outlet) -> None:
    """The picture of pages that have none of their own; the wide one bears the demonstration's name."""
    if outlet.is_demo:
        meta.image_path, meta.image_width, meta.image_height = static("img/share.png"), 1200, 630
    else:
        meta.image_path, meta.image_width, meta.image_height = static("img/icon-512.png"), 512, 512
    meta.image_alt = outlet.name


def list_meta(
    request: HttpRequest,
    title: str,
    *,
    description: str = "",
    trail: list[Rubric] | None = None,
    feed: str = "",
    bilingual: bool = True,
    documents: list[dict[str, Any]] | None = None,
) -> Meta:
    """The head of a list. Pages after the first are for readers, not for an index of their own."""
    meta = Meta(
        title=title, path=request.path, description=description, feed_path=feed, documents=documents or []
    )
    outlet = furniture(request).outlet
    # Every page says what it is; one without words of its own says what the site is.
    meta.description = meta.description or f"{title} — {outlet.tagline}"
    share_outlet(meta, outlet)
    if trail:
        meta.documents.append(breadcrumbs(trail))
    if request.GET:
        meta.robots = "noindex, follow"
    elif bilingual:
        meta.alternates = {language: in_language(request.path, language) for language in ("ru", "kk")}
    return meta

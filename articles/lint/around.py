"""Reads from the database what the rules need to know, in two queries; other rooms read for theirs."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from articles.content import Content
from articles.lint import registered
from articles.lint.facts import Around, PhotoFacts, SourceFacts
from articles.models import Article, Photo, Source
from newsportal.lib import html
from newsportal.lib.translated import in_language_of_page


def load(
    content: Content,
    *,
    language: str,
    article: Article | None = None,
    publish_at: datetime | None = None,
    now: datetime | None = None,
) -> Around:
    """`article`: the row the content belongs to, when there is one; `publish_at`: when it is to appear."""
    now = now or timezone.now()
    is_live = article is not None and article.publication == Article.Publication.PUBLISHED
    return Around(
        now=now,
        photos=_photos(content, language, publish_at or now),
        sources=_sources(content),
        own_hosts=own_hosts(),
        publish_at=publish_at,
        embargo_until=article.embargo_until if article else None,
        expires_at=article.expires_at if article else None,
        is_live=bool(article and is_live and article.published_at and article.published_at <= now),
        others=registered.load(content, language),
    )


def own_hosts() -> frozenset[str]:
    """Hosts under which readers open this site."""
    hosts = [*settings.ALLOWED_HOSTS, urlsplit(settings.PUBLIC_URL).hostname or ""]
    return frozenset(host.lstrip(".").lower() for host in hosts if host not in {"", "*"})


def _photos(content: Content, language: str, moment: datetime) -> dict[int | str, PhotoFacts]:
    chosen = Q(pk=content["lead_photo"]) | Q(key__in=html.photo_keys(content["body"]))
    found: dict[int | str, PhotoFacts] = {}
    for photo in Photo.objects.filter(chosen).defer("renditions"):
        problem = photo.problem(moment)
        found[photo.pk] = found[photo.key] = PhotoFacts(
            key=photo.key,
            title=str(photo),
            # Words of the other language would be read aloud with the wrong voice: no falling back here.
            alt=photo.alt_kk if language == "kk" else photo.alt_ru,  # type: ignore[attr-defined]
            credit=photo.credit,
            is_decorative=photo.is_decorative,
            unusable=problem.label if problem else None,
        )
    return found


def _sources(content: Content) -> dict[int, SourceFacts]:
    wanted = Q(pk__in=[item["source"] for item in content["sources"]]) | Q(kind=Source.Kind.AGENCY)
    rows = Source.objects.filter(wanted).values(
        "pk", "kind", "url", "name_ru", "name_kk", "phrase_ru", "phrase_kk"
    )
    return {
        row["pk"]: SourceFacts(
            kind=row["kind"],
            name=in_language_of_page(row, "name"),
            url=row["url"],
            names=(row["name_ru"], row["name_kk"]),
            phrases=(row["phrase_ru"], row["phrase_kk"]),
        )
        for row in rows
    }

"""A story with one of everything that its page can show, and neighbours around it."""

from typing import Any

from django.utils import timezone

from articles import content as contents
from articles import publishing, revisions
from articles.models import Article, Correction
from tests import newsroom

BODY = (
    '<p>Первый <a href="https://stat.gov.kz/">абзац</a>.</p>'
    '<figure><img src="/media/photos/{key}/120.jpg" alt="Лёд у берега"><figcaption>Лёд</figcaption></figure>'
    "<table><caption>Т</caption><tbody><tr><td>1</td></tr></tbody></table>"
)


def full_draft(language: str = "ru", **fields: Any) -> Article:
    top = newsroom.rubric("kazakhstan", menu_name_ru="Казахстан", full_name_ru="Новости Казахстана")
    section = newsroom.rubric("society", parent=top, menu_name_kk="Қоғам", full_name_kk="Қазақстандағы қоғам")
    above, inside = newsroom.photo(rendered=True, caption_ru="Зима"), newsroom.photo(rendered=True)
    water, ice = newsroom.topic("water", name_ru="Вода", name_kk="Су"), newsroom.topic("ice", name_ru="Лёд")
    for number in range(3):
        newsroom.story(f"Сосед {number}", language=language, section=section, topics=(water,))
    values: dict[str, Any] = {
        "schema": contents.SCHEMA,
        "headline": "Двадцать городов & «три» группы",
        "short_title": "Города",
        "seo_title": "Моногорода: список",
        "lead": "О чём она.",
        "slug": "goroda",
        "body": BODY.format(key=inside.key),
        "age_mark": 12,
        "is_partner": True,
        "is_unverified": True,
        "rubric": section.pk,
        "lead_photo": above.pk,
        "topics": sorted([water.pk, ice.pk]),
        "authors": [newsroom.author(name_ru="Яна").pk, newsroom.author(name_ru="Абай").pk],
        "sources": [
            {"source": newsroom.source("second").pk, "url": "https://agency.example/1", "relation": "cites"},
            {"source": newsroom.source("first").pk, "url": "", "relation": "based_on"},
        ],
    }
    return revisions.create_story(language=language, content=values | fields)  # type: ignore[arg-type]


def full_live_story(language: str = "ru") -> Article:
    story = full_draft(language)
    publishing.publish(story, story.revisions.get())
    other = "kk" if language == "ru" else "ru"
    newsroom.story("Аударма", language=other, translation_group=story.translation_group)
    for placement in ("top", "bottom"):
        Correction.objects.create(
            article=story,
            kind="correction",
            placement=placement,
            text="Верно 21.",
            published_at=timezone.now(),
        )
    return Article.objects.get(pk=story.pk)

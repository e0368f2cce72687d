"""Taking a story from readers: reasons in its language, a note for colleagues, and everything gone at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import content as contents
from articles import pinning, publishing, revisions
from articles.models import Article, Correction, Pin, Rubric
from tests import newsroom
from tests.articles.admin.conftest import draft

pytestmark = pytest.mark.django_db


def url(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/withdraw/"


def answers(desk: Client, story: Article, **changes: Any) -> dict[str, Any]:
    version = desk.get(url(story)).context["form"]["version"].value()
    return {"version": version, "reason": "Не подтвердилось"} | changes


def test_the_note_for_colleagues_stays_in_the_log(desk: Client, live_story: Article) -> None:
    newsroom.outlet()
    values = answers(desk, live_story, internal_note="Звонил адвокат, номер в сейфе")
    assert desk.post(url(live_story), values).status_code == 302
    page = desk.get(live_story.url)
    assert page.status_code == 410
    assert "Не подтвердилось" in page.content.decode()
    assert "адвокат" not in page.content.decode()
    assert "адвокат" in desk.get(f"/admin/articles/article/{live_story.pk}/log/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"reason": "x\x00"}, "reason"),
        ({"internal_note": "x" * 2001}, "internal_note"),
        ({"version": "9" * 30}, "__all__"),
        ({"version": "x"}, "version"),
    ],
)
def test_a_senseless_answer_withdraws_nothing(
    desk: Client, live_story: Article, changes: dict[str, str], field: str
) -> None:
    page = desk.post(url(live_story), answers(desk, live_story, **changes))
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert Article.objects.published().exists()


def test_reasons_are_offered_in_the_language_of_the_story(desk: Client, section: Rubric) -> None:
    pages = {}
    for language in ("ru", "kk"):
        content = draft(section, slug=f"s-{language}").revisions.get().content
        story = revisions.create_story(language=language, content=content)
        publishing.publish(story, story.revisions.get())
        page = desk.get(url(story))
        pages[language] = page.context["usual_reasons"]
        assert 'list="usual-reasons"' in page.content.decode()
        assert f'lang="{language}"' in page.content.decode()
    assert len(pages["ru"]) == len(set(pages["ru"])) == len(pages["kk"])


def test_a_withdrawn_story_is_gone_everywhere_at_once_and_comes_back(desk: Client, section: Rubric) -> None:
    newsroom.outlet()
    picture = newsroom.photo(rendered=True)
    topic = newsroom.topic("water")
    story = draft(section, "Прорыв дамбы у Риддера", topics=[topic.pk], lead_photo=picture.pk)
    publishing.publish(story, story.revisions.get())
    beside = newsroom.story("Другая новость", section=section, topics=(topic,), age=timedelta(0))
    now = timezone.now()
    for slot in Pin.Slot:
        pinning.keep(Pin(slot=slot, article=story, starts_at=now, ends_at=now + timedelta(hours=1)), by=None)
    Correction.objects.create(
        article=story, kind="correction", text="Прорыв дамбы: уточнение", published_at=now
    )
    surfaces = [
        "/",
        "/imprint/",
        "/nature/",
        "/topics/water/",
        "/search/?q=дамбы",
        "/ispravleniya/",
        "/ispravleniya/rss.xml",
        "/rss.xml",
        "/nature/rss.xml",
        "/news-sitemap.xml",
        f"/archive/{timezone.localdate(story.published_at):%Y/%m/%d}/",
        f"/sitemap-{story.published_at:%Y-%m}.xml",
        beside.url,
    ]

    def shown() -> set[str]:
        return {address for address in surfaces if story.slug in desk.get(address).content.decode()}

    assert shown() == set(surfaces)
    assert desk.get(picture.url(120, "jpg")).status_code == 200
    assert desk.post(url(story), answers(desk, story)).status_code == 302
    assert shown() == set()
    assert desk.get(picture.url(120, "jpg")).status_code == 404
    assert desk.get(story.url).status_code == 410
    publishing.publish(Article.objects.get(pk=story.pk), story.revisions.get())
    # All but the page that had it in the breaking bar alone.
    assert shown() == set(surfaces) - {"/imprint/"}
    assert contents.capture(Article.objects.get(pk=story.pk)) == story.revisions.get().content

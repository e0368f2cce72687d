from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import revisions, work
from articles.admin.article import changelist
from articles.models import Article, Correction, Rubric, StorySource, User
from articles.publication_state import PublicationState, in_state, state_of
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.query_plans import plan

LIST = "/admin/articles/article/"

pytestmark = pytest.mark.django_db


def headlines(client: Client, **query: Any) -> list[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [row.working_headline or row.headline for row in response.context["cl"].result_list]


def test_as_many_queries_for_a_hundred_rows_as_for_ten(desk: Client, editor: User, section: Rubric) -> None:
    paths = [
        "",
        "?q=лёд",
        "?state=published",
        "?rubric=nature",
        "?language=ru",
        "?mine=on",
        "?since=2020-01-01",
        "?corrected=on&without_photo=on",
    ]
    counts: list[dict[str, int]] = []
    for number in (10, 90):
        for _row in range(number):
            made = newsroom.story("Лёд", section=section, created_by=editor)
            saved = made.revisions.create(number=1, content={}, saved_by=editor)
            Article.objects.filter(pk=made.pk).update(working_revision=saved)
            Correction.objects.create(article=made, kind="reply", text="x", published_at=timezone.now())
        counts.append({})
        for path in paths:
            desk.get(LIST + path)
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(LIST + path).status_code == 200
            counts[-1][path] = len(queries)
            assert not any("COUNT(" in query["sql"] for query in queries), path
    assert counts[0] == counts[1]


def test_pages_go_on_without_a_count(desk: Client, section: Rubric) -> None:
    made = [newsroom.story(section=section).pk for _row in range(103)]
    seen = []
    url = LIST
    while url:
        page = desk.get(url)
        changes = page.context["cl"]
        seen += [row.pk for row in changes.result_list]
        url = LIST + changes.older if changes.older else ""
    assert seen == made[::-1]
    assert changes.newer == "?p=2"


@pytest.mark.parametrize(
    "query",
    [
        "p=0",
        "p=-1",
        "p=x",
        "p=99999999999999999999",
        "p=7",
        "o=99",
        "state=x",
        "rubric=x",
        "language=x",
        "work=x",
        "mine=x",
        "creator=x",
        "creator=999999999999999999999999999999",
        "author=-1",
        "topic=999999999999999999999999999999",
        "source=1,2",
        "since=x&until=2026-02-30",
        "since=0001-01-01&until=9999-12-31",
        "since=2026-02-02&until=2026-01-01",
        "q=" + "х" * 1000,
        "q=" + "х+" * 1000,
        "q=%25_%5C'\"",
        "q=999999999999999999999999999999",
        "q=https://newsroom.example/" + "9" * 30 + "-x/",
        "state=published&state=none&rubric=&topic=",
    ],
)
def test_a_senseless_query_is_no_error(desk: Client, story: Article, query: str) -> None:
    assert desk.get(f"{LIST}?{query}", follow=True).status_code == 200


def test_every_state_has_its_name_and_its_filter(desk: Client, section: Rubric) -> None:
    now = timezone.now()
    for name, fields in newsroom.hidden_states(now).items():
        newsroom.story(name, section=section, **fields)
    newsroom.story("published", section=section)
    expected = {
        "none": {"draft", "draft with a date"},
        "scheduled": {"tomorrow"},
        "embargo": {"embargo"},
        "expired": {"expired"},
        "withdrawn": {"withdrawn"},
        "published": {"published"},
    }
    for state, names in expected.items():
        assert set(headlines(desk, state=state)) == names
        assert {s.headline for s in Article.objects.all() if state_of(s, now) == state} == names


def test_the_states_divide_all_stories_as_the_rule_of_visibility_does(section: Rubric) -> None:
    now = timezone.now()
    moments = [None, now - timedelta(hours=2), now, now + timedelta(hours=2)]
    for publication in ("none", "published"):
        for embargo in moments:
            for ends in moments:
                for at in (now - timedelta(hours=3), now, now + timedelta(hours=1)):
                    if ends is not None and ends <= at:
                        continue
                    newsroom.story(
                        section=section,
                        publication=publication,
                        published_at=at,
                        embargo_until=embargo,
                        expires_at=ends,
                    )
    visible = set(Article.objects.published(now).values_list("pk", flat=True))
    seen: list[int] = []
    for state in PublicationState:
        rows = list(Article.objects.filter(in_state(state, now)))
        assert {state_of(row, now) for row in rows} <= {state}
        if state == PublicationState.PUBLISHED:
            assert {row.pk for row in rows} == visible
        seen += [row.pk for row in rows]
    assert sorted(seen) == sorted(Article.objects.values_list("pk", flat=True))


def test_a_rubric_is_shown_with_what_is_below_it(desk: Client, section: Rubric) -> None:
    below = newsroom.rubric("taiga", parent=section)
    newsroom.story("Выше", section=section)
    newsroom.story("Ниже", section=below)
    newsroom.story("Рядом", section=newsroom.rubric("nature-x"))
    assert headlines(desk, rubric="nature") == ["Ниже", "Выше"]
    assert headlines(desk, rubric="nature/taiga") == ["Ниже"]


def test_the_headline_being_worked_on_is_shown_and_found(
    desk: Client, section: Rubric, live_story: Article
) -> None:
    story = draft(section, "Без названия")
    content = story.revisions.get().content | {"headline": "Ледостав близко"}
    revisions.save_revision(story, content, by=None)
    assert headlines(desk) == ["Ледостав близко", "Лёд на реке"]
    assert headlines(desk, q="ледостав") == ["Ледостав близко"]
    assert headlines(desk, q="ЛЕД НА") == ["Лёд на реке"]
    assert headlines(desk, q=str(story.pk)) == ["Ледостав близко"]
    assert headlines(desk, q="100%_") == []


def test_only_what_readers_see_has_a_link(desk: Client, section: Rubric) -> None:
    newsroom.story("Видна", section=section)
    newsroom.story("Завтра", section=section, published_at=timezone.now() + timedelta(days=1))
    page = desk.get(LIST).content.decode()
    assert page.count('href="/nature/') == 1


def test_stories_are_chosen_by_typing(desk: Client, live_story: Article) -> None:
    url = "/admin/autocomplete/"
    query = {"app_label": "articles", "model_name": "pin", "field_name": "article", "term": "лед"}
    with CaptureQueriesContext(connection) as queries:
        answer = desk.get(url, query).json()
    assert [row["text"] for row in answer["results"]] == ["Лёд на реке"]
    assert not any("COUNT(" in query["sql"] for query in queries)


# Filters.


def test_filters_hold_together(desk: Client, section: Rubric) -> None:
    below = newsroom.rubric("taiga", parent=section)
    topic = newsroom.topic()
    newsroom.story("Обе", section=below, topics=(topic,), is_partner=True)
    newsroom.story("Без темы", section=below, is_partner=True)
    newsroom.story("Не партнёрская", section=below, topics=(topic,))
    newsroom.story("Другой рубрики", section=newsroom.rubric("x"), topics=(topic,), is_partner=True)
    assert headlines(desk, rubric="nature", topic=topic.pk, partner="on") == ["Обе"]
    assert headlines(desk, rubric="nature", topic=topic.pk, partner="on", q="тем") == []


def test_each_mark_has_its_filter(desk: Client, section: Rubric) -> None:
    photo = newsroom.photo()
    newsroom.story("Непроверенная", section=section, is_unverified=True, lead_photo=photo)
    newsroom.story("Партнёрская", section=section, is_partner=True, lead_photo=photo)
    corrected = newsroom.story("Исправленная", section=section, lead_photo=photo)
    proposed = newsroom.story("С предложением", section=section, lead_photo=photo)
    newsroom.story("Без фото", section=section)
    Correction.objects.create(article=corrected, kind="reply", text="x", published_at=timezone.now())
    Correction.objects.create(article=proposed, kind="reply", text="x")
    assert headlines(desk, unverified="on") == ["Непроверенная"]
    assert headlines(desk, partner="on") == ["Партнёрская"]
    assert headlines(desk, corrected="on") == ["Исправленная"]
    assert headlines(desk, without_photo="on") == ["Без фото"]


def test_the_state_of_work_is_a_filter_and_so_is_any_of_them(desk: Client, section: Rubric) -> None:
    for name in ("Готов", "На проверке", "Черновик"):
        story = draft(section, name)
        if name != "Черновик":
            work.submit(story, by=None)
        if name == "Готов":
            work.mark_ready(story, by=None)
    newsroom.story("Вышла", section=section, work_state="done")
    assert headlines(desk, work="in_review") == ["На проверке"]
    assert headlines(desk, work="open") == ["Черновик", "На проверке", "Готов"]
    assert headlines(desk, work="done") == ["Вышла"]


def test_mine_are_stories_begun_or_signed(desk: Client, editor: User, section: Rubric) -> None:
    other = member(roles=("correspondent",))
    signature = newsroom.author(user=editor)
    newsroom.story("Начата", section=section, created_by=editor)
    newsroom.story("Подписана", section=section, created_by=other, authors=(signature,))
    draft(section, "Подписан черновик", authors=[signature.pk])
    newsroom.story("Чужая", section=section, created_by=other)
    assert headlines(desk, mine="on") == ["Подписан черновик", "Подписана", "Начата"]
    assert headlines(desk, creator=other.pk) == ["Чужая", "Подписана"]
    assert headlines(desk, author=signature.pk) == ["Подписана"]


def test_a_source_is_a_filter(desk: Client, section: Rubric) -> None:
    source = newsroom.source()
    based = newsroom.story("По сообщению агентства", section=section)
    newsroom.story("Своя", section=section)
    for address in ("https://source.example/1", "https://source.example/2"):
        StorySource.objects.create(article=based, source=source, url=address)
    assert headlines(desk, source=source.pk) == ["По сообщению агентства"]


def test_a_period_is_of_days_of_the_newsroom_and_read_by_dates(desk: Client, section: Rubric) -> None:
    for day, hour, name in ((9, 18, "Раньше"), (10, 18, "Последняя"), (9, 19, "Первая"), (10, 19, "Позже")):
        newsroom.story(name, section=section, published_at=datetime(2026, 11, day, hour, 59, tzinfo=UTC))
    assert headlines(desk, since="2026-11-10", until="2026-11-10") == ["Последняя", "Первая"]
    assert headlines(desk, since="2026-11-11") == ["Позже"]
    assert headlines(desk, until="2026-11-09") == ["Раньше"]


def test_what_is_wrong_in_a_filter_is_said_beside_it_and_the_rest_holds(
    desk: Client, section: Rubric
) -> None:
    newsroom.story("Русская", section=section)
    newsroom.story("Қазақша", section=section, language="kk")
    page = desk.get(LIST, {"since": "2026-13-45", "language": "kk"})
    assert list(page.context["cl"].filters.errors) == ["since"]
    assert [row.headline for row in page.context["cl"].result_list] == ["Қазақша"]
    assert "errorlist" in page.content.decode()


def test_filters_and_search_can_be_cleared_at_once(desk: Client, story: Article) -> None:
    assert "?language=ru" not in desk.get(LIST).content.decode()
    page = desk.get(LIST, {"language": "ru", "q": "лёд"}).content.decode()
    assert '<a href="?">' in page


def test_an_empty_list_says_so(desk: Client, story: Article) -> None:
    page = desk.get(LIST, {"language": "kk"}).content.decode()
    assert 'class="nothing-found"' in page
    assert 'id="result_list"' not in page


# Search.


def test_all_words_are_found_in_any_order(desk: Client, section: Rubric) -> None:
    draft(section, "Ледоход на Иртыше начался раньше")
    draft(section, "Иртыш обмелел")
    assert headlines(desk, q="иртыш ледоход") == ["Ледоход на Иртыше начался раньше"]
    assert headlines(desk, q="ИРТЫШ") == ["Иртыш обмелел", "Ледоход на Иртыше начался раньше"]
    assert headlines(desk, q="иртыш засуха") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://newsroom.example/nature/{pk}-lyod-na-reke/",
        "https://newsroom.example/kk/nature/{pk}-muz/?utm_source=telegram#comments",
        "http://127.0.0.1:8000/admin/articles/article/{pk}/change/",
        "/nature/{pk}-lyod-na-reke/",
        "https://newsroom.example/kazakhstan/society/{pk}.html",
        " https://newsroom.example/{pk} ",
    ],
)
def test_the_address_of_a_story_finds_it(desk: Client, section: Rubric, address: str) -> None:
    found, _other = draft(section, "Искомая"), draft(section, "Другая")
    assert headlines(desk, q=address.format(pk=found.pk)) == ["Искомая"]


def test_the_search_is_answered_by_the_index(story: Article) -> None:
    found = changelist.find(Article.objects.order_by(), "снег река")
    assert "article_headlines_trgm" in plan(found)
    with CaptureQueriesContext(connection) as queries:
        assert list(found) == []
    (query,) = queries.captured_queries
    # One index has both headlines.
    assert query["sql"].count("articles_fold_headlines") == 2


def test_a_number_is_a_number_and_a_word(desk: Client, section: Rubric) -> None:
    story = draft(section, "Искомая")
    draft(section, f"Дом {story.pk} на Казахстан")
    assert headlines(desk, q=str(story.pk)) == [f"Дом {story.pk} на Казахстан", "Искомая"]


def test_short_words_are_looked_for_among_the_newest(
    desk: Client, section: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(section, "ЧП в порту")
    draft(section, "ЧП на мосту")
    assert headlines(desk, q="чп") == ["ЧП на мосту", "ЧП в порту"]
    monkeypatch.setattr(changelist, "NEWEST", 1)
    assert headlines(desk, q="чп") == ["ЧП на мосту"]
    assert headlines(desk, q="чп порту") == ["ЧП в порту"]


# Rows.


def test_a_row_says_who_saved_last_and_when(desk: Client, section: Rubric) -> None:
    story = draft(section)
    writer = member(roles=("editor",), first_name="Айгуль", last_name="Сапарова")
    revisions.save_revision(story, story.revisions.get().content | {"lead": "Новый лид."}, by=writer)
    page = desk.get(LIST).content.decode()
    assert '<span class="who">Айгуль Сапарова</span>' in page


def test_the_content_of_versions_is_not_fetched(desk: Client, story: Article) -> None:
    with CaptureQueriesContext(connection) as queries:
        desk.get(LIST)
    assert not any('"articles_revision"."content"' in query["sql"] for query in queries)


def test_the_numbers_of_a_page_are_found_without_the_rows(desk: Client, story: Article) -> None:
    with CaptureQueriesContext(connection) as queries:
        desk.get(LIST, {"unverified": "on"})
    asked = [
        query["sql"]
        for query in queries
        if 'FROM "articles_article" WHERE "articles_article"."is_unverified"' in query["sql"]
    ]
    assert len(asked) == 1
    assert asked[0].startswith('SELECT "articles_article"."id" AS "pk" FROM "articles_article" WHERE')

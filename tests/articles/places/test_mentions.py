"""Mentions of a story: kept with its versions, shown to people, decided by them."""

import pytest
from django.test import Client

from articles import publishing, revisions
from articles.models import Article, Mention, Place, Rubric, StoryEvent
from articles.places import mentions
from articles.places.reference import load_places
from tests import newsroom
from tests.articles.admin.conftest import change_url, desk_of, draft, member

pytestmark = pytest.mark.django_db

BODY = "<p>В Риддере снег. Алтай ждёт зиму. Поэт Абай писал.</p>"


@pytest.fixture(scope="module", autouse=True)
def places(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_places()


@pytest.fixture
def section() -> Rubric:
    return newsroom.rubric("nature")


@pytest.fixture
def story(section: Rubric) -> Article:
    return draft(section, body=BODY)


def working(article: Article) -> dict[str, str]:
    return dict(article.mentions.exclude(working_verdict="").values_list("place__slug", "working_verdict"))


def live(article: Article) -> dict[str, str]:
    return dict(article.mentions.exclude(verdict="").values_list("place__slug", "verdict"))


def save(article: Article, body: str) -> None:
    article.refresh_from_db()
    content = {**article.revisions.latest("number").content, "body": body}
    revisions.save_revision(article, content, by=None)  # type: ignore[arg-type]


def publish(article: Article) -> None:
    article.refresh_from_db()
    publishing.publish(article, article.revisions.latest("number"))


def answer(article: Article, **decisions: str) -> int:
    ids = dict(Place.objects.values_list("slug", "pk"))
    article = Article.objects.select_related("working_revision").get(pk=article.pk)
    return mentions.decide(article, {ids[slug]: value for slug, value in decisions.items()}, by=None)


def test_saving_a_version_writes_what_it_names(story: Article) -> None:
    assert working(story) == {"ridder": "confirmed", "altay": "ask", "abay": "rejected"}
    assert live(story) == {}
    kept = story.mentions.get(place__slug="altay")
    assert kept.sentence == "Алтай ждёт зиму."
    assert kept.times == 1


def test_readers_have_the_places_of_their_own_version(story: Article) -> None:
    publish(story)
    save(story, "<p>В Хромтау снег.</p>")
    assert working(story) == {"khromtau": "confirmed"}
    assert live(story) == {"ridder": "confirmed", "altay": "ask", "abay": "rejected"}
    publish(story)
    assert live(story) == {"khromtau": "confirmed"}
    assert story.mentions.count() == 1


def test_a_decision_stays_through_later_versions(story: Article) -> None:
    assert answer(story, altay="confirmed", ridder="rejected") == 2
    save(story, "<p>Алтай в снегу. Снег в Риддере. Снег в Кентау.</p>")
    assert working(story) == {"altay": "confirmed", "ridder": "rejected", "kentau": "confirmed"}
    save(story, "<p>Снег в Кентау.</p>")
    save(story, "<p>Алтай в снегу.</p>")
    assert working(story) == {"altay": "confirmed"}
    publish(story)
    assert live(story) == {"altay": "confirmed"}
    assert answer(story, altay="") == 1
    assert live(story) == {"altay": "ask"}


def test_a_decision_reaches_the_index_at_once(story: Article) -> None:
    publish(story)
    answer(story, altay="confirmed", ridder="rejected")
    vector = Article.objects.get(pk=story.pk).search_vector
    assert "'place:altay'" in vector
    assert "ridder" not in vector


def test_calling_off_a_publication_leaves_readers_nothing(story: Article) -> None:
    from datetime import timedelta

    from django.utils import timezone

    publishing.publish(story, story.revisions.get(), at=timezone.now() + timedelta(days=1))
    assert live(story)
    publishing.unschedule(Article.objects.get(pk=story.pk), by=None)
    assert live(story) == {}
    assert working(story)


def test_the_page_shows_the_sentence_and_takes_answers(story: Article) -> None:
    client = desk_of(member(roles=("duty_editor",)))
    url = f"/admin/articles/article/{story.pk}/places/"
    page = client.get(url)
    assert "Алтай ждёт зиму." in page.content.decode()
    ids = dict(Place.objects.values_list("slug", "pk"))
    sent = {f"place-{ids['altay']}": "confirmed", f"place-{ids['ridder']}": "rejected"}
    assert client.post(url, sent).status_code == 302
    assert working(story) == {"ridder": "rejected", "altay": "confirmed", "abay": "rejected"}
    kept = story.mentions.get(place__slug="altay")
    assert kept.decided_by is not None
    assert kept.decided_at is not None


@pytest.mark.parametrize("value", ["ask", "\x00", "x" * 5000, "9" * 30])
def test_a_foreign_answer_is_refused_in_words(value: str, story: Article) -> None:
    client = desk_of(member(roles=("duty_editor",)))
    place = Place.objects.get(slug="altay")
    page = client.post(f"/admin/articles/article/{story.pk}/places/", {f"place-{place.pk}": value})
    assert page.status_code in {200, 400}
    assert working(story)["altay"] == "ask"


def test_who_may_not_edit_looks_only(story: Article) -> None:
    client = desk_of(member(roles=("photo_editor",)))
    url = f"/admin/articles/article/{story.pk}/places/"
    assert client.get(url).status_code == 200
    place = Place.objects.get(slug="altay")
    assert client.post(url, {f"place-{place.pk}": "confirmed"}).status_code == 403
    assert working(story)["altay"] == "ask"


def test_the_form_says_that_a_name_waits_for_an_answer(story: Article) -> None:
    page = desk_of(member(roles=("duty_editor",))).get(change_url(story)).content.decode()
    assert f"/admin/articles/article/{story.pk}/places/" in page
    assert [notice.place.slug for notice in mentions.to_confirm(story)] == ["altay"]


def test_an_editor_s_rule_works_at_once_and_is_never_overwritten(story: Article) -> None:
    place = Place.objects.get(slug="altay")
    place.rules.create(position="after", verdict="confirmed", words="ждет")
    place.rules.filter(code="altay-town-after").update(words="совсем другое")
    Place.objects.filter(slug="ridder").update(name_ru="Риддер-город")
    assert load_places() == 0
    assert place.rules.get(code="altay-town-after").words == "совсем другое"
    assert Place.objects.filter(slug="ridder", name_ru="Риддер-город").exists()
    save(story, BODY)
    assert working(story)["altay"] == "confirmed"


def test_a_place_is_mended_in_the_admin(client: Client) -> None:
    curator = desk_of(member(roles=("registry_curator",)))
    place = Place.objects.get(slug="saran")
    page = curator.get(f"/admin/articles/place/{place.pk}/change/")
    assert page.status_code == 200
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, "")}
    values |= {"aliases": "Саран-город", "former_names": "", "ordinary_words": "kk:саран"}
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        values |= {management[name].html_name: management[name].value() for name in management.fields}
        for row in inline.formset.forms:
            values |= {row[name].html_name: row[name].value() or "" for name in row.fields}
    answer = curator.post(f"/admin/articles/place/{place.pk}/change/", values)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    place.refresh_from_db()
    assert place.aliases == ["Саран-город"]
    assert place.forms_ru["prepositional"] == ["Сарани"]
    assert place.forms_kk["locative"] == ["Саранда"]


def test_a_new_place_gets_its_russian_forms_from_the_paradigm() -> None:
    curator = desk_of(member(roles=("registry_curator",)))
    values = {
        "name_ru": "Жезказган",
        "slug": "zhezkazgan",
        "aliases": "",
        "former_names": "",
        "ordinary_words": "",
        "rules-TOTAL_FORMS": "0",
        "rules-INITIAL_FORMS": "0",
    }
    answer = curator.post("/admin/articles/place/add/", values)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Place.objects.get(slug="zhezkazgan").forms_ru["prepositional"] == ["Жезказгане"]


def test_saving_asks_the_database_the_same_for_many_places(section: Rubric) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    story = draft(section, body="<p>Снег в Риддере.</p>")

    def count(body: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            save(story, body)
        return len(captured)

    few = count("<p>Снег в Хромтау.</p>")
    names = Place.objects.values_list("name_ru", flat=True)
    assert count(f"<p>Города: {', '.join(names)}.</p>") == few
    assert Mention.objects.filter(article=story).count() == 38


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"cases": "ru:vocative", "words": "город"}, "cases"),
        ({"cases": "", "words": " "}, "words"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(values: dict[str, str], field: str) -> None:
    curator = desk_of(member(roles=("registry_curator",)))
    sent = {"position": "before", "verdict": "confirmed", "is_active": "on"} | values
    answer = curator.post("/admin/articles/placerule/add/", sent)
    assert list(answer.context["adminform"].form.errors) == [field]


def test_a_rule_of_the_project_is_switched_off_and_not_deleted() -> None:
    curator = desk_of(member(roles=("registry_curator",)))
    brought = Place.objects.get(slug="altay").rules.exclude(code=None)[0]
    own = Place.objects.get(slug="altay").rules.create(position="near", verdict="ask", words="ветер")
    assert curator.post(f"/admin/articles/placerule/{brought.pk}/delete/", {"post": "yes"}).status_code == 403
    assert curator.post(f"/admin/articles/placerule/{own.pk}/delete/", {"post": "yes"}).status_code == 302


def test_a_decision_stands_in_the_log(story: Article, section: Rubric) -> None:
    person = member(roles=("duty_editor",))
    place = Place.objects.get(slug="altay")
    fresh = Article.objects.select_related("working_revision").get(pk=story.pk)
    mentions.decide(fresh, {place.pk: "confirmed"}, by=person)
    mentions.decide(fresh, {place.pk: "confirmed"}, by=person)
    [event] = StoryEvent.objects.filter(article=story, kind="places")
    assert event.by == person
    assert [(item["place"], item["answer"]) for item in event.details["places"]] == [("altay", "confirmed")]
    page = desk_of(person).get(f"/admin/articles/article/{story.pk}/log/").content.decode()
    assert event.details["places"][0]["name"] in page

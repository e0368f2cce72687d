"""Towns of the registry in the API, each with its group, its figures and where they come from."""

from datetime import date
from typing import Any

import pytest
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from articles.models import Article, Mention, Place
from monotowns.models import Enterprise, Indicator, Industry, Observation, Town
from monotowns.reference import load_registry
from tests import newsroom
from tests.monotowns.api.conftest import Ask
from tests.monotowns.conftest import edition, put, region, town

pytestmark = pytest.mark.django_db


def slugs(answer: dict[str, Any]) -> list[str]:
    return [item["slug"] for item in answer["items"]]


def figure(of: Town, value: str, **more: Any) -> Observation:
    return Observation.objects.create(
        town=of,
        indicator=Indicator.objects.get(code="population"),
        value=value,
        **{
            "date": date(2021, 10, 1),
            "precision": "month",
            "scope": "city",
            "kind": "census",
            "source": "БНС",
        }
        | more,
    )


def test_the_registry_as_it_begins(ask: Ask) -> None:
    load_registry()
    answer = ask("monotowns/?limit=500")
    assert (answer["edition"]["slug"], answer["edition"]["status"]) == ("draft-diversification", "draft")
    assert answer["edition"]["status_name"] == {"ru": "проект", "kk": "жоба"}
    ridder = next(item for item in answer["items"] if item["slug"] == "ridder")
    assert ridder["group"]["code"] == "medium"
    assert ridder["region"]["code"] == "KZ-63"
    assert ridder["page"]["kk"].endswith("/kk/monotowns/ridder/")
    assert ridder["population"]["scope"] == "city"
    assert ridder["population"]["source"]
    assert ridder["population"]["year"] == int(ridder["population"]["date"][:4])
    assert [credit["url"] for credit in answer["credits"]] == [
        "https://stat.gov.kz/", "https://www.geonames.org/",
    ]  # fmt: skip
    for slug in slugs(answer):
        assert ask(f"monotowns/{slug}/")["slug"] == slug


def test_filters_let_through_what_they_name(ask: Ask) -> None:
    one = edition("one")
    steel = Industry.objects.create(code="steel", name_ru="сталь")
    a, b, c = town("a"), town("b", region=region("KZ-63")), town("c")
    for put_in, group in ((a, "second"), (b, "first"), (c, "first")):
        put(put_in, one, group)
    Enterprise.objects.create(town=c, name_ru="Завод", industry=steel, source="Сайт завода")
    assert slugs(ask("monotowns/")) == ["b", "c", "a"]
    assert slugs(ask("monotowns/?group=first")) == ["b", "c"]
    assert slugs(ask("monotowns/?region=kz-63")) == slugs(ask("monotowns/?region=KZ-63")) == ["b"]
    assert slugs(ask("monotowns/?industry=steel&group=first&region=kz-35")) == ["c"]
    assert slugs(ask("monotowns/?industry=gold")) == []
    assert ask("monotowns/?industry=steel")["items"][0]["enterprises"] == [{"ru": "Завод", "kk": "Завод"}]


def test_the_list_goes_on_by_its_cursor(ask: Ask) -> None:
    one = edition("one")
    for number in range(7):
        put(town(f"t{number}"), one, "second" if number % 2 else "first")
    seen: list[str] = []
    address = "monotowns/?limit=2&edition=one"
    while address:
        answer = ask(address)
        seen += slugs(answer)
        address = (answer["links"]["next"] or "").partition("/api/v1/")[2]
    assert seen == ["t0", "t2", "t4", "t6", "t1", "t3", "t5"]


def test_a_day_has_the_edition_that_was_in_force_and_never_a_draft(ask: Ask) -> None:
    old = edition("old", valid_from=date(2012, 1, 1), valid_to=date(2019, 12, 31))
    new = edition("new", valid_from=date(2020, 1, 1))
    plan = edition("plan")
    a, b = town("a"), town("b")
    put(a, old, "first")
    put(a, new, "second")
    put(b, new, "second")
    put(b, plan, "first")
    answer = ask("monotowns/?as_of=2019-12-31")
    assert (answer["edition"]["slug"], slugs(answer)) == ("old", ["a"])
    assert slugs(ask("monotowns/?as_of=2020-01-01")) == ["a", "b"]
    assert ask("monotowns/")["edition"]["slug"] == "new"
    nothing = ask("monotowns/?as_of=2001-01-01")
    assert (nothing["edition"], nothing["items"]) == (None, [])
    assert slugs(ask("monotowns/?edition=plan")) == ["b"]


def test_a_town_has_its_figures_by_areas_and_its_group_through_the_editions(
    ask: Ask, population: Indicator
) -> None:
    old = edition("old", valid_from=date(2012, 1, 1), valid_to=date(2019, 12, 31))
    edition("plan")
    a = town("a", kato="171710000", latitude="50.05", longitude="72.95", note_ru="Тайна стола.")
    Place.objects.filter(slug="a").update(former_names=["Прежний"])
    put(a, old, "first")
    figure(a, "171019")
    figure(a, "178517.5", date=date(2024, 1, 1), precision="year", source_url="https://stat.example/")
    figure(a, "190000", scope="akimat")
    answer = ask("monotowns/a/")
    assert (answer["kato"], answer["latitude"], answer["former_names"]) == ("171710000", 50.05, ["Прежний"])
    assert [(one["scope"], len(one["figures"])) for one in answer["series"]] == [("city", 2), ("akimat", 1)]
    assert answer["population"] == {
        "value": "178517.5",
        "date": "2024",
        "year": 2024,
        "scope": "city",
        "kind": "census",
        "source": "БНС",
        "source_url": "https://stat.example/",
    }
    assert [
        (one["edition"]["slug"], one["group"] and one["group"]["code"]) for one in answer["editions"]
    ] == [
        ("plan", None),
        ("old", "first"),
    ]
    assert answer["current"]["edition"]["slug"] == "plan"
    assert answer["links"]["stories"].endswith("/api/v1/articles/?town=a")
    assert "Тайна" not in str(answer)


def test_an_enterprise_says_how_sure_it_is(ask: Ask) -> None:
    a = town("a")
    Enterprise.objects.create(
        town=a,
        industry=Industry.objects.create(code="coal", name_ru="уголь"),
        since=1950,
        source="Энциклопедия",
        confidence="low",
    )
    [work] = ask("monotowns/a/")["enterprises"]
    assert (work["name"], work["industry"]["code"], work["since"], work["until"]) == (
        None,
        "coal",
        1950,
        None,
    )
    assert (work["source"], work["source_url"], work["confidence"]) == ("Энциклопедия", None, "low")
    assert work["confidence_name"]["ru"] == "не подтверждено"


@pytest.fixture
def told() -> dict[str, int]:
    """Stories about a town of a region, and about another, and hidden ones."""
    section = newsroom.rubric("nature")
    here, there = town("here", region=region("KZ-63")), town("there")
    made = {}
    for name, of, fields in (
        ("here", here, {}),
        ("there", there, {}),
        ("unsure", here, {}),
        *((state, here, fields) for state, fields in newsroom.hidden_states().items()),
    ):
        story = newsroom.story(name, section=section, **fields)
        verdict = "ask" if name == "unsure" else "confirmed"
        Mention.objects.create(article=story, place=of.place, verdict=verdict)
        if verdict == "confirmed":
            # As the desk writes it when it reads the story.
            token = Cast(Value(f"'place:{of.place.slug}'"), SearchVectorField())
            Article.objects.filter(pk=story.pk).update(place_tokens=token)
        made[name] = story.pk
    return made


def test_mentions_are_the_published_stories_that_surely_mean_the_town(ask: Ask, told: dict[str, int]) -> None:
    answer = ask("monotowns/here/mentions/")
    assert [item["id"] for item in answer["items"]] == [told["here"]]
    assert ask("monotowns/here/mentions/?language=kk")["items"] == []
    assert ask("monotowns/nowhere/mentions/", 404)["code"] == "not_found"
    assert ask("monotowns/here/mentions/?town=there", 400)["errors"][0]["parameter"] == "town"


@pytest.mark.parametrize("code", ["kz-63", "KZ-63"])
def test_stories_are_found_by_the_region_of_their_towns(ask: Ask, told: dict[str, int], code: str) -> None:
    assert [item["id"] for item in ask(f"articles/?region={code}")["items"]] == [told["here"]]
    assert ask("articles/?region=kz-99")["items"] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("as_of=yesterday", "as_of"),
        ("as_of=0001-01-01", "as_of"),
        ("as_of=2020-01-01&edition=one", "as_of"),
        ("edition='", "edition"),
        ("limit=501", "limit"),
        ("limit=" + "9" * 30, "limit"),
        ("on=2020-01-01", "on"),
        ("region=" + "k" * 400, "region"),
    ],
)
def test_a_wrong_parameter_is_named(ask: Ask, query: str, parameter: str) -> None:
    assert ask(f"monotowns/?{query}", 400)["errors"][0]["parameter"] == parameter


def test_what_is_not_there_is_not_found(ask: Ask) -> None:
    ask("monotowns/nowhere/", 404)
    ask("monotowns/?edition=nothing", 404)
    assert ask("monotowns/?cursor=made-up", 400)["code"] == "unknown_cursor"
    ask("monotowns/?group=%00", 400)


def test_an_empty_registry_answers(ask: Ask) -> None:
    assert ask("monotowns/")["edition"] is None
    assert ask("monotowns/groups/")["items"] == []
    assert ask("monotowns/editions/") == {"items": [], "shown": None}

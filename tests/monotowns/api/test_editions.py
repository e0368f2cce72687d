"""Editions, groups, measures, indicators and documents in the API."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from monotowns.models import Classification, Enterprise, Indicator, Measure, Observation, Town
from monotowns.reference import load_registry
from tests import newsroom
from tests.monotowns.api.conftest import Ask
from tests.monotowns.conftest import document, edition, put, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_editions() -> None:
    old = edition("old", valid_from=date(2012, 1, 1), valid_to=date(2019, 12, 31))
    new = edition("new", valid_from=date(2020, 1, 1))
    stays, moves, joins, leaves = town("stays"), town("moves"), town("joins"), town("leaves")
    for of, before, after in (
        (stays, "first", "first"),
        (moves, "first", "second"),
        (joins, None, "first"),
        (leaves, "second", None),
    ):
        if before:
            put(of, old, before)
        if after:
            put(of, new, after)


@pytest.mark.usefixtures("two_editions")
def test_the_difference_names_who_joined_left_and_moved(ask: Ask) -> None:
    answer = ask("monotowns/editions/new/difference/old/")
    assert (answer["after"]["slug"], answer["before"]["slug"]) == ("new", "old")
    found = {
        name: [step["town"]["slug"] for step in answer[name]]
        for name in ("joined", "left", "moved", "stayed")
    }
    assert found == {"joined": ["joins"], "left": ["leaves"], "moved": ["moves"], "stayed": ["stays"]}
    [step] = answer["moved"]
    assert (step["before"]["code"], step["after"]["code"]) == ("first", "second")
    assert answer["joined"][0]["before"] is None
    ask("monotowns/editions/new/difference/new/", 404)
    ask("monotowns/editions/new/difference/none/", 404)


@pytest.mark.usefixtures("two_editions")
def test_an_edition_has_its_document_and_groups(ask: Ask) -> None:
    assert [one["slug"] for one in ask("monotowns/editions/")["items"]] == ["new", "old"]
    assert ask("monotowns/editions/")["shown"] == "new"
    answer = ask("monotowns/editions/new/")
    assert answer["document"]["status"] == "adopted"
    assert answer["document"]["status_name"]["ru"] == "принят"
    assert {group["code"]: [one["slug"] for one in group["towns"]] for group in answer["groups"]} == {
        "first": ["joins", "stays"],
        "second": ["moves"],
    }
    assert answer["links"]["difference"].endswith("/api/v1/monotowns/editions/new/difference/old/")
    assert answer["links"]["geojson"].endswith("/monotowns/editions/new.geojson")
    assert ask("monotowns/groups/")["items"] == answer["groups"]
    assert ask("monotowns/groups/?edition=old")["edition"]["slug"] == "old"
    ask("monotowns/groups/?edition=none", 404)
    ask("monotowns/editions/none/", 404)


def test_the_story_of_a_document_is_told_of_only_while_readers_see_it(ask: Ask) -> None:
    section = newsroom.rubric("nature")
    shown = newsroom.story("Постановление", section=section)
    edition("one", document=document("draft", story=shown))
    assert ask("monotowns/editions/one/")["story"]["id"] == shown.pk
    for number, fields in enumerate(newsroom.hidden_states().values()):
        hidden = newsroom.story("Секрет", section=section, **fields)
        edition(f"hidden-{number}", document=document("draft", story=hidden))
        assert ask(f"monotowns/editions/hidden-{number}/")["story"] is None
    stories = [item["story"] and item["story"]["id"] for item in ask("monotowns/documents/")["items"]]
    assert stories == [None] * len(newsroom.hidden_states()) + [shown.pk]
    assert ask("monotowns/documents/")["items"][-1]["editions"] == ["one"]


def test_measures_name_their_town_or_group_and_who_says_so(ask: Ask) -> None:
    one = edition("one")
    a, b = town("a"), town("b")
    put(a, one, "first")
    put(b, one, "second")
    of_town = Measure.objects.create(kind="offtake", stage="done", town=a, source="Акимат")
    of_group = Measure.objects.create(
        kind="partnership", group=one.groups.get(code="second"), document=one.document
    )
    found = ask("monotowns/measures/")["items"]
    assert [row["id"] for row in found] == [of_group.pk, of_town.pk]
    assert found[0]["group"]["edition"] == "one"
    assert found[0]["document"]["status"] == "draft"
    assert (found[1]["town"]["slug"], found[1]["source"], found[1]["kind_name"]["ru"]) == (
        "a", "Акимат", "офтейк-контракты",
    )  # fmt: skip

    def ids(query: str) -> list[int]:
        return [row["id"] for row in ask(f"monotowns/measures/?{query}")["items"]]

    assert ids("town=a") == [of_town.pk]
    assert ids("town=b") == [of_group.pk]
    assert ids("town=nowhere") == []
    assert ids("kind=offtake") == ids("stage=done") == [of_town.pk]
    assert ids("edition=one") == [of_group.pk]
    first = ask("monotowns/measures/?limit=1")
    following = first["links"]["next"].partition("/api/v1/")[2]
    assert [row["id"] for row in ask(following)["items"]] == [of_town.pk]
    assert ask("monotowns/b/")["measures"][0]["id"] == of_group.pk
    assert ask("monotowns/editions/one/")["measures"][0]["id"] == of_group.pk


def test_indicators_explain_the_codes_of_figures(ask: Ask, population: Indicator) -> None:
    answer = ask("monotowns/indicators/")
    assert answer["items"][0]["code"] == "population"
    assert [word["code"] for word in answer["scopes"]] == ["city", "akimat", "unclear"]
    assert answer["kinds"][0] == {"code": "census", "name": {"ru": "перепись", "kk": "санақ"}}


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("measures/?kind=magic", "kind"),
        ("measures/?stage=%D0%B4%D0%B0", "stage"),
        ("measures/?limit=0", "limit"),
        ("documents/?edition=one", "edition"),
        ("documents/?limit=" + "9" * 30, "limit"),
        ("groups/?edition='", "edition"),
        ("indicators/?x=1", "x"),
        ("editions/?limit=1", "limit"),
    ],
)
def test_a_wrong_parameter_is_named(ask: Ask, address: str, parameter: str) -> None:
    assert ask(f"monotowns/{address}", 400)["errors"][0]["parameter"] == parameter


def test_a_cursor_of_another_list_is_not_taken(ask: Ask) -> None:
    for _number in range(2):
        document()
    cursor = ask("monotowns/documents/?limit=1")["links"]["next"].partition("cursor=")[2]
    assert ask(f"monotowns/measures/?cursor={cursor}", 400)["code"] == "unknown_cursor"
    assert ask(f"monotowns/?cursor={cursor}", 400)["code"] == "unknown_cursor"


ADDRESSES = [
    "monotowns/",
    "monotowns/?edition=new&group=first",
    "monotowns/?as_of=2015-01-01",
    "monotowns/stays/",
    "monotowns/stays/mentions/",
    "monotowns/editions/",
    "monotowns/editions/new/",
    "monotowns/editions/new/difference/old/",
    "monotowns/groups/",
    "monotowns/indicators/",
    "monotowns/measures/?town=stays",
    "monotowns/documents/",
]


@pytest.mark.usefixtures("two_editions")
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_language_of_who_asks_changes_nothing(client: Client, address: str) -> None:
    load_registry()
    answers = {
        client.get(f"/api/v1/{address}", headers={"accept-language": language}).content
        for language in ("ru", "kk", "en", "de")
    }
    assert len(answers) == 1


@pytest.mark.usefixtures("two_editions")
def test_the_number_of_queries_does_not_grow_with_the_rows(
    ask: Ask, queries: Callable[[str], int], population: Indicator
) -> None:
    new, stays = Classification.objects.get(slug="new"), Town.objects.get(place__slug="stays")
    section = newsroom.rubric("nature")

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            of = town(f"more-{number}")
            put(of, new, "second")
            Enterprise.objects.create(town=of, name_ru=f"Завод {number}", source="Сайт", industry=None)
            Enterprise.objects.create(town=stays, name_ru=f"Завод {number}", source="Сайт", industry=None)
            facts: dict[str, Any] = {"scope": "city", "kind": "census", "source": "БНС", "value": 5}
            for one in (of, stays):
                Observation.objects.create(
                    town=one, indicator=population, date=date(1990 + number, 1, 1), **facts
                )
            Measure.objects.create(kind="other", town=stays, document=new.document)
            Measure.objects.create(kind="other", group=new.groups.get(code="first"), document=new.document)
            document("draft", story=newsroom.story(section=section))
            edition(f"plan-{number}")

    fill(0, 3)
    few = {address: queries(address) for address in ADDRESSES}
    fill(3, 30)
    assert {address: queries(address) for address in ADDRESSES} == few
    # With those that every resource asks: how often it may be asked, and when it changed.
    assert max(few.values()) <= 9

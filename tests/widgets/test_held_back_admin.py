"""A person decides about a rate that was held back."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.models import User
from tests.widgets.bank import quote, shown, store
from widgets.models import Notice, Rate, SuspectRate
from widgets.nbk import deciding

pytestmark = pytest.mark.usefixtures("reference")

FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 11, 20) + timedelta(days=day) for day in range(5))
LIST = "/admin/widgets/suspectrate/"


def desk(*permissions: str) -> Client:
    user = User.objects.create(username="dana", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def suspect(now: datetime) -> SuspectRate:
    store(FRIDAY, now)
    store(MONDAY, now, quote("USD", "700"))
    return SuspectRate.objects.get()


def test_the_page_compares_and_offers_two_buttons(suspect: SuspectRate) -> None:
    client = desk("view_suspectrate", "change_suspectrate")
    assert client.get(LIST).status_code == 200
    tree = LexborHTMLParser(client.get(f"{LIST}{suspect.pk}/change/").content)
    text = tree.text()
    for part in ("700", "501.02", "+39.7 %", "20 ноября 2026", "23 ноября 2026"):
        assert part in text
    forms = [form.attributes["action"] for form in tree.css(".object-tools form[method=post]")]
    assert forms == [f"{LIST}{suspect.pk}/release/", f"{LIST}{suspect.pk}/reject/"]
    link = tree.css_first("a[rel~=external]")
    assert link is not None
    assert link.attributes["href"] == "https://nationalbank.kz/rss/get_rates.cfm?fdate=23.11.2026"


def test_released_it_is_the_rate_of_its_day(suspect: SuspectRate, now: datetime) -> None:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        client = desk("change_suspectrate")
        response = client.post(f"{LIST}{suspect.pk}/release/", follow=True)
    assert response.status_code == 200
    suspect.refresh_from_db()
    assert (suspect.verdict, suspect.decided_by, suspect.decided_at) == (
        "released",
        "dana",
        now + timedelta(hours=1),
    )
    rate = Rate.objects.get(currency="USD", date=MONDAY)
    assert (str(rate.value), rate.fetched_at, rate.source) == ("700", now, "nbk")
    assert not Notice.objects.filter(kind="rate_held_back", dismissed_at=None).exists()
    # What is fetched again is what is known, and the next day is compared with it.
    assert store(MONDAY, now, quote("USD", "700")).held == 0
    assert store(TUESDAY, now, quote("USD", "705")).rates == 4


def test_rejected_it_stays_away_and_is_not_asked_about_again(suspect: SuspectRate, now: datetime) -> None:
    desk("change_suspectrate").post(f"{LIST}{suspect.pk}/reject/")
    suspect.refresh_from_db()
    assert (suspect.verdict, suspect.decided_by) == ("rejected", "dana")
    assert shown("USD", MONDAY) is None
    assert store(MONDAY, now, quote("USD", "700")).held == 0
    assert store(TUESDAY, now, quote("USD", "700", change="0.00")).held == 1


def test_a_released_week_end_needs_one_decision(now: datetime) -> None:
    store(FRIDAY, now)
    store(SATURDAY, now, quote("USD", "700", change="198.98"))
    for day in (SUNDAY, MONDAY):
        store(day, now, quote("USD", "700", change="0.00"))
    first = SuspectRate.objects.get(date=SATURDAY)
    assert deciding.release([first.pk], by="dana") == [first]
    assert [shown("USD", day) for day in (SATURDAY, SUNDAY, MONDAY)] == ["700", "700", "700"]
    verdicts = SuspectRate.objects.order_by("date").values_list("verdict", "decided_by")
    assert list(verdicts) == [("released", "dana"), ("confirmed", ""), ("confirmed", "")]


def test_a_whole_publication_is_released_from_the_list(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, without=["RUB"])
    ids = [str(pk) for pk in SuspectRate.objects.values_list("pk", flat=True)]
    chosen = {"action": "release_selected", "_selected_action": ids}
    assert desk("change_suspectrate").post(LIST, chosen).status_code == 302
    assert [shown(code, MONDAY) for code in ("USD", "EUR", "CNY", "RUB")] == [
        "501.02",
        "597.27",
        "72.08",
        None,
    ]


def test_zero_cannot_be_released(now: datetime) -> None:
    store(FRIDAY, now)
    store(MONDAY, now, quote("RUB", "0"))
    suspect = SuspectRate.objects.get()
    client = desk("change_suspectrate")
    page = LexborHTMLParser(client.get(f"{LIST}{suspect.pk}/change/").content)
    assert [form.attributes["action"] for form in page.css(".object-tools form")] == [
        f"{LIST}{suspect.pk}/reject/"
    ]
    assert client.post(f"{LIST}{suspect.pk}/release/", follow=True).status_code == 200
    suspect.refresh_from_db()
    assert suspect.verdict == "waiting"


def test_a_decision_is_taken_once(suspect: SuspectRate) -> None:
    client = desk("change_suspectrate")
    client.post(f"{LIST}{suspect.pk}/reject/", follow=True)
    response = client.post(f"{LIST}{suspect.pk}/release/", follow=True)
    assert len(list(response.context["messages"])) == 1
    suspect.refresh_from_db()
    assert suspect.verdict == "rejected"
    assert shown("USD", MONDAY) is None


def test_who_may_only_look_decides_nothing(suspect: SuspectRate) -> None:
    client = desk("view_suspectrate")
    page = LexborHTMLParser(client.get(f"{LIST}{suspect.pk}/change/").content)
    assert page.css(".object-tools form") == []
    assert client.post(f"{LIST}{suspect.pk}/release/").status_code == 403
    client.post(LIST, {"action": "release_selected", "_selected_action": [str(suspect.pk)]})
    suspect.refresh_from_db()
    assert suspect.verdict == "waiting"


def test_a_decision_is_a_post_with_its_token(suspect: SuspectRate) -> None:
    client = desk("change_suspectrate")
    assert client.get(f"{LIST}{suspect.pk}/release/").status_code == 405
    client.handler.enforce_csrf_checks = True
    assert client.post(f"{LIST}{suspect.pk}/release/").status_code == 403
    assert Client().post(f"{LIST}{suspect.pk}/release/").status_code == 302
    suspect.refresh_from_db()
    assert suspect.verdict == "waiting"


@pytest.mark.parametrize("address", [f"{'9' * 30}/release/", "0/reject/"])
def test_addresses_that_lead_nowhere_are_not_found(address: str) -> None:
    assert desk("change_suspectrate").post(LIST + address).status_code in {400, 404}


def test_the_list_shows_what_waits_first(suspect: SuspectRate, now: datetime) -> None:
    store(TUESDAY, now, quote("EUR", "9"))
    deciding.reject(list(SuspectRate.objects.filter(currency="EUR").values_list("pk", flat=True)), by="dana")
    rows = desk("view_suspectrate").get(LIST).context["cl"].result_list
    assert [row.currency_id for row in rows] == ["USD", "EUR"]


def test_the_roles_that_answer_for_readers_may_decide() -> None:
    roles = Group.objects.filter(permissions__codename="change_suspectrate").order_by("name")
    assert list(roles.values_list("name", flat=True)) == ["chief_editor", "duty_editor", "editor"]

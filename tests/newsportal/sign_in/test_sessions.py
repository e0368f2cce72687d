"""Sessions: listed, ended one by one and all at once, kept alive by work."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.accounts import end_sessions, live_sessions
from articles.models import User
from newsportal.tasks import forget_ended_sessions
from tests.newsportal.sign_in.conftest import browser, is_in, member, sign_in, signed_in

SESSIONS = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"


def test_the_list_says_where_and_when(editor: User) -> None:
    here = signed_in(address="203.0.113.7", **{"user-agent": FIREFOX})
    signed_in(address="2001:db8::1", **{"user-agent": PHONE})
    signed_in(address="198.51.100.1")
    member("colleague")
    signed_in("colleague")
    rows = here.get(SESSIONS).context["sessions"]
    assert [(row["browser"], row["address"], row["is_current"]) for row in rows] == [
        ("Firefox, Windows", "203.0.113.7", True),
        (_("an unknown browser"), "198.51.100.1", False),
        ("Safari, iPhone", "2001:db8::1", False),
    ]
    assert _("this browser") in here.get(SESSIONS).content.decode()


def test_one_session_is_ended_and_really_signed_out(editor: User) -> None:
    here, there, elsewhere = signed_in(), signed_in(), signed_in()
    wanted = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(SESSIONS, {"session": wanted.pk})["Location"] == SESSIONS
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, True)
    assert there.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert there.get("/admin/", headers={"Accept": "application/json"}).status_code == 401


def test_all_others_are_ended(editor: User) -> None:
    here, there, elsewhere = signed_in(), signed_in(), signed_in()
    here.post(SESSIONS, {"others": "1"})
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, False)
    assert Session.objects.filter(session_key=there.session.session_key).count() == 0


def test_ending_ones_own_is_signing_out(editor: User) -> None:
    here = signed_in()
    own = UserSession.objects.get()
    assert here.post(SESSIONS, {"session": own.pk})["Location"] == "/accounts/login/"
    assert not is_in(here)


def test_sessions_of_others_are_out_of_reach(editor: User) -> None:
    member("colleague")
    theirs, here = signed_in("colleague"), signed_in()
    row = UserSession.objects.get(session_key=theirs.session.session_key)
    here.post(SESSIONS, {"session": row.pk})
    here.post(SESSIONS, {"others": "1"})
    assert is_in(theirs)


@pytest.mark.parametrize("value", ["", "0", "-1", "9" * 30, "x", "\x00", "٣", "1.5", "1 OR 1=1"])
def test_no_number_breaks_the_list(editor: User, value: str) -> None:
    here, there = signed_in(), signed_in()
    assert here.post(SESSIONS, {"session": value}).status_code == 302
    assert is_in(there)


def test_strangers_see_no_list(editor: User) -> None:
    assert browser().get(SESSIONS)["Location"] == "/accounts/login/?next=/accounts/sessions/"
    assert browser().post(SESSIONS, {"others": "1"})["Location"].startswith("/accounts/login/")


def test_the_list_asks_as_much_for_many_as_for_few(editor: User) -> None:
    counts = []
    for number in (2, 9):
        for _session in range(number):
            here = signed_in()
        here.get(SESSIONS)
        with CaptureQueriesContext(connection) as queries:
            here.get(SESSIONS)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_work_keeps_a_session_alive_for_two_weeks_more(editor: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        here = signed_in()
        for _day in range(40):
            clock.shift(timedelta(days=1))
            assert here.get("/admin/").status_code == 200
        clock.shift(timedelta(days=14, minutes=1))
        assert here.get("/admin/").status_code == 302


def test_activity_is_written_down_every_ten_minutes(editor: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        here = signed_in(address="203.0.113.7")
        here.get("/admin/")
        for minutes, writes in ((1, False), (5, False), (4, True)):
            clock.shift(timedelta(minutes=minutes))
            with CaptureQueriesContext(connection) as queries:
                here.get("/admin/", REMOTE_ADDR="198.51.100.1")
            assert any("UPDATE" in query["sql"] for query in queries) is writes
        row = UserSession.objects.get()
        assert (row.ip, row.last_seen_at) == ("198.51.100.1", now + timedelta(minutes=10))


def test_pages_of_readers_do_not_ask_who_is_looking(editor: User) -> None:
    here = signed_in()
    answer = here.get("/contacts/")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_session_of_a_former_password_is_none(editor: User) -> None:
    there = signed_in()
    assert len(live_sessions(editor)) == 1
    editor.set_password("паводок-на-иртыше")
    editor.save()
    assert not is_in(there)
    assert live_sessions(editor) == []


def test_who_is_closed_is_out(editor: User) -> None:
    there = signed_in()
    User.objects.update(is_active=False)
    assert not is_in(there)


def test_what_ended_is_forgotten(editor: User) -> None:
    there = signed_in()
    gone = signed_in()
    Session.objects.filter(session_key=gone.session.session_key).update(
        expire_date=timezone.now() - timedelta(hours=1)
    )
    UserSession.objects.create(user=editor, session_key="x" * 32, ip="203.0.113.9", user_agent="")
    forget_ended_sessions(0)
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [there.session.session_key]
    assert is_in(there)


def test_ending_says_how_many(editor: User) -> None:
    signed_in()
    signed_in()
    assert end_sessions(editor) == 2
    assert end_sessions(editor) == 0
    assert sign_in(browser()).status_code == 302

"""The page of the sources' health: who sees it, what it says, and running a source at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import User
from tests import newsroom
from tests.widgets.test_source_health import observe, ran, rate
from widgets.models import SourceRun

HEALTH = "/admin/widgets/sourcerun/health/"
RUN = "/admin/widgets/sourcerun/run/rates/"

pytestmark = pytest.mark.django_db


def desk_of(role: str) -> Client:
    newsroom.role_groups()
    user = User.objects.create(username=role, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return desk_of("administrator")


def text_of(desk: Client) -> str:
    response = desk.get(HEALTH)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ["administrator", "chief_editor"])
def test_administrators_and_the_chief_look_after_sources(role: str) -> None:
    desk = desk_of(role)
    assert desk.get(HEALTH).status_code == 200
    assert desk.post(RUN).status_code == 302
    assert HEALTH in desk.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "role", ["correspondent", "editor", "duty_editor", "photo_editor", "registry_curator"]
)
def test_others_do_not(role: str) -> None:
    desk = desk_of(role)
    assert desk.get(HEALTH).status_code == 403
    assert desk.post(RUN).status_code == 403
    assert desk.get("/admin/widgets/sourcerun/").status_code == 403
    assert not ProcrastinateJob.objects.exists()


def test_readers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(HEALTH).status_code == 302
    assert client.post(RUN).status_code == 302
    assert not ProcrastinateJob.objects.exists()


def test_a_portal_that_has_fetched_nothing_says_so(desk: Client) -> None:
    text = text_of(desk)
    assert text.count("state-silent") == 2


def test_the_page_says_what_happened_in_words_and_what_to_do(desk: Client) -> None:
    rate(age=timedelta(hours=3))
    observe(age=timedelta(hours=1))
    ran("stored", ago=timedelta(hours=3))
    ran("failed", reason="wrong_type", detail="text/html <script>")
    text = text_of(desk)
    assert "state-failing" in text
    assert '<code lang="en">text/html &lt;script&gt;</code>' in text
    assert text.count('class="run run-') == 2


def test_what_a_good_run_has_noted_is_told(desk: Client) -> None:
    ran("stored", detail="semey: timeout")
    assert text_of(desk).count("semey: timeout") == 1


def test_a_reason_without_words_breaks_nothing(desk: Client) -> None:
    ran("failed", reason="never_heard_of")
    assert desk.get(HEALTH).status_code == 200
    assert desk.get("/admin/widgets/sourcerun/").status_code == 200


def test_a_source_is_run_at_once_and_not_twice(desk: Client) -> None:
    first = desk.post(RUN, follow=True)
    again = desk.post(RUN, follow=True)
    [job] = ProcrastinateJob.objects.filter(task_name="widgets.update_rates")
    assert job.queueing_lock == "widgets.update_rates"
    assert list(job.args) == ["timestamp"]
    assert [message.level_tag for message in first.context["messages"]] == ["success"]
    assert [message.level_tag for message in again.context["messages"]] == ["warning"]


def test_running_takes_a_post_of_our_own_page() -> None:
    desk = desk_of("administrator")
    assert desk.get(RUN).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="administrator"))
    assert strict.post(RUN).status_code == 403
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize("kind", ["nbk", "prune_runs", "%00"])
def test_nothing_but_sources_is_run(desk: Client, kind: str) -> None:
    assert desk.post(f"/admin/widgets/sourcerun/run/{kind}/").status_code in {400, 404}
    assert not ProcrastinateJob.objects.exists()


def test_runs_are_looked_at_and_not_written(desk: Client) -> None:
    run = ran("failed", reason="timeout")
    assert desk.get("/admin/widgets/sourcerun/").status_code == 200
    assert desk.get("/admin/widgets/sourcerun/add/").status_code == 403
    assert desk.post(f"/admin/widgets/sourcerun/{run.pk}/delete/").status_code == 403
    assert SourceRun.objects.exists()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_page_speaks_both_languages(desk: Client, language: str) -> None:
    User.objects.update(language=language)
    ran("failed", reason="timeout", ago=timedelta(hours=1))
    assert f'lang="{language}"' in text_of(desk)


def test_old_runs_are_forgotten() -> None:
    from widgets.tasks import prune_runs

    ran(ago=timedelta(days=91))
    kept = ran(ago=timedelta(days=89))
    prune_runs(timestamp=int(timezone.now().timestamp()))
    assert list(SourceRun.objects.all()) == [kept]

"""One step for many stories: what the confirmation says, what is done, and that each answers for itself."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import policy, publishing, revisions, work
from articles.admin.article.batch import HAS_TOPIC, Seen
from articles.models import Article, Rubric, StoryEvent, User
from articles.policy import Action
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def ids(*stories: Article) -> str:
    return ",".join(str(story.pk) for story in stories)


def url(name: str, *stories: Article) -> str:
    return f"{LIST}batch/{name}/?ids={ids(*stories)}"


def token(story: Article) -> str:
    return str(Seen.of(Article.objects.select_related("working_revision").get(pk=story.pk)))


def carry_out(client: Client, name: str, *stories: Article, answer: Any = "") -> Any:
    """As a browser does: the tokens are those of the page that was asked for."""
    page = client.get(url(name, *stories))
    tokens = [row["token"] for row in page.context["possible"]]
    return client.post(url(name, *stories), {"story": tokens, "answer": answer})


def states(*stories: Article) -> list[str]:
    found = dict(Article.objects.values_list("pk", "work_state"))
    return [found[story.pk] for story in stories]


def in_review(section: Rubric, headline: str = "На проверке") -> Article:
    story = draft(section, headline)
    work.submit(story, by=None)
    return story


# The list.


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("correspondent", {"submit", "topic"}),
        ("editor", {"submit", "ready", "return", "topic", "withdraw"}),
        ("chief_editor", {"submit", "ready", "return", "topic", "withdraw"}),
        ("administrator", {"submit", "return", "topic"}),
        ("photo_editor", set()),
        ("registry_curator", set()),
    ],
)
def test_the_list_offers_what_the_role_may_do(story: Article, role: str, offered: set[str]) -> None:
    form = desk_of(member(roles=(role,))).get(LIST).context["action_form"]
    assert ({name for name, _title in form.fields["action"].choices if name} if form else set()) == offered


def test_publishing_is_not_among_the_steps(desk: Client, story: Article) -> None:
    assert desk.get(url("publish", story)).status_code == 404


def tick(client: Client, name: str, ticked: list[Any], **more: Any) -> Any:
    return client.post(
        LIST + "?language=ru", {"action": name, "index": "0", "_selected_action": ticked} | more
    )


def test_ticked_stories_lead_to_a_page_that_asks(desk: Client, section: Rubric) -> None:
    stories = [draft(section), draft(section)]
    response = tick(desk, "submit", [story.pk for story in stories])
    assert response.status_code == 302
    page = desk.get(response["Location"])
    assert [row["article"].pk for row in page.context["possible"]] == [story.pk for story in stories][::-1]
    assert page.context["back"] == f"{LIST}?language=ru"
    assert states(*stories) == ["draft", "draft"]


@pytest.mark.parametrize(
    "ticked", [[], ["x"], ["9" * 30], ["-1"], ["1\x00"], ["0"], [str(number) for number in range(1, 102)]]
)
def test_senseless_or_too_many_ticks_lead_back_with_a_sentence(
    desk: Client, story: Article, ticked: list[str]
) -> None:
    response = desk.post(LIST, {"action": "submit", "index": "0", "_selected_action": ticked}, follow=True)
    assert response.status_code in {200, 400}
    if response.status_code == 200:
        assert len(list(response.context["messages"])) == 1
    assert states(story) == ["draft"]


def test_a_step_that_is_not_offered_leads_nowhere(desk: Client, story: Article) -> None:
    response = tick(desk, "delete_selected", [story.pk], select_across="1")
    assert response["Location"] == LIST + "?language=ru"


# The confirmation.


def test_the_page_says_of_each_what_can_be_done_and_why_not(desk: Client, section: Rubric) -> None:
    waiting, fresh = in_review(section, "Ждёт"), draft(section, "Пишется")
    page = desk.get(url("return", waiting, fresh))
    assert [row["article"].pk for row in page.context["possible"]] == [waiting.pk]
    assert [(row["article"].pk, row["reason"]) for row in page.context["impossible"]] == [
        (fresh.pk, policy.WRONG_WORK_STATE.reason)
    ]
    assert str(policy.WRONG_WORK_STATE.reason) in page.content.decode()
    assert states(waiting, fresh) == ["in_review", "draft"]


def test_the_reason_is_that_of_the_policy_for_this_person(section: Rubric) -> None:
    user = member(roles=("correspondent",))
    own, others = draft(section, "Своя"), draft(section, "Чужая")
    Article.objects.filter(pk=own.pk).update(created_by=user)
    page = desk_of(user).get(url("submit", own, others))
    assert [row["article"].pk for row in page.context["possible"]] == [own.pk]
    assert [row["reason"] for row in page.context["impossible"]] == [policy.NOT_YOURS.reason]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("correspondent", "ready"),
        ("correspondent", "withdraw"),
        ("photo_editor", "topic"),
        ("administrator", "ready"),
        ("registry_curator", "submit"),
    ],
)
def test_a_role_without_the_right_gets_neither_page_nor_step(section: Rubric, role: str, name: str) -> None:
    story = draft(section)
    client = desk_of(member(roles=(role,)))
    assert client.get(url(name, story)).status_code == 403
    assert client.post(url(name, story), {"story": [token(story)], "answer": "Слово"}).status_code == 403
    assert states(story) == ["draft"]


@pytest.mark.parametrize("query", ["", "ids=", "ids=x", "ids=" + "9" * 30, "ids=1,,2,%00", "ids=-1"])
def test_a_page_about_nothing_is_no_error(desk: Client, query: str) -> None:
    page = desk.get(f"{LIST}batch/submit/?{query}")
    # A character that no text may hold is refused before any page.
    assert page.status_code == (400 if "%00" in query else 200)


def test_the_page_asks_no_query_per_story(section: Rubric) -> None:
    user = member(roles=("correspondent", "editor"))
    newsroom.author(user=user)
    client = desk_of(user)
    counts = []
    for number in (2, 40):
        stories = [draft(section) for _row in range(number)]
        client.get(url("submit", *stories))
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(url("submit", *stories)).context["possible"]) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


# What is done.


def test_sending_to_review(desk: Client, editor: User, section: Rubric) -> None:
    stories = [draft(section, f"Текст {number}") for number in range(3)]
    page = carry_out(desk, "submit", *stories, answer="Посмотрите до обеда")
    assert states(*stories) == ["in_review"] * 3
    assert [story.pk for story in page.context["outcomes"]["done"]] == [story.pk for story in stories][::-1]
    events = StoryEvent.objects.filter(kind=StoryEvent.Kind.SUBMITTED)
    assert {(event.by, event.note) for event in events} == {(editor, "Посмотрите до обеда")}
    assert LogEntry.objects.filter(user=editor).count() == 3


def test_returning_with_a_common_remark(desk: Client, section: Rubric) -> None:
    stories = [in_review(section), in_review(section)]
    assert list(carry_out(desk, "return", *stories, answer="  ").context["form"].errors) == ["answer"]
    assert states(*stories) == ["in_review", "in_review"]
    carry_out(desk, "return", *stories, answer="Нет источника")
    assert states(*stories) == ["returned", "returned"]
    assert {work.open_remark(Article.objects.get(pk=story.pk)).note for story in stories} == {"Нет источника"}  # type: ignore[union-attr]


def test_marking_ready(desk: Client, section: Rubric) -> None:
    stories = [in_review(section), draft(section)]
    carry_out(desk, "ready", *stories)
    assert states(*stories) == ["ready", "ready"]


def test_withdrawing_needs_a_reason_and_leaves_what_is_not_published(desk: Client, section: Rubric) -> None:
    live, never = draft(section, "Вышла"), draft(section, "Черновик")
    publishing.publish(live, live.revisions.get())
    page = carry_out(desk, "withdraw", live, never)
    assert list(page.context["form"].errors) == ["answer"]
    assert [row["article"].pk for row in page.context["impossible"]] == [never.pk]
    carry_out(desk, "withdraw", live, never, answer="По решению суда")
    live.refresh_from_db()
    assert (live.publication, live.withdrawal_reason) == ("withdrawn", "По решению суда")
    never.refresh_from_db()
    assert never.publication == "none"


def test_a_topic_is_added_in_a_new_version_and_readers_see_nothing_yet(
    desk: Client, section: Rubric, live_story: Article
) -> None:
    former, water = newsroom.topic(), newsroom.topic("water", name_ru="Вода")
    fresh, tagged = draft(section, topics=[former.pk]), draft(section, topics=[water.pk])
    page = carry_out(desk, "topic", live_story, fresh, tagged, answer=water.pk)
    assert [(row["article"].pk, str(row["reason"])) for row in page.context["outcomes"]["refused"]] == [
        (tagged.pk, str(HAS_TOPIC.reason))
    ]
    fresh.refresh_from_db()
    assert fresh.working_revision is not None
    assert fresh.working_revision.content["topics"] == sorted([former.pk, water.pk])
    assert fresh.revisions.count() == 2
    live_story.refresh_from_db()
    assert live_story.live_revision.number == 1  # type: ignore[union-attr]
    assert (live_story.work_state, live_story.topics.count()) == ("draft", 0)


# Each answers for itself.


def test_what_changed_since_the_page_was_opened_is_left_alone(desk: Client, section: Rubric) -> None:
    read, rewritten = in_review(section, "Прочитан"), in_review(section, "Переписан")
    tokens = [token(read), token(rewritten)]
    content = rewritten.revisions.get().content | {"lead": "Другой лид."}
    revisions.save_revision(rewritten, content, by=None)
    page = desk.post(url("ready", read, rewritten), {"story": tokens, "answer": ""})
    assert states(read, rewritten) == ["ready", "in_review"]
    assert [row["article"].pk for row in page.context["outcomes"]["refused"]] == [rewritten.pk]


def test_a_publication_that_changed_meanwhile_is_not_withdrawn(desk: Client, live_story: Article) -> None:
    seen = token(live_story)
    publishing.publish(live_story, live_story.revisions.get())
    desk.post(url("withdraw", live_story), {"story": [seen], "answer": "Ошибка"})
    live_story.refresh_from_db()
    assert live_story.publication == "published"


def test_a_second_post_of_the_same_page_does_nothing(desk: Client, section: Rubric) -> None:
    story = in_review(section)
    values = {"story": [token(story)], "answer": "Дописать"}
    desk.post(url("return", story), values)
    page = desk.post(url("return", story), values)
    assert [str(row["reason"]) for row in page.context["outcomes"]["refused"]] == [
        str(policy.WRONG_WORK_STATE.reason)
    ]
    assert story.events.filter(kind=StoryEvent.Kind.RETURNED).count() == 1


def test_a_story_of_others_slipped_into_the_post_is_refused(section: Rubric) -> None:
    user = member(roles=("correspondent",))
    own, others = draft(section, "Своя"), draft(section, "Чужая")
    Article.objects.filter(pk=own.pk).update(created_by=user)
    page = desk_of(user).post(url("submit", own), {"story": [token(own), token(others)], "answer": ""})
    assert states(own, others) == ["in_review", "draft"]
    assert [row["reason"] for row in page.context["outcomes"]["refused"]] == [str(policy.NOT_YOURS.reason)]


def test_a_failure_with_one_story_leaves_the_others_done(
    desk: Client, section: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = draft(section, "Хорошая"), draft(section, "Плохая")
    require = policy.require

    def refuse_one(user: User | None, action: Action, article: Article | None = None) -> None:
        require(user, action, article)
        if article is not None and article.pk == bad.pk:
            article.work_state = "ready"
            article.save(update_fields=["work_state"])
            raise revisions.StaleVersionError

    monkeypatch.setattr(policy, "require", refuse_one)
    carry_out(desk, "submit", good, bad)
    assert states(good, bad) == ["in_review", "draft"]


def test_unticked_stories_are_left_alone_and_stay_unticked_when_the_form_comes_back(
    desk: Client, section: Rubric
) -> None:
    kept, unticked = in_review(section, "Отмечен"), in_review(section, "Снят")
    page = desk.post(url("return", kept, unticked), {"story": [token(kept)], "answer": ""})
    ticks = {row["article"].pk: row["is_ticked"] for row in page.context["possible"]}
    assert ticks == {kept.pk: True, unticked.pk: False}
    desk.post(url("return", kept, unticked), {"story": [token(kept)], "answer": "Дописать"})
    assert states(kept, unticked) == ["returned", "in_review"]


@pytest.mark.parametrize("tokens", [[], ["x"], ["1-1"], ["9" * 40 + "-1-0"], ["-1-1-1"], ["١-1-0"]])
def test_a_post_without_stories_is_refused_in_words(desk: Client, story: Article, tokens: list[str]) -> None:
    page = desk.post(url("submit", story), {"story": tokens, "answer": ""})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert states(story) == ["draft"]


def test_no_more_than_a_hundred_at_once(desk: Client, section: Rubric) -> None:
    stories = [draft(section) for _row in range(101)]
    tokens = [token(story) for story in stories]
    desk.post(url("submit", *stories), {"story": tokens, "answer": ""})
    assert states(*stories).count("in_review") == 100


@pytest.mark.parametrize("answer", ["", "x", "1,2", "-1", "9" * 30, "999999999"])
def test_a_topic_that_is_none_is_refused_in_words(desk: Client, story: Article, answer: str) -> None:
    page = carry_out(desk, "topic", story, answer=answer)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["answer"]
    assert story.revisions.count() == 1

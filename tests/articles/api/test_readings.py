"""Readings that apps report are counted as those of the pages."""

from typing import Any

import pytest
from django.test import Client

from articles.models import ViewCount
from articles.view_counter import counter
from tests import newsroom
from tests.articles.api.keys import sent

pytestmark = pytest.mark.django_db


def test_a_reading_is_counted(client: Client) -> None:
    story = newsroom.story()
    answers = [sent(client, "POST", "views/", {"article": story.pk}) for _number in range(3)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    counter.flush()
    assert ViewCount.objects.get().count == 3


def test_drafts_are_neither_counted_nor_told_apart(client: Client) -> None:
    hidden = newsroom.story(**newsroom.hidden_states()["embargo"])
    for number in (hidden.pk, 987654321, 2**53 - 1):
        assert sent(client, "POST", "views/", {"article": number}).status_code == 204
    counter.flush()
    assert not ViewCount.objects.exists()


@pytest.mark.parametrize("article", [0, -1, 10**30, "one", None, True, [1], {"id": 1}, 1.5, "٣" * 3000])
def test_what_is_no_number_is_a_problem(client: Client, article: Any) -> None:
    answer = sent(client, "POST", "views/", {"article": article})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/article")


def test_only_posts_are_taken(client: Client) -> None:
    assert client.get("/api/v1/views/").status_code == 405

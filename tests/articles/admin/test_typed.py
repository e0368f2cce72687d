"""What stands in the form, valid or not, as content and back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import content as contents
from articles.admin.article.typed import content_of_fields, empty_content, fields_of_content
from articles.content import SCHEMA, Content
from articles.models import Article, Rubric
from newsportal.lib import html
from tests import newsroom
from tests.articles.admin.conftest import change_url, filled
from tests.articles.full_story import full_draft

pytestmark = pytest.mark.django_db

# The rows are made once for all examples: a test of its own for each would take minutes.
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


class Pool:
    """Rows that contents may refer to."""

    def __init__(self) -> None:
        self.rubrics = [newsroom.rubric().pk for _number in range(3)]
        self.photos = [newsroom.photo().pk for _number in range(2)]
        self.topics = [newsroom.topic().pk for _number in range(4)]
        self.authors = [newsroom.author().pk for _number in range(4)]
        self.sources = [newsroom.source().pk for _number in range(3)]

    def contents(self, draw: st.DrawFn) -> Content:
        """Whatever can have been saved."""

        def text(size: int) -> str:
            return draw(st.text("Лёд на  «реке»\n\u00a0<&>", max_size=size)).strip()

        ids = st.lists(st.sampled_from(self.topics), unique=True)
        items = draw(
            st.lists(
                st.tuples(
                    st.sampled_from(self.sources),
                    st.sampled_from(["", "https://agency.example/1?a=b&c", "http://стат.қаз/х"]),
                    st.sampled_from(["based_on", "cites"]),
                ),
                unique_by=lambda item: item[:2],
            )
        )
        return Content(
            schema=SCHEMA,
            headline=text(200),
            short_title=text(70),
            seo_title=text(120),
            lead=text(300),
            slug=draw(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,79}", fullmatch=True)),
            body=html.sanitise(draw(st.sampled_from(BODIES)) + draw(st.text("абв <>&\r\n", max_size=40))),
            age_mark=draw(st.sampled_from([None, 0, 6, 12, 14, 16, 18])),
            is_partner=draw(st.booleans()),
            is_unverified=draw(st.booleans()),
            rubric=draw(st.sampled_from(self.rubrics)),
            lead_photo=draw(st.sampled_from([None, *self.photos])),
            topics=sorted(draw(ids)),
            authors=draw(st.lists(st.sampled_from(self.authors), unique=True)),
            sources=[
                {"source": source, "url": url, "relation": relation}  # type: ignore[typeddict-item]
                for source, url, relation in items
            ],
        )


BODIES = ["", "<p>Текст</p>", '<ul><li>а<ul><li>б</li></ul></li></ul><p><a href="/vko/">ссылка</a></p>']
BODIES += [
    '<figure><img src="/media/photos/abc/400.jpg" alt="Река"></figure><table><tbody><tr><td>1</td></tr></tbody></table>'
]


@pytest.fixture
def pool() -> Pool:
    return Pool()


@many
@given(data=st.data())
def test_there_and_back_is_the_same_over_any_base(pool: Pool, data: Any) -> None:
    content, base = (data.draw(st.composite(pool.contents)()) for _which in range(2))
    assert content_of_fields(fields_of_content(content), base) == content
    assert content_of_fields(fields_of_content(content), empty_content(0)) == content


NAMES = [
    "headline",
    "short_title",
    "seo_title",
    "lead",
    "body",
    "rubric",
    "topics",
    "lead_photo",
    "slug",
    "age_mark",
]
NAMES += [
    "is_partner",
    "is_unverified",
    "byline_set-TOTAL_FORMS",
    "sources-TOTAL_FORMS",
    "byline_set-0-author",
]
NAMES += [
    "byline_set-1-author",
    "sources-0-source",
    "sources-0-url",
    "sources-0-relation",
    "sources-1-source",
]
ODD = [
    "",
    "\x00",
    "\ud800",
    "-1",
    "0",
    "1",
    "2",
    "9" * 30,
    "٣",
    "1e9",
    "None",
    "javascript:alert(1)",
    "//x",
    "http://[",
    "on",
]
ODD += ["<p>" * 100, "<script>x</script>", "а" * 5000, "https://a.example/\ud800", "http://\x00.example/"]


@many
@given(data=st.data())
def test_no_garbage_breaks_it(pool: Pool, data: Any) -> None:
    value = st.sampled_from(ODD) | st.text(max_size=20) | st.sampled_from(pool.topics).map(str)
    fields = data.draw(st.dictionaries(st.sampled_from(NAMES), st.lists(value, max_size=4)))
    base: Content = data.draw(st.composite(pool.contents)())
    got = content_of_fields(fields, base)
    # It could be saved as it is.
    assert contents.clean(got) == got
    assert got["rubric"] in pool.rubrics
    assert {*got["topics"]} <= {*pool.topics}
    assert all("javascript:" not in item["url"] for item in got["sources"])
    if not fields:
        assert got == base


@pytest.mark.parametrize("value", [None, "text", 5, {"a": 1}, [None], [5], [["a"]], []])
def test_what_is_not_a_list_of_texts_was_not_sent(pool: Pool, value: Any) -> None:
    base = empty_content(0) | {
        "headline": "Было",
        "slug": "bylo",
        "rubric": pool.rubrics[0],
        "topics": [pool.topics[0]],
    }
    got = content_of_fields(
        dict.fromkeys([name for name in NAMES if name not in ("is_partner", "is_unverified")], value), base
    )
    assert got | {"topics": []} == base | {"topics": []}


def base_of(pool: Pool, **fields: Any) -> Content:
    values = {"headline": "Было", "slug": "bylo", "rubric": pool.rubrics[0], "topics": [pool.topics[0]]}
    values |= {"authors": [pool.authors[0]], "is_partner": True, "lead_photo": pool.photos[0], "age_mark": 12}
    return empty_content(0) | values | fields  # type: ignore[return-value]


def test_a_part_of_the_form_changes_that_part(pool: Pool) -> None:
    """What the photo editor's form sends: nothing else of the story moves."""
    got = content_of_fields({"lead_photo": [str(pool.photos[1])]}, base_of(pool))
    assert got == base_of(pool, lead_photo=pool.photos[1])


def test_in_the_whole_form_silence_is_an_answer(pool: Pool) -> None:
    got = content_of_fields({"headline": ["Стало"]}, base_of(pool))
    assert (got["headline"], got["topics"], got["is_partner"]) == ("Стало", [], False)
    # Rows and choices are always sent: they are missing from a request that was cut.
    assert (got["authors"], got["lead_photo"], got["age_mark"]) == ([pool.authors[0]], pool.photos[0], 12)


def test_no_word_is_cut_and_no_address_invented(pool: Pool) -> None:
    """What is too long for the form may be kept; that it cannot be published says `contents.unfit`."""
    got = content_of_fields({"headline": ["а" * 300], "slug": ["не адрес"]}, base_of(pool))
    assert (got["headline"], got["slug"]) == ("а" * 300, "не адрес")
    assert [name for name, _sentence in contents.unfit(got)] == ["headline", "body", "slug"]
    assert content_of_fields({"headline": ["а"], "slug": [""]}, base_of(pool))["slug"] == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://agency.example/1", "https://agency.example/1"),
        (" http://agency.example/1 ", "http://agency.example/1"),
        ("agency.exam", "agency.exam"),
        ("/news/?at=12:30", "/news/?at=12:30"),
        ("javascript:alert(1)", ""),
        (" JavaScript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("java\nscript\r:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
    ],
)
def test_half_an_address_stays_and_a_hostile_one_never_does(pool: Pool, typed: str, kept: str) -> None:
    """From an unsaved text it goes into a version, and from there to readers."""
    fields = {
        "sources-TOTAL_FORMS": ["1"],
        "sources-0-source": [str(pool.sources[0])],
        "sources-0-url": [typed],
    }
    [item] = content_of_fields(fields, base_of(pool))["sources"]
    assert item["url"] == kept


def test_rows_are_taken_in_order_and_once(pool: Pool) -> None:
    first, second, third, _fourth = pool.authors
    rows = [third, "", first, third, 999_999, second]
    fields = {f"byline_set-{number}-author": [str(row)] for number, row in enumerate(rows)}
    fields["byline_set-TOTAL_FORMS"] = ["5"]
    assert content_of_fields(fields, base_of(pool))["authors"] == [third, first]


def test_a_text_that_grows_beyond_what_can_be_saved_is_not_taken(pool: Pool) -> None:
    base = base_of(pool, body="<p>Было</p>")
    for body in ("&" * 399_000, "а" * 400_001, "<p>" + "<em>" * 100):
        got = content_of_fields({"body": [body]}, base)
        assert contents.clean(got) == got
    assert content_of_fields({"body": ["&" * 399_000]}, base)["body"] == "<p>Было</p>"


def test_five_queries_whatever_was_sent(pool: Pool) -> None:
    content = base_of(pool, topics=pool.topics, authors=pool.authors)
    content["sources"] = [{"source": pk, "url": "", "relation": "cites"} for pk in pool.sources]
    with CaptureQueriesContext(connection) as captured:
        assert content_of_fields(fields_of_content(content), empty_content(0)) == content
    assert len(captured) == 5


def test_the_form_of_the_desk_sends_just_that(desk: Client, section: Rubric) -> None:
    """The names here are those of the real form: what it shows is read back as the version that it opened."""
    story = full_draft(rubric=section.pk)
    sent = filled(desk, change_url(story))
    fields = {
        name: [str(item) for item in (value if isinstance(value, list) else [value])]
        for name, value in sent.items()
    }
    revision = Article.objects.get(pk=story.pk).working_revision
    assert revision is not None
    assert content_of_fields(fields, empty_content(0)) == contents.of_revision(revision)

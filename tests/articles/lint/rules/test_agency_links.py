from typing import Any

import pytest

from articles.lint.rules import agency_links
from tests.articles.lint.versions import STATISTICS, codes, excerpts, found, version

LINK = '<a href="https://www.inform.kz/a1">сайт</a>'
SAID = "<p>Моногорода разделят на группы, передаёт МИА «Казинформ».</p>"


def source(number: int = 1, url: str = "", relation: str = "based_on") -> dict[str, Any]:
    return {"source": number, "url": url, "relation": relation}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (source(), ["agency-source-without-link"]),
        (source(url="  "), ["agency-source-without-link"]),
        (source(url="https://www.inform.kz/a1"), []),
        (source(relation="cites"), []),
        # A body of the state, and a source that is not known any more.
        (source(2), []),
        (source(9), []),
    ],
)
def test_a_story_based_on_an_agency_has_the_address_of_the_item(
    item: dict[str, Any], expected: list[str]
) -> None:
    warnings = found(agency_links, version(sources=[item]))
    assert [warning.code for warning in warnings] == expected
    assert [warning.field for warning in warnings] == ["sources"] * len(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Моногорода разделят на группы, передаёт МИА «Казинформ».",
        'Моногорода разделят на группы, передает сайт МИА "Казинформ".',
        "Моногорода разделят, сообщает Казинформ.",
        "Об этом со ссылкой на министерство сообщили Казинформу в акимате.",
        "Об этом сообщает информагентство.",
        "По данным информационного агентства, река встала.",
        "Река встала, пишет агентство «Интерфакс».",
        "Река встала, передаёт агентство Sputnik.",
        "Моноқалалар топқа бөлінеді, деп хабарлайды «Казинформ» ХАА.",
        "Моноқалалар топқа бөлінеді, деп жазды ақпарат агенттігі.",
        "Казинформның мәліметінше, мұз қатты.",
    ],
)
def test_words_of_attribution_without_a_link_are_found(text: str) -> None:
    content = version(f"<p>Начало.</p><p>Дальше.</p><p>{text}</p>")
    assert codes(agency_links, content) == ["attribution-without-link"]
    assert excerpts(agency_links, content) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Река встала, сообщает акимат.",
        "По данным Бюро национальной статистики, нас двадцать миллионов.",
        "Агентство по делам государственной службы сообщает о конкурсе.",
        "Агентство Республики Казахстан по регулированию рынка сообщает о ставках.",
        "Казинформ переехал в новое здание.",
        "Ульба передаёт тепло Иртышу.",
        "Ұлттық статистика бюросының деректері бойынша, халық өсті.",
        "МИА создали в 2002 году.",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert codes(agency_links, version(f"<p>{text}</p>")) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (version(SAID), ["attribution-without-link"]),
        (version(SAID + f"<p>{LINK}</p>"), []),
        (version(f"<h2>Раздел</h2><p>{LINK}</p>{SAID}"), []),
        # Too late, or to this site itself.
        (version(f"{SAID}<p>Два.</p><p>{LINK}</p>"), ["attribution-without-link"]),
        (version(SAID + '<p><a href="/vko/">рубрика</a></p>'), ["attribution-without-link"]),
        (version(f"{SAID}<ul><li>{LINK}</li></ul>"), ["attribution-without-link"]),
        (version(SAID, sources=[source(url="https://www.inform.kz/a1")]), []),
        (version(SAID, sources=[source(2, url="https://stat.gov.kz/")]), []),
        (version(lead="Об этом передаёт МИА «Казинформ»."), ["attribution-without-link"]),
    ],
)
def test_a_link_among_the_sources_or_early_in_the_text_is_enough(content: Any, expected: list[str]) -> None:
    assert codes(agency_links, content) == expected


def test_only_agencies_are_looked_for() -> None:
    content = version("<p>Нас больше, сообщает Бюро статистики.</p>")
    assert codes(agency_links, content, sources={2: STATISTICS}) == []

"""Names of places as links on the page of a story."""

import time
from collections.abc import Mapping

import pytest
from django.test import Client

from articles.places import links, mentions
from articles.places.matching import Matcher
from articles.places.passages import passages
from articles.places.reading import Text, read
from articles.places.reference import load_places
from tests import newsroom
from tests.articles.places.test_search import publish


def towns(places: frozenset[str]) -> Mapping[str, str]:
    return {place: f"/monotowns/{place}/" for place in places if place != "astana"}


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_makers", [])
    links.register(towns)


def shown(matcher: Matcher, body: str) -> str:
    named = read(Text("", "", body), matcher)
    rows = [
        links.PlaceInText(place=slug, start=link[0], end=link[1])
        for slug, item in named.items()
        if (link := item.link())
    ]
    return links.linked(body, rows)


def link(place: str, words: str) -> str:
    return f'<a class="place" href="/monotowns/{place}/">{words}</a>'


def test_the_first_mention_of_each_place_is_a_link(matcher: Matcher) -> None:
    body = "<p>В Риддере снег. Риддер ждёт.</p><p>Из Риддера в <strong>Хромтау</strong>.</p>"
    assert shown(matcher, body) == (
        f"<p>В {link('ridder', 'Риддере')} снег. Риддер ждёт.</p>"
        f"<p>Из Риддера в <strong>{link('khromtau', 'Хромтау')}</strong>.</p>"
    )


@pytest.mark.parametrize(
    "barred",
    [
        '<p>См. <a href="/x">Риддер</a></p>',
        '<p>См. <a href="/x"><em>город</em> Риддер</a></p>',
        "<h2>Риддер</h2>",
        "<h3>О <em>Риддере</em></h3>",
        '<figure><img src="/media/photos/x/1.jpg" alt="Риддер"><figcaption>Риддер</figcaption></figure>',
        '<figure data-embed="youtube"><a href="https://x/">Риддер</a></figure>',
        "<blockquote><p>Слова</p><footer>житель Риддера</footer></blockquote>",
        "<p><code>Риддер</code></p>",
        "<table><caption>Риддер</caption><tr><th>Риддер</th></tr></table>",
        "<p>Рид<strong>дер</strong></p>",
    ],
)
def test_nothing_is_linked_where_no_link_belongs(barred: str, matcher: Matcher) -> None:
    assert shown(matcher, barred) == barred
    after = barred + "<p>Снег в Риддере.</p>"
    assert shown(matcher, after) == barred + f"<p>Снег в {link('ridder', 'Риддере')}.</p>"


def test_entities_and_attributes_do_not_shift_the_link(matcher: Matcher) -> None:
    body = '<p>&lt;Р&amp;Д&gt;&nbsp;Риддер <a href="/?a=1>2&amp;b=3">там</a>&nbsp;и&nbsp;Хромтау</p>'
    assert shown(matcher, body) == (
        f"<p>&lt;Р&amp;Д&gt;&nbsp;{link('ridder', 'Риддер')} "
        f'<a href="/?a=1>2&amp;b=3">там</a>&nbsp;и&nbsp;{link("khromtau", "Хромтау")}</p>'
    )


def test_a_place_without_a_page_stays_plain(matcher: Matcher) -> None:
    assert shown(matcher, "<p>В Астане тепло.</p>") == "<p>В Астане тепло.</p>"


def test_positions_of_another_text_spoil_nothing() -> None:
    body = '<p title="Риддер здесь">снег</p>'
    for start in range(len(body)):
        row = links.PlaceInText(place="ridder", start=start, end=start + 6)
        assert 'title="Риддер здесь"' in links.linked(body, [row])


def test_passages_are_what_stands_between_blocks() -> None:
    body = "<ul><li>Раз <em>два</em></li><li>Три<br>четыре</li></ul><p> </p><p>Пять</p>"
    assert [item.text for item in passages(body)] == ["Раз два", "Три", "четыре", "Пять"]


@pytest.mark.django_db
def test_readers_get_the_link_and_a_person_s_word_moves_it(client: Client) -> None:
    newsroom.outlet()
    load_places()
    article = publish("Новости", "Алтай ждёт зиму, а Риддер уже в снегу. В Балхаше тихо.")
    page = client.get(article.url).content.decode()
    assert link("ridder", "Риддер") in page
    assert link("balkhash", "Балхаше") in page
    assert "/monotowns/altay/" not in page
    by_slug = {item.place.slug: item for item in article.mentions.select_related("place")}
    mentions.decide(
        article,
        {by_slug["altay"].place_id: "confirmed", by_slug["balkhash"].place_id: "rejected"},
        by=None,
    )
    page = client.get(article.url).content.decode()
    assert link("altay", "Алтай") in page
    assert "/monotowns/balkhash/" not in page


def test_links_take_no_time(matcher: Matcher) -> None:
    body = "<p>Снег в Риддере и Хромтау, дождь в Кентау. Тексты длинные.</p>" * 500
    named = read(Text("", "", body), matcher)
    rows = [links.PlaceInText(place=s, start=i.link()[0], end=i.link()[1]) for s, i in named.items()]  # type: ignore[index]
    began = time.process_time()
    links.linked(body, rows)
    assert time.process_time() - began < 0.005

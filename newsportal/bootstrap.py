"""What a fresh app shows first, in one answer: the publication, its front page, weather and rates."""

from typing import Annotated, Any

from msgspec import Meta

from articles.api import cards
from articles.api.outlet import Breaking, OutletFacts, breaking, outlet_facts
from articles.api.rubrics import RubricOfTree, rubrics
from articles.api.shapes import ArticleCard, Language
from articles.front import front
from articles.furniture import Furniture
from articles.view_counter import DAYS, by_readings
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.languages import address_of
from newsportal.lib.rest.queries import LANGUAGES, Query
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Address, Shape
from widgets.api.rate_shapes import RatesBoard
from widgets.api.rates import rates_board_shape
from widgets.api.weather import cities_shape
from widgets.api.weather_shapes import WeatherCities

MOST_READ = 5


class FrontPage(Shape):
    """As the front page of the site: `lead` on top, `secondary` below it, then the `latest`.

    No story stands in it twice. `lead` is null on a site without stories in the language.
    """

    lead: ArticleCard | None
    secondary: list[ArticleCard]
    latest: list[ArticleCard]
    most_read: list[ArticleCard]


class BootstrapLinks(Shape):
    """`changes` is where an app that keeps a copy begins; `articles` is where the front page goes on.

    There is no cursor of changes here: this answer would be another one each time, and never «not modified».
    """

    changes: Address
    articles: Address


class Bootstrap(Shape):
    """The first screen. Each part has the shape of its own resource."""

    language: Annotated[Language, Meta(description="Of the stories; all else is in both.")]
    outlet: OutletFacts
    rubrics: list[RubricOfTree]
    breaking: Breaking
    front: FrontPage
    weather: WeatherCities
    rates: RatesBoard
    links: BootstrapLinks


class BootstrapQuery(Query):
    language = ChoiceField(LANGUAGES, required=False, default="ru", help_text="Of the stories.")


class BootstrapView(ReadView):
    """All that the first screen of a fresh app needs: at most 30 KB, compressed."""

    operation = "bootstrap_retrieve"
    group = "bootstrap"
    query = BootstrapQuery
    answer = Bootstrap
    shows = (
        "articles", "articles_rubric", "articles_outlet", "articles_pin", "widgets_city",
        "widgets_weatherobservation", "widgets_currency", "widgets_rate",
    )  # fmt: skip
    # Weather grows old and lines of the bar end by the clock.
    is_dated = False

    def read(self, asked: dict[str, Any], **path: Any) -> Bootstrap:
        language = asked["language"]
        around = Furniture()
        return Bootstrap(
            language=language,
            outlet=outlet_facts(around.outlet),
            rubrics=rubrics(around.tree).items,
            breaking=breaking(around.outlet),
            front=_front_page(language),
            weather=cities_shape(),
            rates=rates_board_shape(),
            links=BootstrapLinks(
                changes=f"{address_of('api:changes')}?language={language}",
                articles=f"{address_of('api:articles')}?language={language}",
            ),
        )


def _front_page(language: str) -> FrontPage:
    upper = front(language, cards.with_cards)
    read = by_readings(DAYS).in_language(language).values_list("pk", flat=True)[:MOST_READ]
    return FrontPage(
        lead=None if upper.lead is None else cards.card(upper.lead),
        secondary=[cards.card(row) for row in upper.secondary],
        latest=[cards.card(row) for row in upper.latest],
        most_read=cards.in_order(read),
    )

"""Rows of what surrounds a page that a process keeps, and what makes them untrue."""

from articles.furniture import forget_outlet, forget_rubrics
from articles.neighbours import forget_newest
from monotowns.registry.story_card import forget_towns
from newsportal.models import Change
from widgets.cards import forget_cities, forget_rates

Resource = Change.Resource


def _forget_stories() -> None:
    """A story that is withdrawn vanishes from the breaking bar too."""
    forget_outlet()
    forget_newest()


def _forget_paths() -> None:
    """The addresses of stories begin with them."""
    forget_rubrics()
    forget_newest()


FORGET = {
    Resource.WEATHER.value: forget_cities,
    Resource.RATES.value: forget_rates,
    Resource.OUTLET.value: forget_outlet,
    Resource.BREAKING.value: forget_outlet,
    Resource.ARTICLES.value: _forget_stories,
    Resource.RUBRICS.value: _forget_paths,
    Resource.MONOTOWNS.value: forget_towns,
    # The names of places.
    Resource.NAMES.value: forget_towns,
}

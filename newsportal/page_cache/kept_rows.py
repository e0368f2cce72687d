"""Rows of what surrounds a page that a process keeps, and what makes them untrue."""

from articles.furniture import forget_outlet, forget_rubrics
from newsportal.models import Change
from widgets.cards import forget_cities, forget_rates

Resource = Change.Resource
FORGET = {
    Resource.WEATHER.value: forget_cities,
    Resource.RATES.value: forget_rates,
    Resource.OUTLET.value: forget_outlet,
    Resource.BREAKING.value: forget_outlet,
    # A story that is withdrawn vanishes from the breaking bar.
    Resource.ARTICLES.value: forget_outlet,
    Resource.RUBRICS.value: forget_rubrics,
}

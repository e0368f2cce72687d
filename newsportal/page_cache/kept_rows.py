"""Rows that a process keeps of the header, and when they are read anew: docs/decisions/kept-header.md."""

from newsportal.models import Change
from widgets.cards import forget_cities, forget_rates

FORGET = {Change.Resource.WEATHER.value: forget_cities, Change.Resource.RATES.value: forget_rates}

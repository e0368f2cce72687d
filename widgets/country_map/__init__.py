"""The map of the country: its outline, its cities, and the labels of these."""

from widgets.country_map.candidates import NARROW, WIDE, Layout
from widgets.country_map.labels import Label, arrange
from widgets.country_map.projection import Point, outline, place, proportion

__all__ = ["NARROW", "WIDE", "Label", "Layout", "Point", "arrange", "outline", "place", "proportion"]

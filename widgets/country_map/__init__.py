"""Cities on the map of the country, and the labels of these."""

from widgets.country_map.candidates import NARROW, WIDE, Layout
from widgets.country_map.labels import Label, arrange

__all__ = ["NARROW", "WIDE", "Label", "Layout", "arrange"]

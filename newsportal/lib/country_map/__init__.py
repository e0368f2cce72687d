"""The map of the country: its outline, where a place stands on it, and boxes of what is written there."""

from newsportal.lib.country_map.box import Box
from newsportal.lib.country_map.projection import Point, border, outline, place, proportion

__all__ = ["Box", "Point", "border", "outline", "place", "proportion"]

"""The registry: towns, what is known of them, and the documents that put them into groups."""

from monotowns.models.edition import Classification, Document, Group, Membership
from monotowns.models.enterprise import Enterprise, Industry
from monotowns.models.measure import Measure
from monotowns.models.observation import Indicator, Observation
from monotowns.models.town import Region, Town

__all__ = [
    "Classification",
    "Document",
    "Enterprise",
    "Group",
    "Indicator",
    "Industry",
    "Measure",
    "Membership",
    "Observation",
    "Region",
    "Town",
]

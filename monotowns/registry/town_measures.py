"""Measures that concern a town: its own, and those of the groups that it stands in."""

from django.db.models import OuterRef, Q, QuerySet

from monotowns.models import Measure, Town


def measures_of_town(town: Town | OuterRef) -> "QuerySet[Measure]":
    return Measure.objects.filter(Q(town=town) | Q(group__memberships__town=town))

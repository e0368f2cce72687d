"""Addresses of the registry, below /api/v1/. Words stand before towns: no place may have such an address."""

from django.urls import path

from monotowns.api.views import editions, lists, towns

urlpatterns = [
    path("monotowns/", towns.Monotowns.as_view(), name="monotowns"),
    path("monotowns/editions/", editions.MonotownEditions.as_view(), name="monotown_editions"),
    path("monotowns/editions/<slug:slug>/", editions.MonotownEdition.as_view(), name="monotown_edition"),
    path(
        "monotowns/editions/<slug:after>/difference/<slug:before>/",
        editions.MonotownDifference.as_view(),
        name="monotown_difference",
    ),
    path("monotowns/groups/", editions.MonotownGroups.as_view(), name="monotown_groups"),
    path("monotowns/indicators/", lists.MonotownIndicators.as_view(), name="monotown_indicators"),
    path("monotowns/measures/", lists.MonotownMeasures.as_view(), name="monotown_measures"),
    path("monotowns/documents/", lists.MonotownDocuments.as_view(), name="monotown_documents"),
    path("monotowns/<slug:slug>/", towns.Monotown.as_view(), name="monotown"),
    path("monotowns/<slug:slug>/mentions/", towns.MonotownMentions.as_view(), name="monotown_mentions"),
]

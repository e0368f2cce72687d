from django.urls import path

from monotowns.files import views as files
from monotowns.informers import builder, frames
from monotowns.informers.informer import Kind as InformerKind
from monotowns.pages import comparison, editions, overview, parts, town
from monotowns.share_cards import views as share_cards
from newsportal.lib.series_files import TABULAR, Kind

# Words stand before towns: no place may have such an address.
urlpatterns = [
    path("monotowns/", overview.overview, name="monotowns"),
    path("monotowns/editions/<slug:slug>/", editions.edition, name="monotown_edition"),
    path("monotowns/editions/<slug:new>/against/<slug:old>/", editions.against, name="monotown_difference"),
    path("monotowns/editions/<slug:edition>/groups/<slug:code>/", parts.group, name="monotown_group"),
    path("monotowns/regions/<slug:slug>/", parts.region, name="monotown_region"),
    path("monotowns/measures/<slug:slug>/", parts.measure, name="monotown_measure"),
    path("monotowns/compare/", comparison.comparison, name="monotown_comparison"),
    path("monotowns/<slug:slug>/", town.town, name="monotown"),
    path("monotowns.png", share_cards.overview_image, name="monotowns_image"),
    path("monotowns/editions/<slug:slug>.png", share_cards.edition_image, name="monotown_edition_image"),
    path("monotowns/<slug:slug>.png", share_cards.town_image, name="monotown_image"),
    path("embed/monotowns/", builder.builder, name="monotowns_informer_builder"),
    *(
        path(
            f"embed/monotowns/{kind}/",
            frames.informer_frame,
            {"kind": kind},
            name=f"monotowns_{kind}_informer",
        )
        for kind in InformerKind
    ),
]

# One address for readers of all languages. Figures of a town and measures have no points of their own.
file_urlpatterns = [
    path(f"{table}.{kind}", view, {"kind": kind}, name=f"{name}_{kind.name.lower()}")
    for table, view, name, kinds in (
        ("monotowns", files.overview_file, "monotowns", tuple(Kind)),
        ("monotowns/editions/<slug:slug>", files.edition_file, "monotown_edition", tuple(Kind)),
        (
            "monotowns/editions/<slug:edition>/groups/<slug:code>",
            files.group_file,
            "monotown_group",
            tuple(Kind),
        ),
        ("monotowns/regions/<slug:slug>", files.region_file, "monotown_region", tuple(Kind)),
        ("monotowns/measures/<slug:slug>", files.measure_file, "monotown_measure", TABULAR),
        ("monotowns/compare", files.comparison_file, "monotown_comparison", tuple(Kind)),
        ("monotowns/<slug:slug>", files.town_file, "monotown", TABULAR),
    )
    for kind in kinds
]

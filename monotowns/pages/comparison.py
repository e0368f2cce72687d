"""Chosen towns side by side; the choice stands in the address: `?town=ridder&town=altay`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monotowns.files.towns import about_towns
from monotowns.pages.page_head import page_meta, share_edition
from monotowns.registry.comparing import MOST_TOWNS, compared, comparison_query
from monotowns.registry.overview import shown_towns
from monotowns.registry.sorting import by_name
from newsportal.lib.shown import shown


@shown("monotowns", "names", parameters=["town"])
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Of towns of the edition that is shown; addresses of no such town are passed over."""
    shown, towns = shown_towns()
    chosen, is_cut = compared(request.GET.getlist("town"), towns)
    title = _("Compare towns")
    if chosen:
        title = _("Compare: %(towns)s") % {"towns": ", ".join(member.name for member in chosen)}
    meta = page_meta(request, title, _("Group, region, population and industries of the chosen towns."))
    if request.GET:
        # A choice is for its reader, not for an index.
        meta.robots, meta.alternates = "noindex, follow", {}
    context: dict[str, Any] = {
        "meta": meta,
        "shown": shown,
        "chosen": chosen,
        "slugs": {member.slug for member in chosen},
        "most": MOST_TOWNS,
        "is_cut": is_cut,
        "towns": sorted(towns, key=lambda member: by_name(member.name)),
    }
    if shown:
        share_edition(meta, shown)
    if shown and chosen:
        path, query = reverse("monotown_comparison_csv"), comparison_query(chosen)
        context["file"] = about_towns(shown, path=path, query=query, part=_("comparison"))
    return render(request, "monotowns/comparison.html", context)

"""Chosen towns side by side; the choice stands in the address: `?town=ridder&town=altay`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monotowns.pages.page_head import page_meta
from monotowns.registry import editions
from monotowns.registry.overview import group_cards, members
from monotowns.registry.sorting import by_name

# More columns than these are no comparison, on a wide screen either.
MOST_TOWNS = 6


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Of towns of the edition that is shown; addresses of no such town are passed over."""
    shown = editions.shelf().shown(timezone.localdate())
    towns = members(group_cards(shown)) if shown else []
    by_slug = {member.slug: member for member in towns}
    asked = [by_slug[slug] for slug in dict.fromkeys(request.GET.getlist("town")) if slug in by_slug]
    chosen = asked[:MOST_TOWNS]
    title = _("Compare towns")
    if chosen:
        title = _("Compare: %(towns)s") % {"towns": ", ".join(member.name for member in chosen)}
    meta = page_meta(request, title, _("Group, region, population and industries of the chosen towns."))
    if request.GET:
        # A choice is for its reader, not for an index.
        meta.robots, meta.alternates = "noindex, follow", {}
    context = {
        "meta": meta,
        "shown": shown,
        "chosen": chosen,
        "slugs": {member.slug for member in chosen},
        "most": MOST_TOWNS,
        "is_cut": len(asked) > MOST_TOWNS,
        "towns": sorted(towns, key=lambda member: by_name(member.name)),
    }
    return render(request, "monotowns/comparison.html", context)

"""/monotowns/ridder/: all that the registry knows of one town."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from monotowns.charts import chart
from monotowns.files.figures import about_figures
from monotowns.informers.informer import Informer
from monotowns.informers.informer import Kind as InformerKind
from monotowns.models import Classification
from monotowns.models.observation import POPULATION
from monotowns.pages.page_head import page_meta, share
from monotowns.registry import profile
from monotowns.share_cards.card import town_alt, town_card
from newsportal.lib.series_files import TABULAR
from newsportal.lib.series_files.dataset import dataset
from newsportal.lib.shown import shown
from newsportal.lib.translated import in_language_of_page


@shown("monotowns", "names")
@require_safe
def town(request: HttpRequest, slug: str) -> HttpResponse:
    found = profile.find_town(slug)
    if found is None:
        raise Http404
    facts = profile.profile(found)
    shown = facts.edition(timezone.localdate())
    population = facts.newest(POPULATION, "city")
    title = _("%(town)s, a single-industry town") % {"town": found.place.name}
    file = about_figures(found, reverse("monotown_csv", args=[slug]))
    about = [found.region.name, getattr(shown, "group_of_town", None) and shown and _in_words(shown)]
    context: dict[str, Any] = {
        "meta": page_meta(request, title, ". ".join(str(part) for part in about if part)),
        "town": found,
        "embed": Informer(InformerKind.TOWN, town=slug),
        "file": file,
        "facts": facts,
        "shown": shown,
        "group": getattr(shown, "group_of_town", None),
        "population": population,
        "indicators": [
            {"name": rows[0].name, "unit": rows[0].unit, "series": rows, "chart": chart(rows)}
            for rows in (list(same) for _code, same in groupby(facts.series, key=lambda one: one.code))
        ],
    }
    share(context["meta"], reverse("monotown_image", args=[slug]), town_alt(town_card(found, shown)))
    if facts.series:
        context["meta"].documents.append(dataset(file, path=request.path, kinds=TABULAR))
    return render(request, "monotowns/town.html", context)


def _in_words(shown: Classification) -> str:
    name = in_language_of_page(shown.group_of_town, "name")  # type: ignore[attr-defined]
    return f"{name} ({_('draft, not adopted')})" if shown.document.is_draft else name

"""The front page: what the newsroom puts first, what is new, what is read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from articles import structured_data
from articles.front import front_page
from articles.furniture import furniture
from newsportal.lib.shown import shown


# What is read most is counted, and no trigger tells of it.
@shown("articles", "breaking", "outlet", "rubrics", seconds=60)
def home(request: HttpRequest) -> HttpResponse:
    around = furniture(request)
    outlet = around.outlet
    meta = structured_data.list_meta(
        request,
        outlet.name,
        description=outlet.tagline,
        feed=reverse("rss"),
        documents=[structured_data.organization(outlet)],
    )
    context = {"meta": meta, **front_page(around.tree, get_language() or "ru")}
    return render(request, "home.html", context)

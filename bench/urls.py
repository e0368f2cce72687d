"""The portal's addresses and one more: the plain view that story pages are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import escape

from articles.models import Article
from newsportal.urls import urlpatterns as of_site


def plain(request: HttpRequest, pk: int) -> HttpResponse:
    """One row by its key, and a string."""
    headline = Article.objects.filter(pk=pk).values_list("headline", flat=True).get()
    return HttpResponse(f"<!doctype html><title>{escape(headline)}</title><h1>{escape(headline)}</h1>")


urlpatterns = [path("plain/<int:pk>/", plain), *of_site]

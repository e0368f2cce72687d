"""The informer that stands for a page of the registry where its address is pasted."""

from django.http import QueryDict
from django.urls import ResolverMatch

from monotowns.informers.contents import contents
from monotowns.informers.informer import Informer, Kind, asked_informer
from monotowns.informers.sizes import size_of
from monotowns.registry.choosing import Choice
from newsportal.lib.informers.code import Frame

INFORMERS = {f"monotowns_{kind}_informer": kind for kind in Kind}
PAGES = ("monotowns", "monotown", "monotown_edition", "monotown_group", "monotown_region")


def frame_of(page: ResolverMatch, query: QueryDict, language: str) -> Frame:
    informer = _informer_of(page, query, language)
    found = contents(informer)
    return Frame(informer.frame_path, found.title, size_of(found))


def _informer_of(page: ResolverMatch, query: QueryDict, language: str) -> Informer:
    """Of a list its table; of the overview and of an edition the map, which has no choice but all towns."""
    name, parts = page.url_name or "", page.kwargs
    if name in INFORMERS:
        return asked_informer(INFORMERS[name], query, language)
    match name:
        case "monotown":
            return Informer(Kind.TOWN, language, town=parts["slug"])
        case "monotown_group":
            choice = Choice(group=parts["code"])
            return Informer(Kind.TABLE, language, edition=parts["edition"], choice=choice)
        case "monotown_region":
            return Informer(Kind.TABLE, language, choice=Choice(region=parts["slug"].upper()))
    return Informer(Kind.MAP, language, edition=parts.get("slug", ""))

"""Pages of one edition, of the difference between two, and the document's archived copy."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from monotowns.files.towns import about_towns
from monotowns.informers.informer import Informer
from monotowns.informers.informer import Kind as InformerKind
from monotowns.models import Classification, Document
from monotowns.models.edition import ARCHIVE
from monotowns.pages.page_head import page_meta, share_edition
from monotowns.registry import editions
from monotowns.registry.difference import difference
from monotowns.registry.overview import group_cards
from newsportal.lib.series_files import Kind
from newsportal.lib.series_files.dataset import dataset
from newsportal.lib.shown import shown


@shown("monotowns", "names")
@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = editions.shelf()
    shown = _found(shelf, slug)
    file = about_towns(shown, path=reverse("monotown_edition_csv", args=[slug]))
    meta = page_meta(request, shown.name, str(shown.document))
    meta.documents.append(dataset(file, path=request.path, kinds=Kind))
    share_edition(meta, shown)
    context = {
        "meta": meta,
        "file": file,
        "shelf": shelf,
        "shown": shown,
        "groups": group_cards(shown),
        "embed": Informer(InformerKind.MAP, edition=slug),
        "before": shelf.before(shown),
        "story": Article.objects.published().filter(documents=shown.document).for_cards().first(),
        "measures": shown.document.measures.select_related("town__place", "group"),
    }
    return render(request, "monotowns/edition.html", context)


@shown("monotowns", "names")
@require_safe
def against(request: HttpRequest, new: str, old: str) -> HttpResponse:
    """The difference between two editions."""
    shelf = editions.shelf()
    later, earlier = _found(shelf, new), _found(shelf, old)
    if later == earlier:
        raise Http404
    meta = page_meta(
        request,
        _("What changes between two editions"),
        _("%(old)s → %(new)s") % {"old": earlier.name, "new": later.name},
    )
    share_edition(meta, later)
    context = {
        "meta": meta,
        "shelf": shelf,
        "later": later,
        "earlier": earlier,
        "difference": difference(earlier, later),
    }
    return render(request, "monotowns/difference.html", context)


@require_safe
def archived_copy(request: HttpRequest, name: str) -> FileResponse:
    """Given to be saved, never shown as a page of ours: it is somebody else's file."""
    document = get_object_or_404(Document, archived_copy=f"{ARCHIVE}{name}")
    try:
        return FileResponse(document.archived_copy.open("rb"), as_attachment=True)
    except FileNotFoundError:
        raise Http404 from None


def _found(shelf: editions.Shelf, slug: str) -> Classification:
    found = shelf.find(slug)
    if found is None:
        raise Http404
    return found

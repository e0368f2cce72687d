"""A story and a rubric; both are found by the address of the rubric."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csp import csp_override

from articles import structured_data
from articles.furniture import furniture
from articles.live_stories import live_story, reason_of_withdrawal
from articles.models import Article, FormerRubricPath
from articles.paging import page_of
from articles.story_context import story_context
from newsportal.lib import embeds
from newsportal.lib.shown import shown

# A video of another site stands in a frame after the reader's click; everything else is as on any page.
FRAMES_CSP = settings.SECURE_CSP | {"frame-src": [embeds.FRAME_ORIGIN]}
render_with_frames = csp_override(FRAMES_CSP)(render)


@shown("articles_article:{pk}")
def story(request: HttpRequest, pk: int, rubric_path: str = "", slug: str = "") -> HttpResponse:
    """The page of a story at its own address; any other path with its id answers 301."""
    now = timezone.now()
    article = live_story(pk, now)
    if article is None:
        return _withdrawn(request, pk)
    if request.path != article.url:
        return HttpResponsePermanentRedirect(article.url)
    around = furniture(request)
    context = story_context(article, around)
    context["meta"] = structured_data.story_meta(context["page"], context["trail"], around.outlet)
    render_story = render_with_frames if context["page"].has_frames else render
    return render_story(request, "articles/article_detail.html", context)


def _withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """410 with the reason for what readers once saw; a draft answers exactly as an unknown address."""
    withdrawn = reason_of_withdrawal(pk)
    if withdrawn is None:
        raise Http404("no such story")
    reason, language = withdrawn
    # In the language of the story, whatever that of the address.
    return render(request, "410.html", {"reason": reason, "reason_language": language}, status=410)


@shown("articles", "rubrics", parameters=["before"])
def rubric(request: HttpRequest, path: str) -> HttpResponse:
    """Stories of a rubric and of all below it; a former path of it answers 301."""
    tree = furniture(request).tree
    found = tree.by_path.get(path)
    if found is None:
        former = FormerRubricPath.objects.filter(path=path).values_list("rubric_id", flat=True).first()
        if former is None:
            raise Http404("no such rubric")
        return HttpResponsePermanentRedirect(tree.by_id[former].url)
    stories = Article.objects.published().in_language().filter(rubric__in=tree.subtree_ids(found))
    page = page_of(request, stories)
    trail = tree.trail(found)
    return render(
        request,
        "articles/rubric_detail.html",
        {
            "rubric": found,
            "children": tree.children(found),
            "trail": trail,
            "articles": page.articles,
            "older_url": page.older_url,
            "meta": structured_data.list_meta(
                request, found.full_name, trail=trail, feed=reverse("rubric_rss", args=[found.path])
            ),
        },
    )

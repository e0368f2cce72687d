"""What somebody who opens a story must know before they write."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import policy
from articles.models import Article, Tip, User
from articles.places import mentions
from articles.policy import Action


@dataclass(frozen=True)
class Notice:
    sentence: str
    url: str = ""
    link: str = ""


def notices(user: User, article: Article) -> list[Notice]:
    return [
        *_secret_sources(user, article),
        *_waiting_corrections(article),
        *_places_to_confirm(user, article),
    ]


def _secret_sources(user: User, article: Article) -> list[Notice]:
    """As long as readers have not seen the story: it is now that a name could slip in."""
    if article.publication != Article.Publication.NONE:
        return []
    told = _("The source asked not to be named.")
    may_see = policy.may(user, Action.HANDLE_TIP)
    return [
        Notice(told, reverse("admin:articles_tip_change", args=[pk]), reference) if may_see else Notice(told)
        for pk, reference in Tip.objects.filter(story=article, keep_name_secret=True).values_list(
            "pk", "reference"
        )
    ]


def _places_to_confirm(user: User, article: Article) -> list[Notice]:
    """Names that may mean a place or something else: readers get no link until somebody says."""
    names = [mention.place.name for mention in mentions.to_confirm(article)]
    if not names:
        return []
    sentence = ngettext(
        "Is this the town or its namesake: %(names)s?",
        "Are these towns or their namesakes: %(names)s?",
        len(names),
    ) % {"names": ", ".join(names)}
    # Who writes the text answers in its form.
    is_here = policy.may(user, Action.EDIT, article)
    url = "#places" if is_here else reverse("admin:articles_article_places", args=[article.pk])
    return [Notice(sentence, url, _("Places in the text"))]


def _waiting_corrections(article: Article) -> list[Notice]:
    if article.publication == Article.Publication.NONE:
        return []
    number = article.corrections.filter(published_at=None).count()
    if not number:
        return []
    sentence = ngettext("%d correction waits.", "%d corrections wait.", number) % number
    return [Notice(sentence, reverse("admin:articles_article_correction", args=[article.pk]), _("Open"))]

"""The stories of the front page, in four queries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Pin, RubricTree
from articles.models.article_queryset import ArticleQuerySet
from articles.view_counter import most_read

SECONDARY = 4
LATEST = 12
BLOCK = 4
BLOCKS = 6


@dataclass(frozen=True)
class Front:
    """The upper part; no story stands in it twice."""

    lead: Article | None
    secondary: list[Article]
    latest: list[Article]


def front(
    language: str, with_rows: Callable[[ArticleQuerySet], ArticleQuerySet] = ArticleQuerySet.for_cards
) -> Front:
    """What the newsroom puts first and what is new, in two queries; `with_rows` selects what is shown."""
    visible = Article.objects.published().in_language(language)
    pinned = (
        Pin.objects.current().filter(slot=Pin.Slot.LEAD, article__language=language).values("article")[:1]
    )
    newest = list(with_rows(visible.newest_first())[: 1 + SECONDARY + LATEST])
    leads = list(with_rows(visible.filter(pk__in=pinned)))
    with_photo = [card for card in newest if card.shown_photo is not None and not card.is_partner]
    lead = leads[0] if leads else next(iter(with_photo), next(iter(newest), None))
    secondary = [card for card in with_photo if card != lead][:SECONDARY]
    shown = {card.pk for card in (lead, *secondary) if card is not None}
    return Front(lead, secondary, [card for card in newest if card.pk not in shown][:LATEST])


def front_page(tree: RubricTree, language: str) -> dict[str, Any]:
    """Context of the page."""
    upper = front(language)
    shown = {card.pk for card in (upper.lead, *upper.secondary) if card is not None}
    visible = Article.objects.published().in_language(language)
    return {
        "lead": upper.lead,
        "secondary": upper.secondary,
        "latest": upper.latest,
        "blocks": blocks(tree, visible.exclude(pk__in=shown)),
        "most_read": most_read(language),
    }


def blocks(tree: RubricTree, visible: Any) -> list[dict[str, object]]:
    """The newest stories of each top rubric with all below it, one query."""
    tops = tree.top()[:BLOCKS]
    if not tops:
        return []
    parts = [
        visible.filter(rubric__in=tree.subtree_ids(top)).newest_first().values("pk")[:BLOCK] for top in tops
    ]
    chosen = parts[0].union(*parts[1:])
    cards = list(Article.objects.filter(pk__in=chosen).newest_first().for_cards())
    by_top: dict[int, list[Article]] = {}
    for card in cards:
        by_top.setdefault(tree.trail(card.rubric)[0].pk, []).append(card)
    return [{"rubric": top, "articles": by_top[top.pk][:BLOCK]} for top in tops if by_top.get(top.pk)]

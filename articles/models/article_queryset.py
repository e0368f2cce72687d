"""Which stories readers see, in what order, and what a list shows of them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Now
from django.utils import translation

from newsportal.lib.asked import Asked, Moment

if TYPE_CHECKING:
    from articles.models.article import Article

# Columns that a line of a list shows.
TITLE_COLUMNS = (
    "headline",
    "short_title",
    "slug",
    "language",
    "published_at",
    "age_mark",
    "is_partner",
    "is_unverified",
    "rubric__menu_name_ru",
    "rubric__menu_name_kk",
    "rubric__path",
)

# And a card. The body and the search vector are large, and never in a list.
CARD_COLUMNS = (
    *TITLE_COLUMNS,
    "lead",
    "updated_at",
    "rubric__parent_id",
    "lead_photo__key",
    "lead_photo__width",
    "lead_photo__height",
    "lead_photo__renditions",
    "lead_photo__alt_ru",
    "lead_photo__alt_kk",
    "lead_photo__is_decorative",
    "lead_photo__focal_x",
    "lead_photo__focal_y",
    # What says whether it may be shown.
    "lead_photo__credit",
    "lead_photo__withdrawn_at",
    "lead_photo__rights_until",
    "lead_photo__consent",
    "lead_photo__preparation",
)


class ArticleQuerySet(models.QuerySet["Article"]):
    # The columns by which they are listed.
    _date, _key = "published_at", "pk"

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._date, clone._key = self._date, self._key
        return clone

    def published(self, now: Moment | None = None) -> Self:
        """What readers may see at `now` (default: the database's clock). The only place that says so."""
        moment = now or Now()
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=moment),
            Q(expires_at__isnull=True) | Q(expires_at__gt=moment),
            publication=self.model.Publication.PUBLISHED,
            published_at__lte=moment,
        )

    def withdrawn(self) -> Self:
        """Stories that readers saw before they were withdrawn; one taken back earlier was never there."""
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=F("withdrawn_at")),
            publication=self.model.Publication.WITHDRAWN,
            published_at__lte=F("withdrawn_at"),
        )

    def in_language(self, language: str | Asked | None = None) -> Self:
        """Stories of the language of the page."""
        return self.filter(language=language or translation.get_language() or "ru")

    def of(self, relation: str, now: Moment | None = None, **row: Any) -> Self:
        """Published ones with such a row of a relation that is `Dated`: `of("tagging", topic=3)`.

        Their order is that of the rows: an index has the newest of a topic, however long ago that was.
        Once at most, and `now` as in `published`.
        """
        if self._date != "published_at":
            raise TypeError("they are listed along another relation already")
        condition = Q(**{f"{relation}__{name}": value for name, value in row.items()})
        found = self.annotate(listed=FilteredRelation(relation, condition=condition))
        given = {f"listed__{name}": value for name, value in row.items()}
        # What has no date yet, and what waits for its own, stands before all others in the index.
        found = found.filter(listed__published_at__lte=now or Now(), **given)
        # By its own name: each later filter through the relation would join its table once more.
        found = found.alias(listed_at=F("listed__published_at"))
        found._date, found._key = "listed_at", "listed__article_id"
        return found

    def newest_first(self) -> Self:
        return self.order_by(f"-{self._date}", f"-{self._key}")

    def before(self, anchor: "Article") -> Self:
        """Older than the anchor in the order of `newest_first`; the date alone lets the index start there."""
        return self.filter(
            Q(**{f"{self._date}__lt": anchor.published_at}) | Q(pk__lt=anchor.pk),
            **{f"{self._date}__lte": anchor.published_at},
        )

    def dated(self, since: datetime | None = None, until: datetime | None = None) -> Self:
        """Published at `since` or later, and before `until`; on the index along which they are listed."""
        bounds = {f"{self._date}__gte": since, f"{self._date}__lt": until}
        return self.filter(**{name: moment for name, moment in bounds.items() if moment is not None})

    def for_cards(self) -> Self:
        """All that a card shows, and nothing else; what was forgotten raises instead of asking row by row."""
        return self.select_related("rubric", "lead_photo").only(*CARD_COLUMNS).fetch_mode(models.FETCH_RAISE)

    def for_titles(self) -> Self:
        """The same for lines without a picture."""
        return self.select_related("rubric").only(*TITLE_COLUMNS).fetch_mode(models.FETCH_RAISE)

"""Rubrics form a tree; the path of a rubric is the beginning of its stories' addresses."""

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Concat, Length, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsportal.lib.kept_markup import Told
from newsportal.lib.translated import translated

# First segments of addresses that belong to something else: no top rubric may take them.
RESERVED_SEGMENTS = frozenset(
    [
        "admin",
        "api",
        "accounts",
        "archive",
        "authors",
        "beacon",
        "contacts",
        "corrections",
        "embed",
        "healthz",
        "imprint",
        "ispravleniya",
        "kk",
        "ru",
        "en",
        "manifest",
        "media",
        "monotowns",
        "news-sitemap",
        "opensearch",
        "preview",
        "rates",
        "readyz",
        "robots",
        "rss",
        "search",
        "sitemap",
        "static",
        "tips",
        "topics",
        "weather",
        "widgets",
    ]
)


class RubricQuerySet(models.QuerySet["Rubric"]):
    def tree(self) -> "RubricTree":
        """All rubrics in one query, linked to each other in memory."""
        return RubricTree(self.order_by("position", "pk"))


class Rubric(models.Model):
    """A section of the site. «Казахстан» in the menu is «Новости Казахстана» in the trail and the title."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("parent rubric")
    )
    menu_name = translated(models.CharField(_("name in the menu"), max_length=60))
    full_name = translated(models.CharField(_("full name"), max_length=120))
    slug = models.SlugField(_("address segment"), max_length=60)
    path = models.CharField(_("path"), max_length=250, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=False,
        help_text=_("Who wrote a text does not publish it. Holds for all rubrics below as well."),
    )
    correspondents_publish = models.BooleanField(
        _("correspondents publish"),
        default=False,
        help_text=_("Correspondents may publish their own stories here, if it is one of their rubrics."),
    )

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="rubric_is_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=False) | ~models.Q(path__in=sorted(RESERVED_SEGMENTS)),
                name="rubric_path_not_reserved",
            ),
            # Digits alone, or digits and a hyphen, are the addresses of stories.
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[a-z][a-z0-9-]*$"), name="rubric_slug_starts_with_letter"
            ),
        ]

    def __str__(self) -> str:
        return self.menu_name

    @property
    def url(self) -> str:
        return reverse("rubric", args=[self.path])

    def is_within(self, path: str) -> bool:
        """The rubric of this path, or below it."""
        return self.path == path or self.path.startswith(path + "/")

    def paths_above(self) -> list[str]:
        """«kazakhstan/society/x» has «kazakhstan» and «kazakhstan/society» above it."""
        steps = self.path.split("/")[:-1]
        return ["/".join(steps[: depth + 1]) for depth in range(len(steps))]

    def clean(self) -> None:
        if self.parent is None and self.slug in RESERVED_SEGMENTS:
            raise ValidationError({"slug": _("This word is the address of another part of the site.")})
        self._refuse_cycle(Rubric.objects.in_bulk())

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the path, move the descendants with it, and leave a permanent redirect from the former one."""
        with transaction.atomic():
            # The whole tree, some dozens of rows: of two moves at once the second sees the first.
            locked = {row.pk: row for row in Rubric.objects.select_for_update().order_by("pk")}
            former = locked[self.pk].path if self.pk in locked else None
            self._refuse_cycle(locked)
            self.path = f"{locked[self.parent_id].path}/{self.slug}" if self.parent_id else self.slug
            super().save(*args, **kwargs)  # type: ignore[arg-type]
            if former is not None and former != self.path:
                self._move(former)

    def _refuse_cycle(self, tree: "dict[int, Rubric]") -> None:
        above = self.parent_id
        while above is not None:
            if above == self.pk:
                raise ValidationError({"parent": _("A rubric cannot stand inside itself.")})
            above = tree[above].parent_id

    def _move(self, former: str) -> None:
        descendants = Rubric.objects.filter(path__startswith=former + "/")
        FormerRubricPath.remember([(former, self.pk), *descendants.values_list("path", "pk")])
        descendants.update(
            path=Concat(models.Value(self.path), Substr("path", Length(models.Value(former)) + 1))
        )
        # A path in use again is no longer a former one.
        FormerRubricPath.objects.filter(path__in=Rubric.objects.values("path")).delete()


class FormerRubricPath(models.Model):
    """Where a moved or renamed rubric used to be: its old address answers 301 for ever."""

    path = models.CharField(_("former path"), max_length=250, primary_key=True)
    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="+", verbose_name=_("rubric"))

    class Meta:
        verbose_name = _("former address of a rubric")
        verbose_name_plural = _("former addresses of rubrics")

    def __str__(self) -> str:
        return self.path

    @classmethod
    def remember(cls, paths: Iterable[tuple[str, int]]) -> None:
        FormerRubricPath.objects.bulk_create(
            [FormerRubricPath(path=path, rubric_id=rubric) for path, rubric in paths],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["rubric"],
        )


class Menu(Told, list["dict[str, object]"]):
    """Top rubrics with those right below them, for templates."""

    def __init__(self, tree: "RubricTree") -> None:
        super().__init__({"rubric": top, "children": tree.children(top)} for top in tree.top())
        self.told = tuple(
            (rubric.path, rubric.parent_id, rubric.menu_name_ru, rubric.menu_name_kk)  # type: ignore[attr-defined]
            for rubric in tree.by_id.values()
        )


class RubricTree:
    """The whole tree, at most some hundred rows; shared by requests while nothing changes."""

    def __init__(self, rubrics: Iterable[Rubric]) -> None:
        self.by_id = {rubric.pk: rubric for rubric in rubrics}
        self.by_path = {rubric.path: rubric for rubric in self.by_id.values()}
        self._children: dict[int | None, list[Rubric]] = {}
        for rubric in self.by_id.values():
            self._children.setdefault(rubric.parent_id, []).append(rubric)

    @cached_property
    def menu(self) -> Menu:
        return Menu(self)

    def top(self) -> list[Rubric]:
        return self._children.get(None, [])

    def children(self, rubric: Rubric) -> list[Rubric]:
        return self._children.get(rubric.pk, [])

    def trail(self, rubric: Rubric) -> list[Rubric]:
        """From the root to the rubric itself."""
        steps = [self.by_id[rubric.pk]]
        while steps[0].parent_id is not None:
            steps.insert(0, self.by_id[steps[0].parent_id])
        return steps

    def subtree_ids(self, rubric: Rubric) -> list[int]:
        """The rubric and all below it."""
        ids = [rubric.pk]
        for child in self.children(rubric):
            ids.extend(self.subtree_ids(child))
        return ids

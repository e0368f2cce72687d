"""The gazetteer of the newsroom: places, the forms of their names, and what tells them from namesakes."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.places.declension import CASES as RUSSIAN_CASES
from articles.places.facts import PlaceFacts, Position, RuleFacts, Verdict
from newsportal.lib.translated import translated


class Namesake(models.TextChoices):
    """What else has the name of a place. Each kind has rules of its own."""

    PERSON = "person", _("a person")
    LAKE = "lake", _("a lake")
    RIVER = "river", _("a river")
    MOUNTAINS = "mountains", _("mountains")
    REGION = "region", _("a region or a district")
    VILLAGE = "village", _("villages, quarters of towns")
    WORD = "word", _("an ordinary word")
    ABROAD = "abroad", _("a place in another country")


class Place(models.Model):
    """A town or city as texts name it; `articles.places` finds it by what stands here."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = translated(models.CharField(_("name"), max_length=80))
    # {"genitive": ["Курчатова"], …}: every form of each case, as texts write it.
    forms_ru = models.JSONField(_("Russian case forms"), default=dict, blank=True)
    forms_kk = models.JSONField(_("Kazakh case forms"), default=dict, blank=True)
    adjective_ru = models.CharField(_("Russian adjective"), max_length=80, blank=True, default="")
    aliases = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("aliases"),
        default=list,
        blank=True,
        help_text=_(
            "Other spellings of the name of today, with commas between. They are declined by themselves."
        ),
    )
    former_names = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("former names"),
        default=list,
        blank=True,
        help_text=_("A text that has one of them is shown to a person before it is linked."),
    )
    namesakes = ArrayField(
        models.CharField(max_length=20, choices=Namesake),
        verbose_name=_("what else has this name"),
        default=list,
        blank=True,
    )
    # «ru:семей»: forms that are ordinary words of a language as well.
    ordinary_words = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("forms that are ordinary words too"),
        default=list,
        blank=True,
        help_text=_("With the language before a colon, as ru:семей."),
    )
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_ru"]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> PlaceFacts:
        return PlaceFacts(
            slug=self.slug,
            forms={"ru": _forms(self.forms_ru), "kk": _forms(self.forms_kk)},
            aliases=tuple(self.aliases),
            former_names=tuple(self.former_names),
            namesakes=frozenset(self.namesakes),
            ordinary_words=frozenset(self.ordinary_words),
        )


def _forms(kept: dict[str, list[str] | str]) -> dict[str, tuple[str, ...]]:
    """One form may stand without brackets."""
    return {case: (forms,) if isinstance(forms, str) else tuple(forms) for case, forms in kept.items()}


KAZAKH_CASES = (
    "nominative",
    "genitive",
    "dative",
    "accusative",
    "locative",
    "ablative",
    "instrumental",
    "relative",
)
# What is said of the name, whatever its language, beside the cases of either.
KNOWN_CASES = (
    {"nominative", "indeclinable"}
    | {f"ru:{case}" for case in RUSSIAN_CASES}
    | {f"kk:{case}" for case in KAZAKH_CASES}
)


class PlaceRule(models.Model):
    """Words beside the name of a place that decide for it or against it."""

    POSITIONS = (
        (Position.BEFORE.value, _("right before the name, or before the list of names")),
        (Position.PREPOSITION.value, _("a preposition before the name")),
        (Position.AFTER.value, _("right after the name")),
        (Position.AFTER_LIST.value, _("right after the list of names")),
        (Position.QUOTED.value, _("before the name in quotation marks")),
        (Position.NEAR.value, _("among the eight words on either side")),
        (Position.SUPPORT.value, _("the same, beside a preposition or a verb that decides nothing alone")),
        (Position.SENTENCE.value, _("anywhere in the sentence, whatever else stands there")),
        (Position.LIST.value, _("in the same list of names")),
        (Position.FORM.value, _("no words: the case form decides")),
    )
    VERDICTS = (
        (Verdict.CONFIRMED.value, _("it is the place")),
        (Verdict.ASK.value, _("ask a person")),
        (Verdict.REJECTED.value, _("it is not the place")),
    )

    # Of a rule that the project brought along; such a rule is switched off, not deleted.
    code = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)
    place = models.ForeignKey(
        Place,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("place"),
        help_text=_("Left empty, the rule is for every place, or for those with the namesake below."),
    )
    namesake = models.CharField(_("namesake"), max_length=20, choices=Namesake, blank=True, default="")
    position = models.CharField(_("where the words stand"), max_length=12, choices=POSITIONS)
    cases = models.CharField(
        _("cases"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("As ru:genitive kk:locative, or nominative, or indeclinable. Left empty: any."),
    )
    verdict = models.CharField(_("verdict"), max_length=9, choices=VERDICTS)
    words = models.TextField(
        _("words"),
        blank=True,
        help_text=_(
            "Spaces between them. озер* is every word that begins so; ул. is the word with a full stop."
        ),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        verbose_name = _("rule for names of places")
        verbose_name_plural = _("rules for names of places")
        ordering = ["place__name_ru", "namesake", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__in=[item.value for item in Position]), name="place_rule_position_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[item.value for item in Verdict]), name="place_rule_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(namesake=""), name="place_rule_for_place_or_namesake"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.words[:60]}"

    def clean(self) -> None:
        unknown = set(self.cases.split()) - KNOWN_CASES
        if unknown:
            raise ValidationError(
                {"cases": _("There is no such case: %(cases)s.") % {"cases": ", ".join(sorted(unknown))}}
            )
        if not self.words.split() and self.position != Position.FORM:
            raise ValidationError({"words": _("Write at least one word.")})

    def facts(self) -> RuleFacts:
        return RuleFacts(
            position=Position(self.position),
            verdict=Verdict(self.verdict),
            words=self.words,
            place=self.place.slug if self.place else "",
            namesake=self.namesake,
            cases=frozenset(self.cases.split()),
        )

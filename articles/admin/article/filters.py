"""What the list of stories is narrowed by: one form, whose every field may be combined with every other."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.rubric_choices import IN_TREE_ORDER, indented
from articles.admin.typing_select import TypingSelect
from articles.desk.rows import signed_in_work
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    Rubric,
    Source,
    StorySource,
    Tagging,
    Topic,
    User,
)
from articles.publication_state import PublicationState, in_state
from newsportal.lib.dates import EARLIEST, LATEST

ANY: list[tuple[str, str | Promise]] = [("", _("any"))]
# Every state of work but «nothing in work».
OPEN = "open"


class DayField(forms.DateField):
    """A day of the newsroom, in the browser's own field."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not EARLIEST.date() < day < LATEST.date():
            raise forms.ValidationError(_("Take a date between 1990 and 2100."))
        return day


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody who signs in; a newsroom has some dozens at most."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class FilterForm(forms.Form):
    """Fields are named as they stand in the address of the list. Below `MORE` stand the ones seldom used."""

    state = forms.ChoiceField(label=_("publication"), choices=[*ANY, *PublicationState.choices])
    work = forms.ChoiceField(
        label=_("work"), choices=[*ANY, (OPEN, _("in work, any step")), *Article.Work.choices]
    )
    rubric = forms.ChoiceField(label=_("rubric"))
    language = forms.ChoiceField(
        label=_("language"), choices=[*ANY, ("ru", _("Russian")), ("kk", _("Kazakh"))]
    )
    mine = forms.BooleanField(label=_("mine"))

    creator = MemberField(label=_("begun by"), queryset=User.objects.none(), empty_label=_("any"))
    author = forms.ModelChoiceField(
        label=_("author"),
        queryset=Author.objects.all(),
        widget=TypingSelect(Byline._meta.get_field("author")),
    )
    topic = forms.ModelChoiceField(
        label=_("topic"),
        queryset=Topic.objects.all(),
        widget=TypingSelect(Article._meta.get_field("topics")),
    )
    source = forms.ModelChoiceField(
        label=_("source"),
        queryset=Source.objects.all(),
        widget=TypingSelect(StorySource._meta.get_field("source")),
    )
    since = DayField(label=_("published from"))
    until = DayField(label=_("published until"))
    corrected = forms.BooleanField(label=_("with a correction"))
    without_photo = forms.BooleanField(label=_("without a lead photo"))
    partner = forms.BooleanField(label=_("partner material"))
    unverified = forms.BooleanField(label=_("unverified information"))

    MORE = (
        "creator",
        "author",
        "topic",
        "source",
        "since",
        "until",
        "corrected",
        "without_photo",
        "partner",
        "unverified",
    )

    def __init__(self, data: dict[str, Any], *, user: User) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.user = user
        self.rubrics = list(Rubric.objects.order_by(IN_TREE_ORDER))
        tree = [(rubric.path, indented(rubric)) for rubric in self.rubrics]
        self.fields["rubric"].choices = [*ANY, *tree]  # type: ignore[attr-defined]
        members = User.objects.filter(is_staff=True).order_by("last_name", "first_name", "username")
        self.fields["creator"].queryset = members.only("username", "first_name", "last_name")  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = field.widget.is_required = False
            field.label = capfirst(field.label)

    def usual(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.MORE]

    def more(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in self.MORE]

    @property
    def more_is_used(self) -> bool:
        return any(self.data.get(name) for name in self.MORE)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The period ends before it begins."))
        return data

    def narrow(self, stories: "QuerySet[Any]") -> "QuerySet[Any]":
        """What is wrong in a field narrows nothing: the form says so beside the field."""
        self.full_clean()
        for name, value in self.cleaned_data.items():
            if value:
                stories = stories.filter(self._conditions[name](value))
        return stories

    @property
    def has_period(self) -> bool:
        return bool(self.cleaned_data.get("since") or self.cleaned_data.get("until"))

    @property
    def _conditions(self) -> dict[str, Callable[[Any], Q]]:
        return {
            "state": lambda state: in_state(PublicationState(state), timezone.now()),
            "work": _work,
            "rubric": self._rubric,
            "language": lambda language: Q(language=language),
            "mine": lambda _yes: self._mine(),
            "creator": lambda member: Q(created_by=member),
            "author": lambda author: Q(pk__in=Byline.objects.filter(author=author).values("article")),
            "topic": lambda topic: Q(pk__in=Tagging.objects.filter(topic=topic).values("article")),
            "source": lambda source: Q(pk__in=StorySource.objects.filter(source=source).values("article")),
            "since": lambda day: Q(published_at__gte=_midnight(day)),
            "until": lambda day: Q(published_at__lt=_midnight(day + timedelta(days=1))),
            "corrected": lambda _yes: Q(
                pk__in=Correction.objects.filter(published_at__isnull=False).values("article")
            ),
            "without_photo": lambda _yes: Q(lead_photo=None),
            "partner": lambda _yes: Q(is_partner=True),
            "unverified": lambda _yes: Q(is_unverified=True),
        }

    def _rubric(self, path: str) -> Q:
        """With all that stand below it; by numbers: the database knows how frequent each is."""
        return Q(rubric__in=[rubric.pk for rubric in self.rubrics if rubric.is_within(path)])

    def _mine(self) -> Q:
        """Begun or signed by this person."""
        begun = Article.objects.filter(created_by=self.user).order_by().values("pk")
        signed = Byline.objects.filter(author__user=self.user).order_by().values("article")
        return Q(pk__in=begun.union(signed, signed_in_work(self.user)))


def _work(state: str) -> Q:
    return ~Q(work_state=Article.Work.DONE) if state == OPEN else Q(work_state=state)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class StoryFilters(admin.ListFilter):
    """The form as Django's list knows filters. The template of the search shows it."""

    title = _("Filter")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name)[-1] for name in self.expected_parameters() if name in params}
        user: User = request.user  # type: ignore[assignment]
        self.form = FilterForm(given, user=user)

    def expected_parameters(self) -> list[str | None]:
        return list(FilterForm.base_fields)

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> list[dict[str, Any]]:  # type: ignore[override]
        return []

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return self.form.narrow(queryset)

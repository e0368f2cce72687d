"""The list of the library: what it says of a photo, and by what it is narrowed."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet, TextChoices
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.thumbnails import thumbnail
from articles.models import Photo
from articles.models.photo_rights import ENDS_SOON, Consent, Preparation, day_of, without_a_problem
from newsportal.lib.dates import long_day, short_time


class PhotoColumns:
    """What the list says about a photo."""

    @admin.display(description=_("photo"))
    def thumbnail(self, photo: Photo) -> SafeString:
        return thumbnail(photo)

    @admin.display(description=_("caption"))
    def what(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description=_("size"))
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    @admin.display(description=_("uploaded"))
    def when(self, photo: Photo) -> str:
        return short_time(photo.uploaded_at)

    @admin.display(description=_("rights"))
    def rights(self, photo: Photo) -> SafeString:
        """The licence with its end; in its place what keeps the photo from readers."""
        problem = photo.problem()
        if problem is not None:
            return format_html('<span class="state state-withdrawn">{}</span>', problem.label)
        until = photo.rights_until
        if until is None:
            return format_html("{}", photo.get_licence_display())
        is_soon = until < day_of(None) + ENDS_SOON
        return format_html(
            '{}, <span class="{}">{}</span>',
            photo.get_licence_display(),
            "state state-scheduled" if is_soon else "until",
            gettext("until %(day)s") % {"day": long_day(until)},
        )

    @admin.display(description=_("in stories"))
    def uses(self, photo: Photo) -> SafeString:
        url = reverse("admin:articles_photo_uses", args=[photo.pk])
        return format_html(
            '<a href="{}" aria-label="{}: {}">{}</a>',
            url,
            gettext("Where it is used"),
            photo,
            gettext("Where it is used"),
        )


class Standing(TextChoices):
    """How a photo stands with its rights."""

    SHOWABLE = "showable", _("may be shown")
    ENDS_SOON = "ends_soon", _("rights end within 30 days")
    ENDED = "ended", _("rights have ended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    NO_CONSENT = "no_consent", _("without consent")
    NOT_READY = "not_ready", _("being prepared, or damaged")


def standing(value: Standing) -> Q:
    today = day_of(None)
    match value:
        case Standing.SHOWABLE:
            return without_a_problem(today)
        case Standing.ENDS_SOON:
            return Q(rights_until__range=(today, today + ENDS_SOON))
        case Standing.ENDED:
            return Q(rights_until__lt=today)
        case Standing.WITHDRAWN:
            return Q(withdrawn_at__isnull=False)
        case Standing.NO_CONSENT:
            return Q(consent=Consent.NOT_OBTAINED)
    return ~Q(preparation=Preparation.READY)


class StandingFilter(admin.SimpleListFilter):
    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Standing.choices)

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        value = self.value()
        return queryset.filter(standing(Standing(value))) if value in Standing.values else queryset


class MineFilter(admin.SimpleListFilter):
    title = _("who uploaded")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("I did"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(uploaded_by=request.user) if self.value() == "1" else queryset

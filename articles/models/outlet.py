"""The publication itself: its name, its tip line and what the law asks to be printed about it."""

import re

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from newsportal.lib.asked import Moment
from newsportal.lib.translated import translated

AGE_MARKS = [(age, f"{age}+") for age in (0, 6, 12, 14, 16, 18)]


class OutletQuerySet(models.QuerySet["Outlet"]):
    def with_breaking(self, now: Moment | None = None) -> "OutletQuerySet":
        """The breaking bar comes along as `breaking_rows`: one query for what every page shows."""
        from articles.models.pin import Pin

        breaking = Pin.objects.current(now).filter(slot=Pin.Slot.BREAKING)
        row = JSONObject(
            text_ru="text_ru",
            text_kk="text_kk",
            article_id="article_id",
            language="article__language",
            slug="article__slug",
            rubric_path="article__rubric__path",
            headline="article__headline",
            short_title="article__short_title",
            is_unverified="article__is_unverified",
        )
        return self.annotate(breaking_rows=ArraySubquery(breaking.values(row=row)))


class Outlet(models.Model):
    """One row. Everything here is edited in the admin and shown on every page."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = translated(models.CharField(_("name"), max_length=80))
    tagline = translated(models.CharField(_("tagline"), max_length=160, blank=True, default=""))
    tip_call = translated(
        models.CharField(_("call of the tip line"), max_length=240, blank=True, default=""),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    whatsapp = models.CharField(_("WhatsApp number"), max_length=40, blank=True)
    telegram = models.CharField(_("Telegram name"), max_length=64, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    owner = translated(models.CharField(_("owner"), max_length=200, blank=True, default=""))
    certificate_number = models.CharField(_("registration certificate number"), max_length=80, blank=True)
    certificate_date = models.DateField(_("registration certificate date"), null=True, blank=True)
    chief_editor = translated(models.CharField(_("chief editor"), max_length=120, blank=True, default=""))
    address = translated(
        models.CharField(_("address of the newsroom"), max_length=240, blank=True, default="")
    )
    age_mark = models.PositiveSmallIntegerField(_("age mark"), choices=AGE_MARKS, default=12)
    consent_text = translated(
        models.TextField(_("consent to personal data processing"), max_length=3000, blank=True, default="")
    )
    consent_version = models.CharField(_("version of the consent"), max_length=20, default="1")
    tip_contact_days = models.PositiveSmallIntegerField(
        _("days for which contacts of senders are kept"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("After that the name and the contact of whoever sent a tip are deleted."),
    )
    is_demo = models.BooleanField(_("demonstration"), default=False)
    demo_notice = translated(
        models.CharField(_("demonstration notice"), max_length=300, blank=True, default="")
    )

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("news outlet")
        verbose_name_plural = _("news outlet")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="outlet_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(age_mark__in=[age for age, _label in AGE_MARKS]),
                name="outlet_age_mark_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_href(self) -> str:
        return "tel:" + re.sub(r"[^+\d]", "", self.phone) if self.phone else ""

    @property
    def whatsapp_url(self) -> str:
        return "https://wa.me/" + re.sub(r"\D", "", self.whatsapp) if self.whatsapp else ""

    @property
    def telegram_url(self) -> str:
        return "https://t.me/" + self.telegram.lstrip("@") if self.telegram else ""

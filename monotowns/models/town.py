"""A single-industry town: a place of the newsroom's gazetteer, with what only the registry knows of it."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Place
from monotowns.models.audit import audited
from newsportal.lib.translated import translated

# A box around the country: a swapped pair of coordinates falls outside of it.
LATITUDES = (40, 56)
LONGITUDES = (46, 88)
# Words of addresses: they stand where towns do, here and in the API, and come first.
WORDS = frozenset({"editions", "regions", "measures", "compare", "groups", "indicators", "documents"})


class Region(models.Model):
    """An oblast, by its code of ISO 3166-2."""

    code = models.CharField(_("code of ISO 3166-2"), max_length=6, unique=True)
    name = translated(models.CharField(_("name"), max_length=80))
    history = audited()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name_ru"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^KZ-\d{2}$"), name="region_code_is_iso")
        ]

    def __str__(self) -> str:
        return str(self.name)


class Town(models.Model):
    """Its names, forms and address are those of its place."""

    place = models.OneToOneField(Place, models.PROTECT, related_name="town", verbose_name=_("place"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="towns", verbose_name=_("region"))
    district = translated(models.CharField(_("district"), max_length=80, blank=True))
    kato = models.CharField(
        _("KATO code"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{9}\Z", _("Nine digits."))],
        help_text=_("Nine digits of the classifier of administrative units; empty while not confirmed."),
    )
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    note = translated(
        models.TextField(_("note for the desk"), blank=True, help_text=_("Readers do not see it."))
    )
    history = audited()

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        ordering = ["place__name_ru"]
        constraints = [
            models.UniqueConstraint(fields=["kato"], condition=~Q(kato=""), name="town_kato_once"),
            models.CheckConstraint(
                condition=Q(kato="") | Q(kato__regex=r"^\d{9}$"), name="town_kato_nine_digits"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False, latitude__range=LATITUDES)
                & Q(longitude__range=LONGITUDES),
                name="town_coordinates_in_the_country",
                violation_error_message=_("Give both coordinates, inside the country, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.place.name

    def clean(self) -> None:
        if self.place_id and self.place.slug in WORDS:
            raise ValidationError({"place": _("The address of this place leads to another page.")})

    def get_absolute_url(self) -> str:
        return reverse("monotown", args=[self.place.slug])

"""Editions: a document puts towns into groups for a time; nothing of an older one is overwritten."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article
from monotowns.models.audit import audited
from monotowns.models.town import Town
from newsportal.lib.translated import translated

ARCHIVE = "registry/"
MAX_COPY = 20 * 1024 * 1024


def not_too_large(file: FieldFile) -> None:
    if file.size > MAX_COPY:
        raise ValidationError(_("The file is larger than 20 MB."))


class Document(models.Model):
    """What the state wrote, or has proposed to write."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of a document", "draft")
        ADOPTED = "adopted", _("adopted")
        AMENDED = "amended", _("amended")
        REPEALED = "repealed", _("repealed")

    title = translated(models.CharField(_("title"), max_length=300))
    number = models.CharField(_("number"), max_length=40, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    status = models.CharField(
        pgettext_lazy("of a document", "status"), max_length=8, choices=Status, default=Status.DRAFT
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    archived_copy = models.FileField(
        _("archived copy"),
        upload_to=ARCHIVE,
        blank=True,
        validators=[FileExtensionValidator(["pdf", "doc", "docx", "html", "txt"]), not_too_large],
        help_text=_("The document as it stood at its address: pages of drafts disappear."),
    )
    story = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("story it was reported in"),
    )
    history = audited()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = [F("date").desc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "adopted", "amended", "repealed"]),
                name="document_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(date__isnull=False) & ~Q(number=""),
                name="document_adopted_has_number_and_date",
                violation_error_message=_("What has been adopted has a number and a date."),
            ),
            models.UniqueConstraint(
                fields=["number", "date"], condition=~Q(number=""), name="document_number_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


class Classification(models.Model):
    """One edition of the division into groups. A draft has no days in force; the database holds that."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = translated(models.CharField(_("name"), max_length=200))
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="classifications", verbose_name=_("document")
    )
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("The last day; empty while in force.")
    )
    history = audited()

    class Meta:
        verbose_name = _("edition of the classification")
        verbose_name_plural = _("editions of the classification")
        ordering = [F("valid_from").desc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__isnull=False, valid_to__gte=F("valid_from")),
                name="classification_begins_before_it_ends",
                violation_error_message=_("The last day in force is not before the first."),
            ),
            ExclusionConstraint(
                name="classification_one_in_force",
                expressions=[
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(valid_from__isnull=False),
                violation_error_message=_("Another edition is in force on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("monotown_edition", args=[self.slug])

    def clean(self) -> None:
        """What a trigger holds, said in words and beside the field."""
        if not hasattr(self, "document"):
            # A form that could not read it has complained already.
            return
        if self.document.is_draft and self.valid_from:
            raise ValidationError(
                {"valid_from": _("A draft is not in force: say first that it was adopted.")}
            )
        if not self.document.is_draft and not self.valid_from:
            raise ValidationError({"valid_from": _("What was adopted is in force from a day.")})
        if self.document.status == Document.Status.REPEALED and not self.valid_to:
            raise ValidationError({"valid_to": _("What was repealed was in force until a day.")})


class Group(models.Model):
    """A group of towns in one edition."""

    classification = models.ForeignKey(
        Classification, models.CASCADE, related_name="groups", verbose_name=_("edition")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = translated(models.CharField(_("name"), max_length=120))
    description = translated(models.TextField(_("what the document says of it"), blank=True))
    position = models.PositiveSmallIntegerField(_("order"))
    history = audited()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["classification", "position"]
        constraints = [
            models.UniqueConstraint(fields=["classification", "code"], name="group_code_once_in_edition"),
            models.UniqueConstraint(
                fields=["classification", "position"], name="group_position_once_in_edition"
            ),
            # What the foreign key of a membership points to: a group together with its edition.
            models.UniqueConstraint(fields=["id", "classification"], name="group_with_its_edition"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Membership(models.Model):
    """A town in a group of an edition; the edition is repeated, for the database to hold it to one group."""

    classification = models.ForeignKey(
        Classification, models.CASCADE, related_name="memberships", verbose_name=_("edition")
    )
    town = models.ForeignKey(Town, models.PROTECT, related_name="memberships", verbose_name=_("town"))
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name=_("group"))
    history = audited()

    class Meta:
        verbose_name = _("town in an edition")
        verbose_name_plural = _("towns in editions")
        ordering = ["classification", "group__position", "town__place__name_ru"]
        constraints = [
            models.UniqueConstraint(fields=["classification", "town"], name="membership_once_in_edition")
        ]

    def __str__(self) -> str:
        return f"{self.town}: {self.group}"

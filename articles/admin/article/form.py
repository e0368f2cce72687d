"""The form of a story: it shows a revision, and what comes out of it is the content of the next one."""

import uuid
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import autosaving, locking, policy
from articles import content as contents
from articles.admin.article.body_editor import BodyEditor
from articles.admin.article.taking_over import take_over
from articles.admin.typing_select import TypingSelect
from articles.models import Article, EditingLock, Pin, Revision, User
from articles.policy import Action
from articles.working_copy import WorkingCopy, newest_revision
from newsportal.lib import html
from newsportal.lib.dates import day_and_time
from newsportal.lib.slugs import slugify_cyrillic

# The fields of the form whose names are those of the content.
CONTENT_FIELDS = (
    "headline",
    "short_title",
    "seo_title",
    "lead",
    "body",
    "rubric",
    "topics",
    "lead_photo",
    "slug",
    "age_mark",
    "is_partner",
    "is_unverified",
)
# Characters beyond which a field still saves, but reads badly in lists and in search results.
RECOMMENDED = {"headline": 110, "short_title": 70, "lead": 300, "seo_title": 65}
LARGEST_NUMBER = 2**31 - 1
BODY_HELP = _(
    "HTML of this vocabulary: p, h2, h3, ul, ol, li, a, strong, em, br, sub, sup, blockquote (with footer "
    "and cite), figure, figcaption, img of our own photos, rates and weather, table. Everything else is "
    "removed when you save."
)


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """Never writes the row: see `articles.admin.article.model_admin.ArticleAdmin.save_related`."""

    base_revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_NUMBER
    )
    # This form in this tab: its lock and its autosave have the same id.
    editing_session = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # The unsaved text that was opened in it.
    recovered = forms.UUIDField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("What was changed"),
        max_length=240,
        required=False,
        help_text=_("For colleagues, in the list of versions."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    translation_of = forms.ModelChoiceField(
        label=_("Translation of"),
        queryset=Article.objects.all(),
        required=False,
        widget=TypingSelect(Pin._meta.get_field("article")),
        help_text=_("The same story in the other language, when there is one."),
    )

    class Meta:
        model = Article
        fields = [*CONTENT_FIELDS, "language"]
        widgets = {"body": BodyEditor}

    # The revision that somebody else saved meanwhile, or the lock that somebody else holds.
    conflict: Revision | None = None
    locked_by: EditingLock | None = None
    body_was_cleaned = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "working" in self.initial:
            # A text of a story that was never saved: the rows of authors and sources look for it there.
            self.instance.working = self.initial.pop("working")
        self.initial["editing_session"] = uuid.uuid4()
        if self.working is not None:
            content: dict[str, Any] = {**self.working.content}
            self.initial = {**self.initial, **{name: content[name] for name in CONTENT_FIELDS}}
            self.initial["base_revision"] = self.working.base_number
            self.initial["recovered"] = self.working.unsaved.pk if self.working.unsaved else None
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made from the headline.")
            self._prepare_text()

    def _prepare_text(self) -> None:
        """What the editor and the counters of characters go by."""
        for name in contents.TITLES:
            self.fields[name].validators.append(contents.refuse_unfit_title(name))
        for name, length in RECOMMENDED.items():
            self.fields[name].widget.attrs["data-recommended"] = length
        self.fields["body"].help_text = BODY_HELP
        self.fields["body"].widget.attrs["lang"] = self.instance.language
        with suppress(html.BodyTooLongError):
            # Bodies of before the normal form open in it: the editor gives back what it is given.
            self.initial["body"] = html.sanitise(self.initial.get("body") or "")

    @property
    def working(self) -> WorkingCopy | None:
        return getattr(self.instance, "working", None)

    def clean_body(self) -> str:
        typed = self.cleaned_data["body"].replace("\r\n", "\n")
        try:
            body = html.sanitise(typed)
        except html.BodyTooLongError:
            raise ValidationError(
                _("The text is longer than %(limit)s characters."), params={"limit": html.MAX_BODY}
            ) from None
        self.body_was_cleaned = html.has_foreign_parts(typed)
        return body

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "slug" in self.fields and not data.get("slug") and "slug" not in self.errors:
            data["slug"] = slugify_cyrillic(data.get("headline", ""))
        if self.instance.pk:
            # The row is held from here until the revision is saved: nobody comes in between.
            locking.hold_row(self.instance)
            self._refuse_while_locked(data.get("editing_session") or uuid.uuid4())
            self._refuse_to_overwrite(data.get("base_revision") or 0, data.get("editing_session"))
        elif data.get("translation_of") is not None:
            self._check_translation(data["translation_of"], data.get("language"))
        return data

    def _refuse_while_locked(self, session: uuid.UUID) -> None:
        member: User = self.instance.member
        lock = locking.holder(self.instance)
        if lock is None or not locking.is_other(lock, member):
            return
        if "_take_over" in self.data and policy.may(member, Action.TAKE_OVER, self.instance):
            take_over(self.instance, lock, by=member, session=session)
            return
        self.locked_by = lock
        raise ValidationError(
            _("%(who)s is writing this story (since %(when)s). Nothing was saved; your text stands below."),
            params={"who": lock.user, "when": day_and_time(lock.acquired_at)},
        )

    def _refuse_to_overwrite(self, base: int, session: uuid.UUID | None) -> None:
        newest = newest_revision(self.instance)
        if newest is None or newest.number == base:
            return
        if newest == autosaving.kept_as(session, user=self.instance.member):
            # This very form, sent before: pressed twice, or typed into again by way of “back”.
            return
        self.conflict = newest
        raise ValidationError(_("Somebody else saved a version while you were writing."))

    def _check_translation(self, original: Article, language: str | None) -> None:
        if original.language == language:
            self.add_error("translation_of", _("That story is in the same language."))
            return
        # Of two who translate one story at once the second is told so.
        locking.hold_row(original)
        if Article.objects.filter(translation_group=original.translation_group, language=language).exists():
            self.add_error("translation_of", _("That story has a translation already."))

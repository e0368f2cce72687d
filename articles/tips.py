"""The tip form: what a reader sends, the consent it is sent under, and how often one sender may send."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from articles.ingest import inspect
from articles.models import Outlet, Tip, TipPhoto

MAX_PHOTOS = 5
TIPS_PER_HOUR = 5
ATTEMPTS_PER_HOUR = 20
"""Forms of one sender that one process looks at: judging five photos costs seconds."""
RETRY_AFTER = 3600


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to MAX_PHOTOS pictures, each judged by its content."""

    widget = SeveralFiles(attrs={"accept": "image/*"})

    def clean(self, data: "list[UploadedFile[Any]]", initial: object = None) -> "list[UploadedFile[Any]]":
        files = [super(PhotosField, self).clean(item, initial) for item in data or []]
        if len(files) > MAX_PHOTOS:
            raise ValidationError(
                ngettext("At most %(count)s photo.", "At most %(count)s photos.", MAX_PHOTOS)
                % {"count": MAX_PHOTOS}
            )
        for file in files:
            inspect(file)
        return files


class TipForm(forms.Form):
    """Complete without JavaScript; `website` is a trap that no person sees."""

    text = forms.CharField(
        label=_("What happened"), max_length=10_000, min_length=10, widget=forms.Textarea(attrs={"rows": 8})
    )
    place = forms.CharField(
        label=_("Where"), max_length=120, required=False, widget=forms.TextInput(attrs={"list": "places"})
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=200,
        required=False,
        help_text=_("Only the newsroom sees it, to ask you for details."),
    )
    photos = PhotosField(label=_("Photos"), required=False, help_text=_("Up to five, 20 MB each."))
    keep_name_secret = forms.BooleanField(label=_("Do not publish my name"), required=False)
    consent = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without your consent we may not keep what you send.")},
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))


def sender_hash(address: str) -> str:
    """One sender by address and day: enough for a limit, and soon forgotten (`tasks.forget_senders`)."""
    message = f"{timezone.localdate()}|{address}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def may_try(sender: str) -> bool:
    """Counts one attempt."""
    key = f"tip-attempts:{sender}"
    cache.add(key, 0, RETRY_AFTER)
    return cache.incr(key) <= ATTEMPTS_PER_HOUR


def may_send(sender: str) -> bool:
    since = timezone.now() - timedelta(seconds=RETRY_AFTER)
    return Tip.objects.filter(sender=sender, received_at__gte=since).count() < TIPS_PER_HOUR


@transaction.atomic
def store(form: TipForm, outlet: Outlet, sender: str) -> Tip:
    """Keep the tip with the text of the consent as it was shown."""
    answers = form.cleaned_data
    tip = Tip.objects.create(
        text=answers["text"],
        name=answers["name"],
        contact=answers["contact"],
        place=answers["place"],
        keep_name_secret=answers["keep_name_secret"],
        consent_version=outlet.consent_version,
        consent_text=outlet.consent_text,
        language=get_language() or "ru",
        sender=sender,
    )
    for file in answers["photos"]:
        TipPhoto(tip=tip).file.save("", ContentFile(file.read()))
    return tip

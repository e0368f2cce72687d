"""Messages to the newsroom: by the form of the site, under the same consent and with the same secrecy."""

from typing import Any

from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from articles import ingest, tips
from articles.api.idempotency import IDEMPOTENCY_KEY, once
from articles.api.shapes import TipReceipt, TipTerms
from articles.furniture import Furniture
from articles.tips import TipForm
from newsportal.lib.rest.bodies import Body, refuse_unless_valid
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.parsing import JSONParser, uploads_up_to
from newsportal.lib.rest.queries import LANGUAGES
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import in_both
from newsportal.lib.rest.writing import writes

# Whoever sends is not told apart from others who do.
SENDER = "tips"


class TooManyTips(APIException):
    status_code = 429
    default_detail = _("You have sent several messages within the hour. Please send this one a little later.")
    default_code = "too_many_tips"
    wait = tips.RETRY_AFTER


def words(name: str, **options: Any) -> serializers.CharField:
    """A field of the form."""
    asked: Any = TipForm.base_fields[name]
    limits = {"max_length": asked.max_length, "min_length": asked.min_length}
    required = {"required": asked.required, "allow_blank": not asked.required}
    return serializers.CharField(**limits | required | options)


class TipBody(Body):
    text = words("text")
    place = words("place")
    name = words("name")
    contact = words("contact", help_text="Only the newsroom sees it.")
    keep_name_secret = serializers.BooleanField(default=False)
    consent = serializers.BooleanField(
        help_text="`true`: the sender has read the text of the consent and agrees."
    )
    consent_version = serializers.CharField(
        max_length=20, help_text="Which text that was: `version` of `GET tips/`."
    )
    language = ChoiceField(LANGUAGES, required=False, help_text="Of the text of the consent that was shown.")
    photos = serializers.ListField(
        child=serializers.FileField(), required=False, default=list, max_length=tips.MAX_PHOTOS
    )

    def validate_consent(self, given: bool) -> bool:
        if not given:
            raise serializers.ValidationError(
                TipForm.base_fields["consent"].error_messages["required"], code="required"
            )
        return given


class Tips(ReadView):
    """What a sender is asked and agrees to."""

    operation = "tips_terms"
    group = "tips"
    answer = TipTerms
    shows = ("articles_outlet",)
    parser_classes = [JSONParser, uploads_up_to(tips.MAX_PHOTOS * ingest.MAX_BYTES)]
    http_method_names = ["get", "head", "post", "options"]

    def read(self, asked: dict[str, Any], **path: Any) -> TipTerms:
        outlet = Furniture().outlet
        return TipTerms(
            consent=in_both(outlet, "consent_text"),
            version=outlet.consent_version,
            max_photos=tips.MAX_PHOTOS,
            max_photo_bytes=ingest.MAX_BYTES,
        )

    @writes("tips_send", {201: TipReceipt}, body=TipBody, also=(409, 413), headers=(IDEMPOTENCY_KEY,))
    def post(self, request: Request, sent: dict[str, Any]) -> Response:
        """Send a message: as JSON or, with photos, as a form. The reference number opens nothing."""
        sender = tips.sender_hash(request.META.get("REMOTE_ADDR", ""))
        if not tips.may_try(sender):
            raise TooManyTips()
        outlet = Furniture().outlet
        if sent.pop("consent_version") != outlet.consent_version:
            told = _("The text of the consent has changed. Show it to the sender anew.")
            raise serializers.ValidationError({"consent_version": [told]}, code="outdated")

        def store() -> Response:
            if not tips.may_send(sender):
                raise TooManyTips()
            files: MultiValueDict[str, Any] = MultiValueDict({"photos": sent["photos"]})
            form = TipForm(sent, files)
            refuse_unless_valid(form, {"__all__": "non_field_errors"})
            # The consent is kept as it was shown.
            with translation.override(sent.get("language") or _language()):
                tip = tips.store(form, outlet, sender)
            return Response(TipReceipt(reference=tip.reference), status=201)

        return once(request, sender=SENDER, do=store)


def _language() -> str:
    language = get_language()
    return language if language in LANGUAGES else "ru"

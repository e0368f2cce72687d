"""Subscriptions to messages about new stories (Web Push)."""

import base64
import binascii
import re
import uuid
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.named import SlugsField
from articles.api.shapes import PushReceipt, PushTerms
from articles.models import Place, PushSubscription, Rubric, Topic
from articles.push import stories, subscriptions
from articles.push.subscriptions import Interests
from newsportal.lib.rest.bodies import Body
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.queries import LANGUAGES
from newsportal.lib.rest.reading import ReadView, ResourceView
from newsportal.lib.rest.writing import Header, writes

MAX_INTERESTS = 50
# Sizes of an uncompressed point of P-256, and of a secret (RFC 8291).
POINT, SECRET = 65, 16
ENDS_IN_A_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?\Z")
TOKEN = Header("Subscription-Token", "The secret that came with the subscription.", required=True)


class TooManySubscriptions(APIException):
    status_code = 429
    default_detail = _("Too many subscriptions from this address within the hour.")
    default_code = "too_many_subscriptions"
    wait = subscriptions.HOUR


class BytesField(serializers.CharField):
    """Base64url of so many bytes."""

    def __init__(self, size: int, **options: Any) -> None:
        self.size = size
        super().__init__(max_length=size * 2, **options)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data).rstrip("=")
        try:
            decoded = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            decoded = b""
        if len(decoded) != self.size:
            raise serializers.ValidationError(_("This is not a key of a browser."))
        return text


class KeysBody(Body):
    p256dh = BytesField(POINT)
    auth = BytesField(SECRET)


class BrowserBody(Body):
    """As `PushSubscription.toJSON()` of the browser gives it."""

    endpoint = serializers.URLField(max_length=800)
    expirationTime = serializers.FloatField(required=False, allow_null=True)  # noqa: N815
    keys = KeysBody()

    def validate_endpoint(self, url: str) -> str:
        """A name by https; where it leads is looked at when something is sent there."""
        parts = urlsplit(url)
        if parts.scheme != "https" or not url.startswith("https://") or "@" in parts.netloc:
            raise serializers.ValidationError(_("The address of a push service begins with https://."))
        if _is_number(parts.hostname or "") or "." not in (parts.hostname or "").strip("."):
            raise serializers.ValidationError(_("This is not the address of a push service."))
        return url


class SubscriptionBody(Body):
    """Without any topic, rubric or town: every new story of the language."""

    subscription = BrowserBody()
    language = ChoiceField(LANGUAGES)
    topics = SlugsField(Topic, max_length=MAX_INTERESTS, help_text="Slugs.")
    rubrics = SlugsField(Rubric, max_length=MAX_INTERESTS, name="path", help_text="Paths; with those below.")
    towns = SlugsField(Place, max_length=MAX_INTERESTS, help_text="Places, as `places` names them.")


class Subscriptions(ReadView):
    """Whether messages are sent here, and the key that a browser asks for before it subscribes."""

    operation = "push_terms"
    group = "push"
    answer = PushTerms
    http_method_names = ["get", "head", "post", "options"]

    def read(self, asked: dict[str, Any], **path: Any) -> PushTerms:
        return PushTerms(public_key=settings.VAPID_PUBLIC_KEY or None)

    @writes("push_subscribe", {201: PushReceipt}, body=SubscriptionBody, also=(404,))
    def post(self, request: Request, sent: dict[str, Any]) -> Response:
        """Be told of new stories. The same browser takes its former place, and gets another secret."""
        if not stories.is_on():
            raise NotFound(_("This site sends no messages."))
        if not subscriptions.may_subscribe(request.META.get("REMOTE_ADDR", "")):
            raise TooManySubscriptions()
        browser = sent["subscription"]
        row, token = subscriptions.subscribe(
            endpoint=browser["endpoint"],
            p256dh=browser["keys"]["p256dh"],
            auth=browser["keys"]["auth"],
            language=sent["language"],
            interests=Interests(
                topics=sent.get("topics", []),
                rubrics=sent.get("rubrics", []),
                places=sent.get("towns", []),
            ),
        )
        return Response(PushReceipt(id=str(row.pk), token=token), status=201)


class Subscription(ResourceView):
    group = "push"
    http_method_names = ["delete", "options"]
    # For the document: what the id in the address is.
    queryset = PushSubscription.objects.none()

    @writes("push_unsubscribe", {204: None}, also=(404,), headers=(TOKEN,))
    def delete(self, request: Request, sent: dict[str, Any], pk: uuid.UUID) -> Response:
        """Be told no more. Without the secret it answers as if there were none."""
        if not subscriptions.unsubscribe(pk, request.headers.get(TOKEN.name, "")):
            raise Http404
        return Response(status=204)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        # «2130706433» and «0x7f.1» are addresses too, to some resolvers; «push.example.de» is none.
        return ENDS_IN_A_NUMBER.search(host) is not None
    return True

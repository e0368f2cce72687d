"""Photos into the library, by the form of the admin: the file is judged, the facts are complete."""

from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles import ingest, policy
from articles.admin.photo.form import PhotoForm
from articles.api.desk.access import DeskView
from articles.api.desk.shapes import DeskPhoto
from articles.api.idempotency import IDEMPOTENCY_KEY, once
from articles.api.shapes import FocalPoint, as_is
from articles.models import KeyScope, Photo
from articles.models.photo_rights import Consent
from articles.policy import Action
from newsportal.lib.rest.bodies import Body, refuse_unless_valid
from newsportal.lib.rest.choices import ChoiceField
from newsportal.lib.rest.parsing import uploads_up_to
from newsportal.lib.rest.queries import DayField
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import in_both
from newsportal.lib.rest.writing import writes


class UploadForm(PhotoForm):
    """Without the way from a tip."""

    tip_photo = None  # type: ignore[assignment]


class PhotoBody(Body):
    file = serializers.FileField(help_text="JPEG, PNG, WebP or AVIF, up to 20 MB.")
    alt_ru = serializers.CharField(max_length=400, required=False, allow_blank=True)
    alt_kk = serializers.CharField(max_length=400, required=False, allow_blank=True)
    caption_ru = serializers.CharField(max_length=400, required=False, allow_blank=True)
    caption_kk = serializers.CharField(max_length=400, required=False, allow_blank=True)
    is_decorative = serializers.BooleanField(
        default=False, help_text="It says nothing: instead of a description."
    )
    is_stock = serializers.BooleanField(default=False)
    is_drawing = serializers.BooleanField(default=False)
    credit = serializers.CharField(max_length=200, help_text="As it must stand beside the photo.")
    credit_url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    licence = ChoiceField(Photo.Licence.values)
    rights_until = DayField(required=False, allow_null=True)
    consent = ChoiceField(Consent.values, help_text="Of the people in the picture.")
    focal_x = serializers.FloatField(default=0.5, min_value=0, max_value=1)
    focal_y = serializers.FloatField(default=0.5, min_value=0, max_value=1)


class Photos(DeskView):
    scopes = (KeyScope.PHOTOS,)
    parser_classes = [uploads_up_to(ingest.MAX_BYTES)]
    http_method_names = ["post", "options"]

    @writes(
        "desk_photos_upload", {201: DeskPhoto}, body=PhotoBody, also=(409, 413), headers=(IDEMPOTENCY_KEY,)
    )
    def post(self, request: Request, sent: dict[str, Any]) -> Response:
        """Take a picture into the library. Its sizes are made soon after; `preparation` says how far."""
        if not (verdict := policy.may_with_photo(self.member, Action.UPLOAD_PHOTO)):
            self.permission_denied(request, message=str(verdict.reason))
        file = sent.pop("file")

        def upload() -> Response:
            form = UploadForm(sent, {"original": file})
            refuse_unless_valid(form, {"original": "file", "__all__": "non_field_errors"})
            photo: Photo = form.save(commit=False)
            photo.uploaded_by = self.member
            with transaction.atomic():
                photo.save()
                ingest.have_prepared(photo)
            address = reverse("api:desk_photo", args=[photo.key])
            return Response(desk_photo(photo), status=201, headers={"Location": address})

        return once(request, sender=self.sender, do=upload)


class OnePhoto(DeskView, ReadView):
    """A photo of the library, by its key."""

    scopes = (KeyScope.PHOTOS,)
    operation = "desk_photos_retrieve"
    also = (403, 404)
    answer = DeskPhoto

    def read(self, asked: dict[str, Any], **path: Any) -> DeskPhoto:
        photo = Photo.objects.filter(key=path["key"]).first()
        if photo is None or not policy.may_with_photo(self.member, Action.VIEW, photo):
            raise Http404
        return desk_photo(photo)


def desk_photo(photo: Photo) -> DeskPhoto:
    problem = photo.problem()
    return DeskPhoto(
        key=photo.key,
        width=photo.width,
        height=photo.height,
        preparation=as_is(str(photo.preparation)),
        problem=problem.value if problem else None,
        alt=in_both(photo, "alt"),
        caption=in_both(photo, "caption"),
        credit=photo.credit,
        licence=str(photo.licence),
        consent=str(photo.consent),
        focal_point=FocalPoint(x=photo.focal_x, y=photo.focal_y),
    )

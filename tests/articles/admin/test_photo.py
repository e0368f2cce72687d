from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import pre_save
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.ingest import prepare
from articles.models import Photo, Rubric, Tip, TipPhoto, User
from articles.models.photo_rights import Problem
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, filled, member

ADD = "/admin/articles/photo/add/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_editor(db: None) -> User:
    return member(roles=("photo_editor",))


@pytest.fixture
def library(photo_editor: User) -> Client:
    return desk_of(photo_editor)


def facts(content: bytes | None = None, name: str = "IMG_1.jpg", **changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile(name, newsroom.picture_bytes() if content is None else content)
    values = {
        "original": file,
        "alt_ru": "Река в снегу",
        "credit": "редакция",
        "licence": "own",
        "consent": "not_needed",
        "focal_x": "0.5",
        "focal_y": "0.25",
    }
    return values | changes


def test_an_upload_is_measured_renamed_and_queued(library: Client, photo_editor: User) -> None:
    upright = newsroom.picture_bytes(90, 60)
    assert library.post(ADD, facts(upright, name="я" * 150 + ".jpg")).status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (90, 60)
    assert photo.uploaded_by == photo_editor
    assert photo.original.name == f"incoming/{photo.key}"
    jobs = ProcrastinateJob.objects.filter(task_name="articles.render_photo", args={"photo_id": photo.pk})
    assert jobs.count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload='alert(1)'/>", b"GIF89a and no more", newsroom.picture_bytes()[:300]]
)
def test_what_is_not_a_picture_is_refused_in_words(library: Client, content: bytes) -> None:
    response = library.post(ADD, facts(content, alt_ru="Напечатанное остаётся"))
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["original"]
    assert "Напечатанное остаётся" in response.content.decode()
    assert not Photo.objects.exists()


def test_too_large_is_refused_before_it_is_decoded(library: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.ingest.MAX_PIXELS", 100)
    assert "original" in library.post(ADD, facts()).context["adminform"].form.errors
    monkeypatch.setattr("articles.ingest.MAX_BYTES", 100)
    assert "original" in library.post(ADD, facts()).context["adminform"].form.errors


def test_a_picture_is_described_or_decorative(library: Client) -> None:
    assert list(library.post(ADD, facts(alt_ru="")).context["adminform"].form.errors) == ["alt_ru"]
    assert library.post(ADD, facts(alt_ru="", is_decorative="on")).status_code == 302


def test_a_focal_point_lies_inside(library: Client) -> None:
    errors = library.post(ADD, facts(focal_x="1.5", focal_y="nan")).context["adminform"].form.errors
    assert set(errors) == {"focal_x", "focal_y"}


def test_facts_change_and_the_file_stays(library: Client) -> None:
    photo = newsroom.photo()
    url = f"/admin/articles/photo/{photo.pk}/change/"
    values = filled(library, url, credit="агентство", original=facts(b"x")["original"])
    assert library.post(url, values).status_code == 302
    changed = Photo.objects.get()
    assert (changed.credit, changed.original.name) == ("агентство", photo.original.name)
    assert not ProcrastinateJob.objects.filter(args={"photo_id": photo.pk}).exists()


def test_a_photo_that_readers_may_not_see_is_shown_to_staff_alone(library: Client) -> None:
    photo = newsroom.photo(rendered=True)
    preview = f"/admin/articles/photo/{photo.pk}/preview/"
    original = f"/admin/articles/photo/{photo.pk}/original/"
    shown = library.get(preview)
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/jpeg"
    assert "private" in shown["Cache-Control"]
    sent = library.get(original)
    assert sent["Content-Disposition"] == f'attachment; filename="{photo.key}.jpg"'
    assert "no-store" in sent["Cache-Control"]
    stranger = desk_of(member())
    for url in (preview, original):
        assert stranger.get(url).status_code == 403
        assert Client().get(url).status_code == 302
        assert library.get(url.replace(str(photo.pk), "9" * 20)).status_code == 404


def test_a_photo_in_use_cannot_be_deleted(library: Client, section: Rubric) -> None:
    above, within, drafted, portrait = (newsroom.photo() for _photo in range(4))
    newsroom.story(section=section, lead_photo=above)
    newsroom.story(section=section, photos=(within,))
    draft(section, body=f'<figure><img src="/media/photos/{drafted.key}/400.jpg" alt=""></figure>')
    newsroom.author(portrait=portrait)
    for photo in (above, within, drafted, portrait):
        assert library.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Photo.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_files_go_with_their_photo(photo_editor: User) -> None:
    photo = newsroom.photo(rendered=True)
    files = [str(photo.original.name), f"photos/{photo.key}/120.jpg"]
    assert all(default_storage.exists(name) for name in files)
    library = desk_of(photo_editor)
    assert library.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not any(default_storage.exists(name) for name in files)


def test_nothing_about_the_rights_is_taken_for_granted(library: Client) -> None:
    form = library.get(ADD).context["adminform"].form
    assert [form[name].value() or "" for name in ("credit", "licence", "consent", "rights_until")] == [""] * 4
    nothing = facts(credit=" ", licence="", consent="")
    assert set(library.post(ADD, nothing).context["adminform"].form.errors) == {
        "credit",
        "licence",
        "consent",
    }


def test_a_term_is_asked_of_what_can_end(library: Client) -> None:
    next_year = timezone.localdate() + timedelta(days=365)
    assert library.post(ADD, facts(licence="agency", rights_until=f"{next_year:%Y-%m-%d}")).status_code == 302
    assert Photo.objects.get().rights_until == next_year
    # Left empty, there is no end.
    assert library.post(ADD, facts(licence="stock", rights_until="")).status_code == 302
    for licence, day in (
        ("own", f"{next_year:%Y-%m-%d}"),
        ("free", f"{next_year:%Y-%m-%d}"),
        ("agency", "2020-01-01"),
        ("agency", "9999-12-31"),
        ("agency", "0001-01-01"),
        ("agency", "вчера"),
        ("agency", "9" * 30),
    ):
        errors = library.post(ADD, facts(licence=licence, rights_until=day)).context["adminform"].form.errors
        assert list(errors) == ["rights_until"], (licence, day)


def test_a_photo_without_consent_is_kept(library: Client) -> None:
    assert library.post(ADD, facts(consent="not_obtained")).status_code == 302
    photo = Photo.objects.get()
    page = library.get(f"/admin/articles/photo/{photo.pk}/change/").content.decode()
    assert str(Problem.NO_CONSENT.label) in page


def test_a_photo_of_a_tip_is_taken_into_the_library(photo_editor: User) -> None:
    sent = sent_photo()
    url = f"{ADD}?tip_photo={sent.pk}"
    values = facts(tip_photo=sent.pk)
    del values["original"]
    # Who may not see what readers send cannot take it either.
    stranger = desk_of(photo_editor).post(url, values)
    assert list(stranger.context["adminform"].form.errors) == ["original"]
    editor = desk_of(member(roles=("editor",)))
    assert f"/admin/articles/tip/photos/{sent.pk}/" in editor.get(url).content.decode()
    assert editor.post(url, values).status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (120, 80)
    with sent.file.open() as kept, photo.original.open() as copied:
        assert kept.read() == copied.read() == newsroom.picture_bytes()


def test_a_tip_without_its_file_is_said(photo_editor: User) -> None:
    sent = sent_photo()
    editor = desk_of(member(roles=("editor",)))
    default_storage.delete(str(sent.file.name))
    for number in (sent.pk, sent.pk + 1, "9" * 30, "\x00", "x"):
        values = facts(tip_photo=number)
        del values["original"]
        answer = editor.post(f"{ADD}?tip_photo=1", values)
        assert "original" in answer.context["adminform"].form.errors, number


def sent_photo() -> TipPhoto:
    tip = Tip.objects.create(text="Мост", consent_version="1", consent_text="Согласен", sender="x")
    sent = TipPhoto(tip=tip)
    sent.file.save("", ContentFile(newsroom.picture_bytes()))
    return sent


def test_what_the_queue_made_while_the_form_was_open_stays(library: Client) -> None:
    photo = newsroom.photo()
    url = f"/admin/articles/photo/{photo.pk}/change/"
    values = filled(library, url, caption_ru="Новая подпись")

    def while_it_is_saved(sender: object, **of_the_signal: object) -> None:
        prepare(Photo.objects.get(pk=photo.pk))

    pre_save.connect(while_it_is_saved, sender=Photo)
    try:
        assert library.post(url, values).status_code == 302
    finally:
        pre_save.disconnect(while_it_is_saved, sender=Photo)
    photo.refresh_from_db()
    assert (photo.caption, photo.preparation, len(photo.renditions)) == ("Новая подпись", "ready", 3)

"""The drawn pictures of the demonstration: rows of photos, and the files that readers load."""

import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import connection

from articles.ingest import have_prepared, inspect, prepare
from articles.models import Photo
from articles.models.photo_rights import Preparation
from newsportal.demo.errors import DemoError

PICTURES = Path(__file__).parent / "pictures"
AT_ONCE = 2
"""The encoders work outside Python's lock, so threads are enough; each holds one decoded picture."""


def load_photos(stems: set[str], credit: str, directory: Path = PICTURES) -> dict[str, Photo]:
    """The pictures that stories show, each with its file in the storage. What is made of it comes later."""
    described = directory / "pictures.toml"
    texts = tomllib.loads(described.read_text(encoding="utf-8"))
    for stem in sorted(stems):
        if stem not in texts or not (directory / f"{stem}.webp").is_file():
            raise DemoError(f"{described}: the picture {stem!r} is not there.")
    return {stem: _load(directory / f"{stem}.webp", texts[stem], credit) for stem in sorted(stems)}


def _load(path: Path, text: dict[str, Any], credit: str) -> Photo:
    with path.open("rb") as file:
        width, height = inspect(file)
        focal_x, focal_y = text["focal"]
        photo = Photo(
            **{name: text[name] for name in ("alt_ru", "alt_kk", "caption_ru", "caption_kk")},
            credit=credit,
            licence=Photo.Licence.OWN,
            is_drawing=True,
            width=width,
            height=height,
            focal_x=focal_x,
            focal_y=focal_y,
        )
        photo.original.save(path.name, File(file), save=False)
    photo.save()
    return photo


def unrendered() -> list[int]:
    """Photos that readers see only as a placeholder."""
    waiting = Photo.objects.filter(preparation=Preparation.WAITING)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def render(photos: list[int], done: Callable[[], None]) -> None:
    """Make the originals and the renditions now, calling `done` after each photo."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [pool.submit(_render, pk) for pk in photos]
        try:
            for job in as_completed(jobs):
                job.result()
                done()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _render(pk: int) -> None:
    try:
        prepare(Photo.objects.get(pk=pk))
    finally:
        connection.close()


def leave_to_worker(photos: list[int]) -> None:
    """Have the renditions made while the newsroom is already running."""
    for photo in Photo.objects.in_bulk(photos).values():
        have_prepared(photo)

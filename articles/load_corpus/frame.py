"""What stories of the corpus hang on: rubrics, authors, topics, a source, rows of photos without files."""

from dataclasses import dataclass
from random import Random

from articles.models import Author, Photo, Rubric, Source, Topic
from articles.models.photo import Rendition
from articles.renditions import WIDTHS

PREFIX = "load-"
TOPS, CHILDREN = 6, 4
AUTHORS, TOPICS, PHOTOS = 40, 120, 400


@dataclass(frozen=True)
class Frame:
    """Ids. Rubrics stand in the order of how much is written in them."""

    rubrics: list[int]
    authors: list[int]
    topics: list[int]
    photos: list[int]
    source: int


def prepare(random: Random) -> Frame:
    """The frame that is there, or a new one; some queries, whatever the size of the corpus."""
    rubrics = [rubric.pk for rubric in _rubrics()]
    random.shuffle(rubrics)
    names = [f"{PREFIX}author-{number}" for number in range(AUTHORS)]
    Author.objects.bulk_create(
        [Author(slug=slug, name_ru=f"Проверочный автор {slug[12:]}") for slug in names], ignore_conflicts=True
    )
    Topic.objects.bulk_create(
        [
            Topic(slug=f"{PREFIX}topic-{number}", name_ru=f"Проверочная тема {number}")
            for number in range(TOPICS)
        ],
        ignore_conflicts=True,
    )
    Photo.objects.bulk_create([_photo(number, random) for number in range(PHOTOS)], ignore_conflicts=True)
    source, _made = Source.objects.get_or_create(
        slug=f"{PREFIX}source", defaults={"name_ru": "Проверочный источник", "kind": Source.Kind.OTHER}
    )
    return Frame(
        rubrics=rubrics,
        authors=_ids(Author.objects.filter(slug__startswith=PREFIX)),
        topics=_ids(Topic.objects.filter(slug__startswith=PREFIX)),
        photos=_ids(Photo.objects.filter(key__startswith=PREFIX)),
        source=source.pk,
    )


def _ids(rows: object) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))  # type: ignore[attr-defined]


def _rubrics() -> list[Rubric]:
    made: list[Rubric] = []
    for number in range(TOPS):
        top = _rubric(f"{PREFIX}{number}", f"Проверка {number}", None, number)
        made.append(top)
        made += [_rubric(f"part-{part}", f"Проверка {number}.{part}", top, part) for part in range(CHILDREN)]
    return made


def _rubric(slug: str, name: str, parent: Rubric | None, position: int) -> Rubric:
    path = f"{parent.path}/{slug}" if parent else slug
    names = {"menu_name_ru": name, "full_name_ru": name, "position": 1000 + position}
    return Rubric.objects.filter(path=path).first() or Rubric.objects.create(
        slug=slug, parent=parent, **names
    )


def _photo(number: int, random: Random) -> Photo:
    width, height = random.choice([(1600, 1067), (1600, 900), (1200, 1200), (2000, 1333)])
    renditions = [
        Rendition(width=size, height=size * height // width, bytes=size * 90, extension=kind)
        for size in WIDTHS
        if size <= width
        for kind in ("avif", "webp", "jpg")
    ]
    return Photo(
        key=f"{PREFIX}{number}",
        original=f"originals/{PREFIX}{number}",
        width=width,
        height=height,
        renditions=renditions,
        preparation="ready",
        alt_ru=f"Проверочный снимок {number}",
        credit="проверочный набор",
        licence=Photo.Licence.OWN,
    )

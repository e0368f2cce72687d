"""The demonstration newsroom in the database: loaded once, then left to those who edit it."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Article, Outlet
from articles.places.reference import load_places
from monotowns.reference import load_registry
from newsportal.demo import newsroom, story_files
from newsportal.demo.front_page import load_pins, load_readings, renew_bar
from newsportal.demo.hidden_stories import load_hidden_stories
from newsportal.demo.pictures import load_photos
from newsportal.demo.stories import Known, load_stories
from newsportal.demo.story_files import StoryFile
from widgets.reference import load_cities_and_currencies, load_samples


def load_or_renew(now: datetime) -> bool:
    """Returns whether the newsroom was loaded now.

    The row of the publication is the mark: it is written in the transaction that loads everything else, and a
    newsroom that has one is never filled with stories of ours.
    """
    load_cities_and_currencies()
    load_places()
    if Outlet.objects.exists() or Article.objects.exists():
        if is_demonstration():
            load_samples(now)
            renew_bar(newsroom.read()["breaking"]["text"], now)
        load_registry()
        return False
    load_samples(now)
    _load(story_files.read_all(), now)
    # After the stories: a document of the registry names the one that it was reported in.
    load_registry()
    return True


def is_demonstration() -> bool:
    return Outlet.objects.filter(is_demo=True).exists()


def _load(stories: list[StoryFile], now: datetime) -> None:
    values = newsroom.read()
    originals: list[str] = []
    try:
        with transaction.atomic():
            newsroom.load_outlet(values["outlet"])
            stems = {stem for story in stories for stem in (story.photo, *story.body_pictures)}
            photos = load_photos(stems, values["pictures"]["credit"])
            originals += [str(photo.original.name) for photo in photos.values()]
            known = Known(
                rubrics=newsroom.load_rubrics(values["rubrics"]),
                authors=newsroom.load_authors(values["authors"], values["author_about"]["text"]),
                sources=newsroom.load_sources(values["sources"]),
                topics=newsroom.load_topics(values["topics"]),
                photos=photos,
            )
            loaded = load_stories(stories, known, now)
            lead = loaded[values["lead"]["story"]]
            load_hidden_stories(
                values["hidden"],
                rubric=lead.rubric,
                author=known.authors["demo-news"],
                first_start=now,
            )
            load_pins(values["breaking"]["text"], lead, now)
            load_readings(loaded.values(), now)
    except BaseException:
        # The rows are rolled back; their files are not.
        for name in originals:
            default_storage.delete(name)
        raise

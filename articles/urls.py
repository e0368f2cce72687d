"""Addresses of the newsroom, but that of a story. A rubric comes last: it begins with any path."""

from django.urls import path, re_path

from articles import feeds
from articles.views import about, corrections, lists, preview, search, stories

# Here a number is no story's: a year, a file, a row of the admin.
OWN_NUMBERS = "accounts|admin|api|archive|authors|embed|media|preview|rates|static|topics|weather"

urlpatterns = [
    path("rss.xml", feeds.SiteFeed(), name="rss"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    path("topics/<slug:slug>/rss.xml", feeds.TopicFeed(), name="topic_rss"),
    path("authors/<slug:slug>/", lists.author, name="author"),
    path("authors/<slug:slug>/rss.xml", feeds.AuthorFeed(), name="author_rss"),
    path("archive/", lists.archive, name="archive"),
    re_path(
        r"^archive/(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/$", lists.archive_day, name="archive_day"
    ),
    re_path(r"^archive/(?P<year>\d{4})/(?P<month>\d{2})/$", lists.archive_month, name="archive_month"),
    path("ispravleniya/", corrections.corrections, name="corrections"),
    path("ispravleniya/rss.xml", feeds.CorrectionsFeed(), name="corrections_rss"),
    path("search/", search.search, name="search"),
    path("imprint/", about.imprint, name="imprint"),
    path("contacts/", about.contacts, name="contacts"),
    path("contacts/tip/", about.tip, name="tip"),
    re_path(r"^contacts/tip/(?P<reference>[0-9A-Z]{4}-[0-9A-Z]{4})/$", about.tip_done, name="tip_done"),
    path("preview/<str:token>/", preview.page, name="preview"),
    path(
        "preview/<str:token>/photos/<slug:key>/<int:width>.<slug:extension>",
        preview.photo,
        name="preview_photo",
    ),
    re_path(r"^(?P<path>[a-z][a-z0-9/-]*)/rss\.xml$", feeds.rubric_feed, name="rubric_rss"),
    # Any other path with the id of a story: of the former site, of a moved rubric, or cut short in a message.
    re_path(
        rf"^(?!(?:{OWN_NUMBERS})/)(?:.*/)?(?P<pk>[1-9]\d{{0,17}})(?:-[^/]*)?(?:\.html)?/?$",
        stories.story,
        name="story_by_id",
    ),
    re_path(r"^(?P<path>[a-z][a-z0-9/-]*)/$", stories.rubric, name="rubric"),
]

"""What a page is about, apart from what surrounds it and may be a minute old."""

import hashlib
import json
import re
from typing import Any, NamedTuple

from tests.newsportal.page_cache.web import Got

# Names that the test gives, so that they are found wherever they stand.
OUTLET = re.compile(r"Издание\d+")
TOP_RUBRIC = re.compile(r"Раздел\d+")

HEAD_AND_MAIN = re.compile(r"<title>.*?</head>|<main.*?</main>", re.DOTALL)
BLANK = re.compile(r"\s*\n\s*")
AROUND_A_STORY = re.compile(
    r'<nav class="next.*?</nav>|<aside class="rail".*?</aside>|<section class="story-towns".*?</section>',
    re.DOTALL,
)
# The town is the subject of its page; its weather and the stories about it are of others.
AROUND_A_TOWN = re.compile(
    r'<section class="weather-in".*?</section>|<section aria-labelledby="stories-title">.*?</section>',
    re.DOTALL,
)
MOST_READ = re.compile(r'<section class="band" aria-labelledby="most-read">.*?</section>', re.DOTALL)
# A number in the address is a story's, under whatever rubric.
STORY = re.compile(r"^(?!/archive/).*/\d+(-[-\w]*)?/$")
SHOWS_OUTLET = re.compile(
    r"^(/kk)?/(imprint/|contacts/|rss.xml|manifest.webmanifest|opensearch.xml|news-sitemap.xml)?$|rss.xml$|^/api/"
)


class Read(NamedTuple):
    """What is compared: hashes, since most answers are as they should be."""

    status: int
    location: str
    kind: str
    subject: str
    whole: str


# When an empty feed was written: of no row.
WRITTEN = re.compile(r"<lastBuildDate>.*?</lastBuildDate>")


def read(address: str, got: Got) -> Read:
    text = WRITTEN.sub("", got.text)
    headers = got.headers
    return Read(
        got.status,
        headers.get("location", ""),
        headers.get("content-type", ""),
        _hash(subject(address, text, headers.get("content-type", ""))),
        _hash(text),
    )


def subject(address: str, text: str, kind: str) -> str:
    path = address.partition("?")[0]
    if kind.startswith("application/json"):
        return _of_api(path, text)
    if kind.startswith("text/html"):
        text = "\n".join(HEAD_AND_MAIN.findall(text))
    text = MOST_READ.sub("", WRITTEN.sub("", text))
    if STORY.search(path):
        # The rubrics above its own are the way to it; its own one is named in `articleSection`.
        text = TOP_RUBRIC.sub("", AROUND_A_STORY.sub("", text))
    if "/monotowns/" in path:
        text = AROUND_A_TOWN.sub("", text)
    if not SHOWS_OUTLET.search(path):
        text = OUTLET.sub("", text)
    # Where something was taken out that another page does not have, lines are left.
    return BLANK.sub("\n", text)


def _of_api(path: str, text: str) -> str:
    if not STORY.search(path) and not path.endswith("/by-address/"):
        return text
    document: Any = json.loads(text)
    document.get("links", {}).pop("next", None)
    return json.dumps(document, ensure_ascii=False)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

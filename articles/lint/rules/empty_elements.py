"""Elements that hold nothing: a link that nobody sees, a heading that only a screen reader finds."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.story_text import HEADINGS, StoryText
from articles.lint.warning import Warning, warning


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    for link in story.links:
        if not link.text and not link.has_image:
            yield warning(
                "link-empty",
                _("A link has no words, so nobody sees it: write them, or remove the link."),
                field="body",
                words=link.href,
            )
    following = ""
    for passage in reversed(story.body):
        if passage.tag in HEADINGS and not passage.text.strip():
            yield warning(
                "heading-empty",
                _("There is an empty subheading before these words: write it, or remove it."),
                field="body",
                words=following,
            )
        following = passage.text or following

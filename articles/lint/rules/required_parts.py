"""What no story can do without: a headline, a rubric, a text."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning, warning


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    if not story.titles["headline"].text.strip():
        yield warning("headline-missing", _("Write a headline."), field="headline", severity="blocker")
    if not story.content["rubric"]:
        yield warning("rubric-missing", _("Choose a rubric."), field="rubric", severity="blocker")
    if not story.images and not any(passage.text.strip() for passage in story.body):
        yield warning("body-empty", _("Write the text: it is empty."), field="body", severity="blocker")

"""Times that contradict each other: an embargo that is over, a term that ends before the publication."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning, warning
from newsportal.lib.dates import iso


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    appears = around.publish_at or around.now
    if around.embargo_until is not None:
        words = iso(around.embargo_until)
        # A later end is what an embargo is for: the page of publishing says until when readers see nothing.
        if around.embargo_until <= around.now and not around.is_live:
            yield warning(
                "embargo-in-past",
                _("The embargo is over: remove it, or set the right date."),
                field="embargo_until",
                words=words,
            )
    if around.expires_at is not None and around.expires_at <= max(appears, around.now):
        yield warning(
            "expired-before-published",
            _("Readers will not see it: it is taken down before it appears. Set a later time, or none."),
            field="expires_at",
            words=iso(around.expires_at),
        )

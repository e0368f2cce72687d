"""Headline, short title and lead: their lengths and their manners."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.sentences import ABBREVIATIONS
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning, warning

LONGEST_HEADLINE = 110
"""Characters: what a search engine and a messenger show before they cut."""

LONGEST_SHORT_TITLE = 70
LONGEST_LEAD = 300
# One shouted word may be an abbreviation.
FEWEST_CAPITALS = 10


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    headline, short_title, lead = (story.titles[name].text for name in ("headline", "short_title", "lead"))
    yield from _check_length("headline", headline, LONGEST_HEADLINE)
    yield from _check_length("short_title", short_title, LONGEST_SHORT_TITLE)
    yield from _check_length("lead", lead, LONGEST_LEAD)
    if len(headline) > LONGEST_SHORT_TITLE and not short_title:
        yield warning(
            "short-title-missing",
            format_lazy(
                _("The headline is longer than {limit} characters: write a short title for lists."),
                limit=LONGEST_SHORT_TITLE,
            ),
            field="short_title",
            words=headline,
        )
    for field, title in (("headline", headline), ("short_title", short_title)):
        if _ends_with_full_stop(title):
            yield warning(
                "title-full-stop", _("A title ends without a full stop: remove it."), field=field, words=title
            )
        if _is_shouted(title):
            yield warning("title-capitals", _("Write the title in small letters."), field=field, words=title)
    if _is_shouted(lead):
        yield warning("title-capitals", _("Write the lead in small letters."), field="lead", words=lead)


def _check_length(field: str, text: str, limit: int) -> Iterator[Warning]:
    if len(text) > limit:
        yield warning(
            f"{field.replace('_', '-')}-too-long",
            format_lazy(_("{length} characters: shorten to {limit}."), length=len(text), limit=limit),
            field=field,
            words=text,
        )


def _ends_with_full_stop(title: str) -> bool:
    """But not with dots, and not with an abbreviation: «… в 2023 г.»."""
    title = title.rstrip(' \u00a0»”“"')
    if not title.endswith(".") or title.endswith(".."):
        return False
    last = title[:-1].split()[-1:] or [""]
    return last[0].casefold() not in ABBREVIATIONS


def _is_shouted(text: str) -> bool:
    capitals = sum(letter.isupper() for letter in text)
    return capitals >= FEWEST_CAPITALS and not any(letter.islower() for letter in text)

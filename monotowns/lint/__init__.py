"""What the registry has against a story about its towns: warnings with the sentence."""

import re
from collections.abc import Iterator

from articles.content import Content
from articles.lint.registered import Check
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning
from articles.places.gazetteer import matcher
from articles.places.mentions import text_of
from monotowns.lint import counts, drafts, former_names, groups
from monotowns.lint.facts import load_facts
from monotowns.lint.named import Named

# Only a story about them is held against the edition: «первая группа» is one of pupils elsewhere.
ABOUT_MONOTOWNS = re.compile("моногород|моноқала|монопрофильн", re.IGNORECASE)


def load(content: Content, language: str) -> Check | None:
    """None, at one small query, for a story that names no place and no monotowns."""
    places = matcher()
    words = "\n\n".join(text_of(content))
    is_about = ABOUT_MONOTOWNS.search(words) is not None
    if not is_about and not places.occurrences(words):
        return None
    facts = load_facts()

    def check(story: StoryText) -> Iterator[Warning]:
        named = Named(story, places)
        yield from former_names.check(named, facts)
        if is_about and facts.groups:
            yield from counts.check(named, facts)
            yield from groups.check(named, facts)
            yield from drafts.check(named, facts)

    return check

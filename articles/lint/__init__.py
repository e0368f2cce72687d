"""What a careful reader would ask before a story is published, without a database and without other sites.

Each rule is a module with `check(story, around)`; it yields warnings and knows no other rule. Other rooms
add theirs through `articles.lint.registered`.
"""

from itertools import chain

from articles.content import Content
from articles.lint.facts import Around, PhotoFacts, SourceFacts
from articles.lint.reading import read
from articles.lint.rules import (
    agency_links,
    alternative_texts,
    dashes_and_dots,
    declared_counts,
    double_spaces,
    empty_elements,
    link_targets,
    mixed_quotes,
    moments,
    name_spellings,
    photo_rights,
    placeholders,
    repeated_words,
    required_parts,
    titles,
    unpaired_marks,
)
from articles.lint.warning import Severity, Warning

__all__ = ["Around", "PhotoFacts", "Severity", "SourceFacts", "Warning", "check"]

# In the order in which they are read: what is not true before what is not neat.
RULES = (
    required_parts,
    photo_rights,
    moments,
    agency_links,
    declared_counts,
    name_spellings,
    placeholders,
    link_targets,
    alternative_texts,
    empty_elements,
    titles,
    repeated_words,
    unpaired_marks,
    mixed_quotes,
    dashes_and_dots,
    double_spaces,
)


def check(content: Content, *, language: str, around: Around) -> list[Warning]:
    """What to mend in this version: blockers first, each thing once."""
    story = read(content, language)
    found: dict[tuple[str, str], Warning] = {}
    ours = (rule.check(story, around) for rule in RULES)
    for warning in chain(*ours, *(other(story) for other in around.others)):
        found.setdefault((warning.field, warning.fingerprint), warning)
    return sorted(found.values(), key=lambda warning: not warning.is_blocker)

"""What a careful reader would ask before a story is published, without a database and without other sites.

Each rule is a module with `check(story, around)`; it yields warnings and knows no other rule.
"""

from articles.lint.facts import Around, PhotoFacts, SourceFacts
from articles.lint.warning import Severity, Warning

__all__ = ["Around", "PhotoFacts", "Severity", "SourceFacts", "Warning"]

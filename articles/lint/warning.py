"""What a rule found: a sentence for the journalist, the words concerned, a mark that outlives a version."""

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newsportal.lib.text import legal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Severity = Literal["warning", "blocker"]

MAX_EXCERPT = 120
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Warning:
    """Something to mend before publishing; unless it is a blocker, a person may accept it with a reason."""

    code: str
    # Lazy: rules run once, the page is read in the language of its reader.
    message: "_StrPromise | str"
    # The field of the story's form (or of its publishing page) where it can be mended.
    field: str
    excerpt: str = ""
    fingerprint: str = ""
    severity: Severity = "warning"

    @property
    def is_blocker(self) -> bool:
        return self.severity == "blocker"


def warning(
    code: str,
    message: "_StrPromise | str",
    *,
    field: str,
    words: str = "",
    mark: str = "",
    severity: Severity = "warning",
) -> Warning:
    """A warning about `words`: the excerpt is cut to be read, the fingerprint is made of all of them.

    `mark` stands in for the words in the fingerprint where they change though nothing was mended: a name in
    another case.
    """
    words = legal(words)
    return Warning(
        code=code,
        message=message,
        field=field,
        excerpt=clip(words),
        fingerprint=fingerprint(code, mark or words),
        severity=severity,
    )


def clip(words: str) -> str:
    """At most `MAX_EXCERPT` characters on one line."""
    line = " ".join(words.split())
    return line if len(line) <= MAX_EXCERPT else line[: MAX_EXCERPT - 1].rstrip() + "…"


def fingerprint(code: str, words: str) -> str:
    """The same for the same words, whatever their case, spaces and marks.

    Words that are nothing but marks («???») count as they are.
    """
    folded = words.casefold()
    normal = " ".join(WORDS.findall(folded)) or "".join(folded.split())
    return hashlib.sha256(f"{code}\n{normal}".encode()).hexdigest()[:32]

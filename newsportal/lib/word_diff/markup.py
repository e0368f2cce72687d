"""A comparison of words as HTML, built from escaped text alone. What colour says, words say too."""

from collections.abc import Callable, Iterable
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from newsportal.lib.word_diff.comparing import Kind, WordDiff
from newsportal.lib.word_diff.spans import Marks, Span

# Addresses are told in words beside the text: a link here would only be in the way of the next.
OPENING = {"a": SafeString('<span class="diff-link">')}
CLOSING = {"a": SafeString("</span>")}
UNSEEN = {" ": "␣", "\u00a0": "⍽", "\u202f": "⍽", "\n": "↵", "\t": "⇥", "\u00ad": "¬"}


def words(diff: WordDiff, old: Iterable[Span] = (), new: Iterable[Span] = ()) -> SafeString:
    """The runs with what was deleted and inserted marked; `old` and `new` bring the marks of the letters."""
    old_text, new_text = _Reader(old), _Reader(new)
    parts = []
    for run in diff.runs:
        match run.kind:
            case Kind.SAME:
                old_text.take(run.old)
                parts.append(inline(new_text.take(run.new)))
            case Kind.DELETED:
                parts.append(_change(run.old, old_text, deleted, everywhere=diff.is_unseen))
            case Kind.INSERTED:
                parts.append(_change(run.new, new_text, inserted, everywhere=diff.is_unseen))
    return _joined(parts)


def _change(
    text: str, reader: "_Reader", marked: Callable[[SafeString], SafeString], *, everywhere: bool
) -> SafeString:
    """Spaces at the ends of words that changed stand outside the mark: a line may break there."""
    if everywhere or not any(_is_seen(letter) for letter in text):
        return marked(_with_signs(reader.take(text)))
    core = text.strip(" ")
    start = text.index(core)
    before, inside, after = (
        inline(reader.take(part)) for part in (text[:start], core, text[start + len(core) :])
    )
    return before + marked(inside) + after


def deleted(markup: SafeString) -> SafeString:
    return _said("del", _("deleted"), markup)


def inserted(markup: SafeString) -> SafeString:
    return _said("ins", _("inserted"), markup)


def inline(spans: Iterable[Span]) -> SafeString:
    """Text with its marks."""
    return _joined(_marked(format_html("{}", span.text), span.marks) for span in spans)


def _said(tag: str, word: str, markup: SafeString) -> SafeString:
    """Screen readers say little of <del> and <ins> by themselves."""
    return format_html(
        '<{0}><span class="visually-hidden">[{1}: </span>{2}<span class="visually-hidden">]</span></{0}>',
        SafeString(tag),
        word,
        markup,
    )


def _marked(markup: SafeString, marks: Marks) -> SafeString:
    for mark in sorted(marks, reverse=True):
        # The names of the tags are those of the vocabulary.
        opening = OPENING.get(mark.tag) or format_html("<{}>", SafeString(mark.tag))
        closing = CLOSING.get(mark.tag) or format_html("</{}>", SafeString(mark.tag))
        markup = opening + markup + closing
    return markup


def _with_signs(spans: list[Span]) -> SafeString:
    """What nobody would see gets signs for what it is."""
    return _joined(
        _marked(format_html("{}", "".join(group)) if seen else _signs("".join(group)), span.marks)
        for span in spans
        for seen, group in groupby(span.text, key=_is_seen)
    )


def _is_seen(letter: str) -> bool:
    return not letter.isspace() and letter.isprintable()


def _signs(unseen: str) -> SafeString:
    """«␣», «⍽×3», with the names for those who listen."""
    parts = []
    for letter, group in groupby(unseen):
        number = sum(1 for _letter in group)
        times = f"×{number}" if number > 1 else ""
        parts.append((UNSEEN.get(letter, "·"), times, _name(letter)))
    return format_html_join(
        "",
        '<span class="diff-sign"><span aria-hidden="true">{}</span>{}'
        '<span class="visually-hidden"> {} </span></span>',
        parts,
    )


def _name(letter: str) -> str:
    match letter:
        case " ":
            return _("space")
        case "\u00a0" | "\u202f":
            return _("non-breaking space")
        case "\n":
            return _("end of line")
        case "\u00ad":
            return _("soft hyphen")
    return _("invisible character")


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))


class _Reader:
    """Hands out a text run by run, with the marks that it carries."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._rest = list(spans)[::-1]

    def take(self, text: str) -> list[Span]:
        """The next letters, which are those of `text`."""
        if not self._rest:
            return [Span(text)] if text else []
        taken: list[Span] = []
        missing = len(text)
        while missing:
            span = self._rest.pop()
            taken.append(span._replace(text=span.text[:missing]))
            if len(span.text) > missing:
                self._rest.append(span._replace(text=span.text[missing:]))
            missing -= len(taken[-1].text)
        return taken

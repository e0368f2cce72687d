"""What passages, their changes and the facts beside their words are called, in the language of the page."""

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsportal.lib.html_diff.comparing import PassageChange, Status
from newsportal.lib.html_diff.mark_changes import MarkChange, mark_changes
from newsportal.lib.html_diff.passages import Fact, Kind, Passage
from newsportal.lib.word_diff import diff
from newsportal.lib.word_diff import markup as word_markup
from newsportal.lib.word_diff.spans import Mark

KINDS: dict[Kind, Promise] = {
    Kind.PARAGRAPH: gettext_lazy("Paragraph"),
    Kind.HEADING: gettext_lazy("Heading"),
    Kind.SUBHEADING: gettext_lazy("Subheading"),
    Kind.ITEM: gettext_lazy("List item"),
    Kind.NUMBERED: gettext_lazy("Numbered item"),
    Kind.QUOTE: gettext_lazy("Quote"),
    Kind.ATTRIBUTION: gettext_lazy("Source of the quote"),
    Kind.FIGURE: gettext_lazy("Figure"),
    Kind.CAPTION: gettext_lazy("Caption"),
    Kind.TABLE_CAPTION: gettext_lazy("Title of the table"),
    Kind.ROW: gettext_lazy("Row of the table"),
    Kind.CELL: gettext_lazy("Cell of the table"),
}
STATUSES: dict[Status, Promise] = {
    Status.CHANGED: gettext_lazy("changed"),
    Status.DELETED: gettext_lazy("deleted"),
    Status.INSERTED: gettext_lazy("inserted"),
    Status.MOVED_AWAY: gettext_lazy("moved from here"),
    Status.MOVED_HERE: gettext_lazy("moved here"),
}
FACTS: dict[Fact, Promise] = {
    Fact.EMBED: gettext_lazy("Embedded from"),
    Fact.QUOTE_ADDRESS: gettext_lazy("Address of the quoted document"),
    Fact.FIRST_NUMBER: gettext_lazy("Number of the first item"),
}
MARKS: dict[str, Promise] = {
    "strong": gettext_lazy("Bold"),
    "em": gettext_lazy("Italics"),
    "sub": gettext_lazy("Subscript"),
    "sup": gettext_lazy("Superscript"),
    "cite": gettext_lazy("Mark of a source"),
    "a": gettext_lazy("Link"),
}
SHOWN_LETTERS = 80


def name(passage: Passage) -> str:
    """«List item, level 2»."""
    word = str(KINDS[passage.kind])
    if passage.level > 1:
        word = _("%(what)s, level %(level)d") % {"what": word, "level": passage.level}
    if passage.in_quote and passage.kind not in {Kind.QUOTE, Kind.ATTRIBUTION}:
        word = _("%(what)s in a quote") % {"what": word}
    return word


def notes(change: PassageChange) -> list[SafeString]:
    """What changed beside the words themselves."""
    old, new, words = change.old, change.new, change.words
    if old is None or new is None or words is None:
        return []
    found = []
    if name(old) != name(new):
        found.append(
            format_html("{}", _("Was: %(old)s. Now: %(new)s.") % {"old": name(old), "new": name(new)})
        )
    if old.fact(Fact.ALT) != new.fact(Fact.ALT):
        words_of_alt = word_markup.words(diff(old.fact(Fact.ALT), new.fact(Fact.ALT)))
        found.append(format_html("{}: {}", _("Alternative text"), words_of_alt))
    found += [
        format_html("{}: {} → {}", label, old.fact(fact) or "—", new.fact(fact) or "—")
        for fact, label in FACTS.items()
        if old.fact(fact) != new.fact(fact)
    ]
    if old.fact(Fact.CELLS) != new.fact(Fact.CELLS):
        found.append(format_html("{}", _("The cells of the row are arranged in another way.")))
    found += [_mark_note(item) for item in mark_changes(words, old.spans, new.spans)]
    if words.is_unseen:
        found.append(format_html("{}", _("Only spaces or characters that nobody sees differ.")))
    if words.is_coarse:
        found.append(format_html("{}", _("The texts are too long to be compared word by word.")))
    if not found and words.is_empty and not change.cells and _picture(old) == _picture(new):
        found.append(format_html("{}", _("Only the markup differs: readers see the same.")))
    return found


def _picture(passage: Passage) -> tuple[str, str]:
    return passage.fact(Fact.PHOTO), passage.fact(Fact.IMAGE)


def _mark_note(change: MarkChange) -> SafeString:
    text = Truncator(change.text).chars(SHOWN_LETTERS)
    if change.old and change.new:
        return format_html("{}: «{}»: {} → {}", MARKS["a"], text, _address(change.old), _address(change.new))
    mark = change.new or change.old
    assert mark is not None  # noqa: S101 - a change is of a mark
    sentence = _("%(what)s inserted") if change.new else _("%(what)s deleted")
    told = format_html("{}: «{}»", sentence % {"what": MARKS.get(mark.tag, mark.tag)}, text)
    return format_html("{}: {}", told, _address(mark)) if mark.address else told


def _address(link: Mark) -> SafeString:
    """To be tried on the spot; the sanitiser let it into the body, so that a click runs no script."""
    return format_html(
        '<a class="diff-address" href="{}" target="_blank" rel="noopener noreferrer">{}</a>',
        link.address,
        link.address,
    )

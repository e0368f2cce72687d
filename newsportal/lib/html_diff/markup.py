"""A comparison of two bodies as HTML, built from escaped text alone."""

from collections.abc import Callable, Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsportal.lib import html
from newsportal.lib.html_diff.comparing import PassageChange, Status
from newsportal.lib.html_diff.naming import STATUSES, name, notes
from newsportal.lib.html_diff.passages import Fact, Kind, Passage
from newsportal.lib.word_diff import markup as word_markup

FOLDED_FROM = 3
"""Fewer unchanged passages than this stay open: a fold costs a click."""

CONTEXT = 1
"""Unchanged passages that stay in sight before and after a change."""

type Show = Callable[[str], SafeString]
"""A thumbnail of the photo with this key, or a word in its place."""


def body(changes: list[PassageChange], show: Show) -> SafeString:
    """Changed passages among their neighbours; long stretches without changes are folded."""
    parts = (
        _fold(stretch, show) if folded else _passages(stretch, show) for folded, stretch in _folded(changes)
    )
    return format_html('<div class="diff">{}</div>', SafeString("".join(parts)))


def _folded(changes: list[PassageChange]) -> list[tuple[bool, list[PassageChange]]]:
    """Everything in order, in stretches that are folded or open."""
    found: list[tuple[bool, list[PassageChange]]] = [(False, [])]
    stretches = [list(group) for _same, group in groupby(changes, key=lambda c: c.status == Status.SAME)]
    for index, stretch in enumerate(stretches):
        head = CONTEXT if index > 0 else 0
        tail = len(stretch) - (CONTEXT if index < len(stretches) - 1 else 0)
        if stretch[0].status == Status.SAME and tail - head >= FOLDED_FROM:
            found[-1][1].extend(stretch[:head])
            found += [(True, stretch[head:tail]), (False, stretch[tail:])]
        else:
            found[-1][1].extend(stretch)
    return found


def _fold(changes: list[PassageChange], show: Show) -> SafeString:
    count = len(changes)
    title = ngettext("%(count)d paragraph without changes", "%(count)d paragraphs without changes", count)
    return format_html(
        '<details class="diff-fold"><summary>{}</summary>{}</details>',
        title % {"count": count},
        _passages(changes, show),
    )


def _passages(changes: list[PassageChange], show: Show) -> SafeString:
    """One after the other, the rows of a table together."""
    parts: list[SafeString] = []
    for table, group in groupby(changes, key=_table):
        if table is None:
            parts += [_passage(change, show) for change in group]
        else:
            parts.append(
                format_html(
                    # A part that scrolls takes the focus, so that a keyboard reaches all of it.
                    '<div class="diff-scroll" role="group" aria-label="{}" tabindex="0">'
                    '<table class="diff-table"><tbody>{}</tbody></table></div>',
                    _("Rows of a table"),
                    SafeString("".join(_row(change, show) for change in group)),
                )
            )
    return SafeString("".join(parts))


def _table(change: PassageChange) -> int | None:
    return change.passage.table if change.passage.kind == Kind.ROW else None


def _passage(change: PassageChange, show: Show) -> SafeString:
    passage = change.passage
    return format_html(
        '<div class="diff-passage diff-is-{}">{}{}'
        '<div class="diff-text diff-{} diff-level-{}{}">{}</div>{}</div>',
        change.status,
        _label(change),
        _pictures(change, show),
        passage.kind,
        min(passage.level, 4),
        " diff-quoted" if passage.in_quote else "",
        _words(change),
        _notes(change),
    )


def _label(change: PassageChange) -> SafeString:
    if change.status == Status.SAME:
        return SafeString("")
    return format_html(
        '<p class="diff-label">{} · <strong>{}</strong></p>',
        name(change.passage),
        STATUSES[change.status],
    )


def _words(change: PassageChange) -> SafeString:
    old, new = change.old, change.new
    if old and new and change.words:
        return word_markup.words(change.words, old.spans, new.spans)
    text = word_markup.inline(change.passage.spans)
    return _whole(change, text) if text else text


def _whole(change: PassageChange, markup: SafeString) -> SafeString:
    """All of a passage that has no counterpart."""
    if change.status == Status.SAME:
        return markup
    return word_markup.deleted(markup) if change.new is None else word_markup.inserted(markup)


def _pictures(change: PassageChange, show: Show) -> SafeString:
    """The picture of a figure; of one that was replaced the former and the new."""
    former = _picture(change.old, show) if change.old else SafeString("")
    present = _picture(change.new, show) if change.new else SafeString("")
    if not former and not present:
        return SafeString("")
    if change.status == Status.CHANGED and former == present:
        shown = present
    elif change.status == Status.CHANGED:
        shown = format_html("{}{}", word_markup.deleted(former), word_markup.inserted(present))
    else:
        shown = _whole(change, present or former)
    return format_html('<div class="diff-pictures">{}</div>', shown)


def _picture(passage: Passage, show: Show) -> SafeString:
    if key := passage.fact(Fact.PHOTO):
        return show(key)
    # A picture of a series of ours is told by its address, and shown where it is one.
    address = passage.fact(Fact.IMAGE)
    if address and html.IMAGE_SOURCE.fullmatch(address):
        return format_html('<img src="{}" alt="" loading="lazy"> <code>{}</code>', address, address)
    return format_html("<code>{}</code>", address) if address else SafeString("")


def _row(change: PassageChange, show: Show) -> SafeString:
    cells = SafeString("".join(_cells(change, show)))
    if change.status == Status.SAME:
        return format_html("<tr><td></td>{}</tr>", cells)
    first = format_html("{}{}", _label(change), _notes(change))
    return format_html('<tr class="diff-is-{}"><th scope="row">{}</th>{}</tr>', change.status, first, cells)


def _cells(change: PassageChange, show: Show) -> Iterator[SafeString]:
    cells = change.cells or [
        PassageChange(change.status, *_sides(change, cell)) for cell in change.passage.cells
    ]
    for cell in cells:
        yield format_html(
            '<td class="diff-text diff-is-{}">{}{}{}</td>',
            cell.status,
            _pictures(cell, show),
            _words(cell),
            _notes(cell),
        )


def _sides(change: PassageChange, cell: Passage) -> tuple[Passage | None, Passage | None]:
    """A cell of a row that came or went whole did the same."""
    return (cell if change.old else None), (cell if change.new else None)


def _notes(change: PassageChange) -> SafeString:
    found = notes(change)
    if not found:
        return SafeString("")
    items = format_html_join("", "<li>{}</li>", ((note,) for note in found))
    return format_html('<ul class="diff-notes">{}</ul>', items)

"""Two versions of a story, or three, compared field by field, ready for a page to show."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.content import Content
from articles.content_in_words import Names, fields_of, label
from articles.merging import ChangedBy, FieldMerge, merge_contents, same
from articles.models import Photo
from newsportal.lib import html, html_diff, word_diff
from newsportal.lib.html_diff import markup as html_markup
from newsportal.lib.html_diff.naming import STATUSES
from newsportal.lib.word_diff import markup as word_markup
from newsportal.lib.word_diff.sequences import matches

TEXTS = frozenset(["headline", "short_title", "lead", "seo_title"])

type Thumbnail = Callable[[Photo], SafeString]


@dataclass(frozen=True)
class FieldChange:
    """One field that differs."""

    name: str
    label: str
    # What was deleted and inserted, marked.
    markup: SafeString
    # Of a long text: how much of it changed.
    summary: str = ""


@dataclass(frozen=True)
class Conflict:
    """One field of three versions: what became of it on either side of the base."""

    name: str
    label: str
    # The values themselves, for a form.
    values: FieldMerge
    theirs: FieldChange | None
    mine: FieldChange | None
    # Both changes together, where they do not touch: a proposal.
    merged: FieldChange | None

    @property
    def changed_by(self) -> ChangedBy:
        return self.values.changed_by


def compare(old: Content, new: Content, *, thumbnail: Thumbnail) -> list[FieldChange]:
    """The fields that differ. One that a version lacks is empty there."""
    change = partial(_change, names=Names.of(old, new), thumbnail=thumbnail)
    changes = (change(name, old.get(name), new.get(name)) for name in fields_of(old, new))
    return [change for change in changes if change is not None]


def three_way(base: Content, theirs: Content, mine: Content, *, thumbnail: Thumbnail) -> list[Conflict]:
    """Every field, with who changed it and how; `articles.merging` is what decides."""
    change = partial(_change, names=Names.of(base, theirs, mine), thumbnail=thumbnail)
    fields = {field.name: field for field in merge_contents(base, theirs, mine).fields}
    return [
        Conflict(
            name,
            label(name),
            values=fields[name],
            theirs=change(name, fields[name].base, fields[name].theirs),
            mine=change(name, fields[name].base, fields[name].mine),
            merged=_proposal(fields[name], change),
        )
        for name in fields_of(base, theirs, mine)
    ]


def _proposal(field: FieldMerge, change: Callable[..., FieldChange | None]) -> FieldChange | None:
    return None if field.merged is None else change(field.name, field.base, field.merged)


def _change(name: str, old: Any, new: Any, *, names: Names, thumbnail: Thumbnail) -> FieldChange | None:
    if same(old, new):
        return None
    if name == "body":
        return _body_change(old or "", new or "", names, thumbnail)
    if name in TEXTS:
        shown = word_markup.words(word_diff.diff(old or "", new or ""))
    elif name == "lead_photo":
        photos = _two(_photo(old, names, thumbnail), _photo(new, names, thumbnail))
        shown = format_html('<div class="diff-pictures">{}</div>', photos)
    elif isinstance(old, list) or isinstance(new, list):
        shown = _list(names.in_words(name, old), names.in_words(name, new))
    else:
        before, after = (", ".join(names.in_words(name, value)) for value in (old, new))
        shown = _two(format_html("{}", before), format_html("{}", after))
    return FieldChange(name, label(name), shown)


def _body_change(old: str, new: str, names: Names, thumbnail: Thumbnail) -> FieldChange:
    def show(key: str) -> SafeString:
        photo = names.photos_by_key.get(key)
        return format_html("<em>{}</em>", _("The photo is gone.")) if photo is None else thumbnail(photo)

    try:
        changes = html_diff.compare(old, new)
    except html.BodyTooLongError:
        return FieldChange("body", label("body"), _note(_("The texts are too long to be compared.")))
    counts = html_diff.counts(changes)
    told = [f"{word}: {counts[status]}" for status, word in STATUSES.items() if counts[status]]
    if not told:
        return FieldChange("body", label("body"), _note(_("Only the markup differs: readers see the same.")))
    return FieldChange("body", label("body"), html_markup.body(changes, show), ", ".join(told))


def _note(sentence: str) -> SafeString:
    return format_html('<p class="diff-note">{}</p>', sentence)


def _two(old: SafeString, new: SafeString) -> SafeString:
    """One value that took the place of another."""
    parts = [word_markup.deleted(old)] if old else []
    parts += [word_markup.inserted(new)] if new else []
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _list(old: list[str], new: list[str]) -> SafeString:
    """Names in their order."""
    items: list[SafeString] = []
    i = j = 0
    for to_i, to_j in [*matches(old, new).pairs, (len(old), len(new))]:
        items += [word_markup.deleted(format_html("{}", item)) for item in old[i:to_i]]
        items += [word_markup.inserted(format_html("{}", item)) for item in new[j:to_j]]
        items += [format_html("{}", item) for item in new[to_j : to_j + 1] if to_i < len(old)]
        i, j = to_i + 1, to_j + 1
    return format_html(
        '<ul class="diff-list">{}</ul>', format_html_join("", "<li>{}</li>", ((item,) for item in items))
    )


def _photo(pk: int | None, names: Names, thumbnail: Thumbnail) -> SafeString:
    if pk is None:
        return SafeString("")
    words = ", ".join(names.in_words("lead_photo", pk))
    photo = names.photos.get(pk)
    return format_html("{} {}", thumbnail(photo), words) if photo else format_html("{}", words)

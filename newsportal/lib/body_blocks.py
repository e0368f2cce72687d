"""The body of a story as typed blocks, for apps that draw text by themselves.

Takes a body in its normal form (`newsportal.lib.body_shape`), or what `html.for_apps` made of it. Marks are
ranges over the text of their block, in UTF-16 code units: as strings of Swift (`utf16`), Kotlin and
JavaScript count them.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsportal.lib.body_words import MARKS

Offset = Annotated[int, Meta(ge=0)]
PHOTO_KEY = re.compile(r"^(?:https?://[^/]+)?/media/photos/([A-Za-z0-9-]+)/")


class TextMark(Struct, kw_only=True):
    """A stretch of the text that is a link, strong, emphasised, or set below or above the line."""

    start: Offset
    end: Offset
    kind: Literal["link", "strong", "em", "sub", "sup"]
    url: str | UnsetType = UNSET


class RichText(Struct, kw_only=True):
    """Words and their marks. A line break is `\\n`."""

    text: str
    marks: list[TextMark]


class ParagraphBlock(Struct, kw_only=True, tag="paragraph", tag_field="type"):
    content: RichText


class HeadingBlock(Struct, kw_only=True, tag="heading", tag_field="type"):
    level: Literal[2, 3]
    content: RichText


class ListItem(Struct, kw_only=True):
    """An item of a list, with the lists below it."""

    content: RichText
    lists: "list[ListBlock]"


class ListBlock(Struct, kw_only=True, tag="list", tag_field="type"):
    """`start` is the number of the first item of a numbered list."""

    is_numbered: bool
    start: int
    items: list[ListItem]


class QuoteBlock(Struct, kw_only=True, tag="quote", tag_field="type"):
    """Someone's words; `source` is where they were published."""

    blocks: list[ParagraphBlock | ListBlock]
    attribution: RichText | None
    source: str | None


class FigureBlock(Struct, kw_only=True, tag="figure", tag_field="type"):
    """A photo of the library by its `photo` key (see `photos` of the story), or a picture at `url`."""

    photo: str | None
    url: str | None
    alt: str
    caption: RichText


class TableCell(Struct, kw_only=True):
    content: RichText
    is_header: bool
    scope: Literal["col", "row", "colgroup", "rowgroup", ""]
    columns: int
    rows: int


class TableBlock(Struct, kw_only=True, tag="table", tag_field="type"):
    """`head` rows of the rows are the head."""

    caption: RichText
    head: int
    rows: list[list[TableCell]]


class EmbedBlock(Struct, kw_only=True, tag="embed", tag_field="type"):
    """A post or a video of another site. Nothing of it may be loaded before the reader asks for it."""

    provider: Literal["youtube", "telegram", "instagram"]
    url: str
    label: str
    caption: RichText


class WidgetBlock(Struct, kw_only=True, tag="widget", tag_field="type"):
    """A chart of rates or weather, drawn by this server: `url` is the picture, `series` what it shows."""

    series: Literal["rates", "weather"]
    url: str
    alt: str
    caption: RichText


Block = (
    ParagraphBlock
    | HeadingBlock
    | ListBlock
    | QuoteBlock
    | FigureBlock
    | TableBlock
    | EmbedBlock
    | WidgetBlock
)


def blocks_of(body: str) -> list[Block]:
    """The blocks of a body in their order."""
    root = LexborHTMLParser(f"<main>{body}</main>", is_fragment=True).css_first("main")
    return [] if root is None else [_block(node) for node in _elements(root)]


def words_of(block: Block) -> Iterator[str]:
    """Every text that the block shows, in the order of the page."""
    match block:
        case ParagraphBlock() | HeadingBlock():
            yield block.content.text
        case ListBlock():
            for item in block.items:
                yield item.content.text
                for below in item.lists:
                    yield from words_of(below)
        case QuoteBlock():
            for inner in block.blocks:
                yield from words_of(inner)
            if block.attribution is not None:
                yield block.attribution.text
        case TableBlock():
            yield block.caption.text
            yield from (cell.content.text for row in block.rows for cell in row)
        case EmbedBlock():
            yield block.label
            yield block.caption.text
        case FigureBlock() | WidgetBlock():
            yield block.caption.text


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    return (child for child in node.iter(include_text=False))


def _block(node: LexborNode) -> Block:
    match node.tag:
        case "h2" | "h3":
            return HeadingBlock(level=2 if node.tag == "h2" else 3, content=_text(node))
        case "ul" | "ol":
            return _list(node)
        case "blockquote":
            return _quote(node)
        case "figure":
            return _figure(node)
        case "table":
            return _table(node)
    return ParagraphBlock(content=_text(node))


def _list(node: LexborNode) -> ListBlock:
    items = [
        ListItem(
            content=_text(item),
            lists=[_list(below) for below in _elements(item) if below.tag in {"ul", "ol"}],
        )
        for item in _elements(node)
    ]
    return ListBlock(is_numbered=node.tag == "ol", start=int(node.attributes.get("start") or 1), items=items)


def _quote(node: LexborNode) -> QuoteBlock:
    quote = QuoteBlock(blocks=[], attribution=None, source=node.attributes.get("cite"))
    for child in _elements(node):
        if child.tag == "footer":
            quote.attribution = _text(child.css_first("cite") or child)
        elif child.tag in {"ul", "ol"}:
            quote.blocks.append(_list(child))
        else:
            quote.blocks.append(ParagraphBlock(content=_text(child)))
    return quote


def _figure(node: LexborNode) -> Block:
    caption = _text(node.css_first("figcaption"))
    provider = node.attributes.get("data-embed")
    if provider is not None:
        link = node.css_first(":not(figcaption) > a")
        address = (link.attributes.get("href") if link is not None else "") or ""
        label = _text(link).text
        return EmbedBlock(provider=provider, url=address, label=label, caption=caption)  # type: ignore[arg-type]
    image = node.css_first("img")
    if image is None:
        return ParagraphBlock(content=_text(node))
    source, alt = image.attributes.get("src") or "", image.attributes.get("alt") or ""
    if (photo := PHOTO_KEY.match(source)) is not None:
        return FigureBlock(photo=photo[1], url=None, alt=alt, caption=caption)
    series: Literal["rates", "weather"] = "rates" if "/rates/" in source else "weather"
    return WidgetBlock(series=series, url=source, alt=alt, caption=caption)


def _table(node: LexborNode) -> TableBlock:
    rows = [[_cell(cell) for cell in _elements(row)] for row in node.css("tr")]
    return TableBlock(caption=_text(node.css_first("caption")), head=len(node.css("thead > tr")), rows=rows)


def _cell(node: LexborNode) -> TableCell:
    return TableCell(
        content=_text(node),
        is_header=node.tag == "th",
        scope=node.attributes.get("scope") or "",  # type: ignore[arg-type]
        columns=int(node.attributes.get("colspan") or 1),
        rows=int(node.attributes.get("rowspan") or 1),
    )


def _text(node: LexborNode | None) -> RichText:
    """The inline content; the lists of an item are not part of its words."""
    text = RichText(text="", marks=[])
    if node is not None:
        parts: list[str] = []
        _collect(node, parts, text.marks, 0)
        text.text = "".join(parts)
        text.marks.sort(key=lambda mark: (mark.start, -mark.end))
    return text


def _collect(node: LexborNode, parts: list[str], marks: list[TextMark], at: int) -> int:
    """Adds the words below the node; answers where they end."""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            words = child.text(deep=False)
            parts.append(words)
            at += len(words.encode("utf-16-le")) // 2
        elif tag == "br":
            parts.append("\n")
            at += 1
        elif tag in MARKS:
            start, at = at, _collect(child, parts, marks, at)
            url = child.attributes.get("href") or "" if tag == "a" else UNSET
            marks.append(TextMark(start=start, end=at, kind="link" if tag == "a" else tag, url=url))  # type: ignore[arg-type]
        elif tag not in {"ul", "ol"}:
            at = _collect(child, parts, marks, at)
    return at

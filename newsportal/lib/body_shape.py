"""The normal form of a body: which element of the vocabulary stands in which.

A body is paragraphs, headings, lists, quotations, figures and tables in a row. What stands where it may not
is moved, never lost: a picture inside a paragraph becomes a figure after it. One text has one spelling: so
versions can be compared, and the editor (static/js/editor/serialise.js, which writes the same form) gives
back unchanged what it was given.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsportal.lib import embeds
from newsportal.lib.body_tables import Cell, table_markup
from newsportal.lib.body_words import MARKS, Marks, Words, attribute, is_blank

type Pieces = list[str]
"""Finished blocks in the order of the page."""


def normal_form(clean: str) -> str:
    """The body in its normal form, a block a line. Takes clean HTML of the vocabulary alone."""
    flow = Flow()
    root = LexborHTMLParser(f"<main>{clean}</main>", is_fragment=True).css_first("main")
    if root is not None:
        walk(root, {}, flow)
    return "\n".join(flow.finish())


class Place:
    """Somewhere in a body. Inline content becomes words; what a block becomes depends on the place."""

    def __init__(self, aside: Pieces | None = None) -> None:
        self.words = Words()
        # Blocks that may not stand here: they follow the block that this place belongs to.
        self.aside: Pieces = [] if aside is None else aside

    def write(self, text: str | None, marks: Marks) -> None:
        """Text, or a line break."""
        self.words.add(text, marks)

    def block(self, node: LexborNode, marks: Marks) -> None:
        """A line of its own. This is all that a cell, a caption or an attribution knows of blocks."""
        if node.tag in {"img", "figure", "table"}:
            self.aside += Flow.alone(node, marks)
            return
        self.words.edge()
        walk(node, marks, self)
        self.words.edge()


def walk(node: LexborNode, marks: Marks, place: Place) -> None:
    """Put what the node contains into the place."""
    for child in node.iter(include_text=True):
        visit(child, marks, place)


def visit(node: LexborNode, marks: Marks, place: Place) -> None:
    tag = node.tag or ""
    if tag == "-text":
        place.write(node.text(deep=False), marks)
    elif tag == "br":
        place.write(None, marks)
    elif tag in MARKS:
        address = node.attributes.get("href") or ""
        # A link whose address was refused is its words.
        walk(node, marks if tag == "a" and not address else marks | {tag: address}, place)
    elif tag == "cite":
        # Outside an attribution it means nothing that readers could see.
        walk(node, marks, place)
    else:
        place.block(node, marks)


class Flow(Place):
    """The body itself, where every block may stand."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: Pieces = []
        self.tag = "p"

    @classmethod
    def alone(cls, node: LexborNode, marks: Marks) -> Pieces:
        flow = cls()
        visit(node, marks, flow)
        return flow.finish()

    def flush(self) -> None:
        """The words so far are a paragraph, or the heading that is open."""
        markup = self.words.take()
        if markup:
            self.blocks.append(f"<{self.tag}>{markup}</{self.tag}>")
        self.blocks += self.aside
        self.aside.clear()

    def finish(self) -> Pieces:
        self.flush()
        return self.blocks

    def block(self, node: LexborNode, marks: Marks) -> None:
        self.flush()
        match node.tag:
            case "ul" | "ol":
                self.blocks += filter(None, [list_markup(node, marks, self.aside)])
            case "blockquote":
                self.blocks += Quotation(node, marks, self.aside).finish()
            case "table":
                self.blocks += table(node, marks, self.aside)
            case "figure":
                self.blocks += figure(node, marks)
            case "img" if node.attributes.get("src"):
                self.blocks.append(picture(node, ""))
            case tag:
                outer, self.tag = self.tag, tag if tag in {"h2", "h3"} else "p"
                walk(node, marks, self)
                self.flush()
                self.tag = outer
        self.flush()


class Item(Place):
    """An item of a list: words, then the lists below it. Words after those are another item."""

    def __init__(self, aside: Pieces) -> None:
        super().__init__(aside)
        self.lists: Pieces = []
        self.items: Pieces = []

    def write(self, text: str | None, marks: Marks) -> None:
        if self.lists and text is not None and not is_blank(text):
            self.close()
        super().write(text, marks)

    def block(self, node: LexborNode, marks: Marks) -> None:
        if node.tag in {"ul", "ol"}:
            self.lists += filter(None, [list_markup(node, marks, self.aside)])
        else:
            super().block(node, marks)

    def close(self) -> None:
        inner = self.words.take() + "".join(self.lists)
        if inner:
            self.items.append(f"<li>{inner}</li>")
        self.lists = []


def list_markup(node: LexborNode, marks: Marks, aside: Pieces) -> str:
    items: list[Item] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text" and is_blank(child.text(deep=False)):
            continue
        # A list right inside a list, as some word processors write it, belongs to the item before it.
        if child.tag not in {"ul", "ol"} or not items:
            items.append(Item(aside))
        if child.tag == "li":
            walk(child, marks, items[-1])
        else:
            visit(child, marks, items[-1])
    for item in items:
        item.close()
    inner = "".join(markup for item in items for markup in item.items)
    first = node.attributes.get("start") if node.tag == "ol" else None
    number = attribute("start", first) if first not in {None, "1"} else ""
    return f"<{node.tag}{number}>{inner}</{node.tag}>" if inner else ""


class Quotation(Flow):
    """Paragraphs and lists, then who said it. Headings are paragraphs; pictures and tables follow after."""

    def __init__(self, node: LexborNode, marks: Marks, aside: Pieces) -> None:
        super().__init__()
        self.source = node.attributes.get("cite")
        self.attribution = Place(aside)
        self.after = aside
        walk(node, marks, self)

    def block(self, node: LexborNode, marks: Marks) -> None:
        match node.tag:
            case "footer":
                self.attribution.block(node, marks)
            case "img" | "figure" | "table":
                self.after += Flow.alone(node, marks)
            case "ul" | "ol":
                self.flush()
                self.blocks += filter(None, [list_markup(node, marks, self.after)])
            case _:
                self.flush()
                walk(node, marks, self)
                self.flush()

    def finish(self) -> Pieces:
        self.flush()
        said_by = self.attribution.words.take(without_dash=True)
        if not self.blocks:
            return [f"<p>{said_by}</p>"] if said_by else []
        footer = f"<footer><cite>{said_by}</cite></footer>" if said_by else ""
        return [f"<blockquote{attribute('cite', self.source)}>{''.join(self.blocks)}{footer}</blockquote>"]


def figure(node: LexborNode, marks: Marks) -> Pieces:
    """One picture, or one post of another site, with its caption; anything else steps out of the frame."""
    legend = node.css_first("figcaption")
    link = node.css_first(":not(figcaption) > a[href]")
    images = [image for image in node.css("img") if image.attributes.get("src")]
    provider = node.attributes.get("data-embed") or ""
    address = (link.attributes.get("href") if link is not None else "") or ""
    is_embed = embeds.is_address_of(provider, address)
    if not is_embed and not images and node.css_first("a, table, blockquote") is None:
        # A frame around a picture that was refused: its caption describes nothing any more.
        return []
    caption, rest = Place(), Flow()
    if legend is not None and (is_embed or images):
        walk(legend, marks, caption)
        legend.decompose()
    words = caption.words.take()
    framed: Pieces = []
    if is_embed and link is not None:
        framed.append(embed(provider, address, link.text(), words))
        link.decompose()
    else:
        for number, image in enumerate(images, 1):
            framed.append(picture(image, words if number == len(images) else ""))
            image.decompose()
    walk(node, marks, rest)
    return framed + caption.aside + rest.finish()


def picture(image: LexborNode, caption: str) -> str:
    source, alt = image.attributes.get("src"), image.attributes.get("alt") or ""
    return f"<figure><img{attribute('src', source)}{attribute('alt', alt)}>{_legend(caption)}</figure>"


def embed(provider: str, address: str, label: str, caption: str) -> str:
    link = f"<a{attribute('href', address)}>{Words.of(label) or Words.of(address)}</a>"
    return f"<figure{attribute('data-embed', provider)}>{link}{_legend(caption)}</figure>"


def _legend(caption: str) -> str:
    return f"<figcaption>{caption}</figcaption>" if caption else ""


def table(node: LexborNode, marks: Marks, aside: Pieces) -> Pieces:
    heading, caption = node.css_first("caption"), Place(aside)
    if heading is not None:
        walk(heading, {}, caption)
    grid = [list(cells(row, marks, aside)) for row in rows(node)]
    return [*filter(None, [table_markup(caption.words.take_plain(), grid)])]


def rows(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody"}:
            yield from rows(child)


def cells(row: LexborNode, marks: Marks, aside: Pieces) -> Iterator[Cell]:
    in_head = row.parent is not None and row.parent.tag == "thead"
    for child in row.iter():
        place = Place(aside)
        walk(child, marks, place)
        yield Cell(
            is_header=in_head or child.tag == "th",
            in_head=in_head,
            scope=child.attributes.get("scope") or "",
            columns=int(child.attributes.get("colspan") or 1),
            rows=int(child.attributes.get("rowspan") or 1),
            inner=place.words.take(),
        )

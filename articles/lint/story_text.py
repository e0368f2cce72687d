"""The text of one version as rules read it: passages in their order, and lists, links, images among them."""

from dataclasses import dataclass
from dataclasses import field as made_by
from functools import cached_property

from articles.content import Content
from articles.lint.quotations import Span, quotations
from articles.lint.sentences import sentences
from newsportal.lib.html import PHOTO_KEY

HEADINGS = frozenset(["h2", "h3"])
# Ends of lines of the source, which a page shows as one space; `legal` leaves no such character in a text.
BREAK = "\x0b"
# Marks of stress, soft hyphens and the like are in no spelling; every hyphen is the same hyphen.
INVISIBLE = str.maketrans(
    {"\u00ad": None, "\u0301": None, "\u200b": None, "\u2060": None, "\u2010": "-", "\u2011": "-"}
)


@dataclass(eq=False)
class Passage:
    """A headline, a paragraph, a list item's own words: what is read in one go."""

    tag: str
    field: str = "body"
    is_quoted: bool = False
    item: "Item | None" = None
    pieces: list[str] = made_by(default_factory=list)

    @cached_property
    def text(self) -> str:
        """As typed: doubled spaces stay. Ends of lines in the source are one space."""
        text = "".join(self.pieces).translate(INVISIBLE)
        if BREAK not in text:
            return text.strip(" ")
        lines = (line.strip(" ") for line in text.split(BREAK))
        return " ".join(line for line in lines if line)

    @cached_property
    def sentences(self) -> list[Span]:
        return sentences(self.text)

    @cached_property
    def quotations(self) -> list[Span]:
        """Where somebody's words stand between quotation marks; a name in marks is none."""
        return quotations(self.text)


@dataclass(eq=False)
class Item:
    """One `li`."""

    passages: list[Passage] = made_by(default_factory=list)
    has_list: bool = False

    @property
    def text(self) -> str:
        """Its own words, without the lists inside."""
        return " ".join(passage.text for passage in self.passages if passage.text)


@dataclass(eq=False)
class ListOfItems:
    """A `ul` or `ol`. `intro` is the passage that stands right before it, or the words of its own item."""

    intro: Passage | None
    items: list[Item] = made_by(default_factory=list)
    # With the items of the lists inside instead of those that hold them.
    leaves: int = 0


@dataclass(eq=False)
class Link:
    href: str
    passage: Passage | None
    has_image: bool = False
    pieces: list[str] = made_by(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).replace(BREAK, " ").split())


@dataclass(frozen=True)
class Image:
    src: str
    alt: str

    @property
    def photo_key(self) -> str:
        match = PHOTO_KEY.match(self.src)
        return match[1] if match else ""


@dataclass(eq=False)
class StoryText:
    """One version, read once and shared by the rules. `articles.lint.reading` makes it."""

    content: Content
    language: str
    # headline, short_title, lead
    titles: dict[str, Passage]
    body: list[Passage] = made_by(default_factory=list)
    lists: list[ListOfItems] = made_by(default_factory=list)
    links: list[Link] = made_by(default_factory=list)
    images: list[Image] = made_by(default_factory=list)

    @cached_property
    def passages(self) -> list[Passage]:
        """Titles first, then the body; none is empty."""
        return [passage for passage in (*self.titles.values(), *self.body) if passage.text]

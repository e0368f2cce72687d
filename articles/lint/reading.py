"""Reads the fields and the HTML of one version into passages, lists, links and images."""

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.content import Content
from articles.lint.story_text import BREAK, HEADINGS, Image, Item, Link, ListOfItems, Passage, StoryText
from newsportal.lib.text import legal

# What begins a passage of its own; anything else is part of the line that it stands in.
PASSAGES = HEADINGS | frozenset(
    ["p", "li", "blockquote", "footer", "figcaption", "caption", "th", "td", "div", "pre"]
)
UNSEEN = frozenset(["script", "style", "template", "iframe", "object", "noscript"])
DEEPEST_LIST = 10


def read(content: Content, language: str) -> StoryText:
    words = {"headline": content["headline"], "short_title": content["short_title"], "lead": content["lead"]}
    titles = {name: Passage(tag=name, field=name, pieces=[legal(text)]) for name, text in words.items()}
    story = StoryText(content, language, titles)
    _Reader(story).read(legal(content["body"]))
    return story


class Here(NamedTuple):
    """What an element stands in."""

    passage: Passage | None = None
    is_quoted: bool = False
    item: Item | None = None
    lists: tuple[ListOfItems, ...] = ()
    link: Link | None = None
    is_seen: bool = True


class _Reader:
    """One walk over the tree, without recursion: no nesting, however deep, is an error."""

    def __init__(self, story: StoryText) -> None:
        self.story = story
        self._last_with_words: Passage | None = None

    def read(self, body: str) -> None:
        root = LexborHTMLParser(body, is_fragment=True).root
        if root is None:
            return
        outside = Here()
        inside: dict[int, Here] = {}
        for node in root.traverse(include_text=True):
            parent = node.parent
            here = inside.get(parent.mem_id, outside) if parent is not None else outside
            if node.is_text_node:
                self._add_words(node.text(deep=False), here)
            elif node.is_element_node:
                inside[node.mem_id] = self._enter(node, here)

    def _enter(self, node: LexborNode, here: Here) -> Here:
        tag = node.tag or ""
        if tag in UNSEEN:
            return here._replace(is_seen=False)
        if not here.is_seen:
            return here
        match tag:
            case "ul" | "ol":
                return self._enter_list(here)
            case "li" if here.lists:
                here = self._enter_item(here)
            case "br":
                self._add_words("\n", here)
            case "a":
                link = Link(node.attributes.get("href") or "", here.passage)
                self.story.links.append(link)
                return here._replace(link=link)
            case "img":
                self.story.images.append(
                    Image(node.attributes.get("src") or "", node.attributes.get("alt") or "")
                )
                if here.link is not None:
                    here.link.has_image = True
        if tag in PASSAGES:
            is_quoted = (here.is_quoted or tag == "blockquote") and tag != "footer"
            here = here._replace(is_quoted=is_quoted)
            return here._replace(passage=self._open(tag, here))
        return here

    def _enter_list(self, here: Here) -> Here:
        if len(here.lists) == DEEPEST_LIST:
            return here._replace(passage=None)
        intro, self._last_with_words = self._last_with_words, None
        may_introduce = (
            intro is not None
            and intro.item is here.item
            and intro.is_quoted == here.is_quoted
            and intro.tag in {"", "p", "li", "div", *HEADINGS}
        )
        made = ListOfItems(intro if may_introduce else None)
        self.story.lists.append(made)
        if here.item is not None and not here.item.has_list:
            here.item.has_list = True
            for outer in here.lists:
                outer.leaves -= 1
        return here._replace(lists=(*here.lists, made), passage=None)

    def _enter_item(self, here: Here) -> Here:
        item = Item()
        here.lists[-1].items.append(item)
        for outer in here.lists:
            outer.leaves += 1
        return here._replace(item=item)

    def _open(self, tag: str, here: Here) -> Passage:
        passage = Passage(tag=tag, is_quoted=here.is_quoted, item=here.item)
        self.story.body.append(passage)
        if here.item is not None:
            here.item.passages.append(passage)
        return passage

    def _stray(self, words: str, here: Here) -> Passage | None:
        """Words that stand in no block: they go on the line of those before them."""
        last = self.story.body[-1] if self.story.body else None
        if last is not None and last.tag == "" and last.item is here.item:
            return last
        return self._open("", here) if words.strip() else None

    def _add_words(self, words: str, here: Here) -> None:
        if not here.is_seen:
            return
        passage = here.passage or self._stray(words, here)
        if passage is None:
            return
        words = words.replace("\r", BREAK).replace("\n", BREAK).replace("\t", " ")
        passage.pieces.append(words)
        if words.strip():
            self._last_with_words = passage
        if here.link is not None:
            here.link.pieces.append(words)

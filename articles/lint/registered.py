"""Rules of other rooms of the site, which know facts that the newsroom does not."""

from collections.abc import Callable, Iterable

from articles.content import Content
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning

type Check = Callable[[StoryText], Iterable[Warning]]
type Loader = Callable[[Content, str], Check | None]

_loaders: list[Loader] = []


def register(loader: Loader) -> None:
    """`loader` is given a version and its language, and answers a rule that knows its facts already.

    It is asked once for each version that is checked; None where the version has nothing for it to judge.
    """
    if loader not in _loaders:
        _loaders.append(loader)


def load(content: Content, language: str) -> tuple[Check, ...]:
    found = (loader(content, language) for loader in _loaders)
    return tuple(check for check in found if check is not None)

"""The words of the site: complete in both languages, compiled, and the ones the newsroom asked for.

After words have changed: `make messages`, translate, `make catalogues`.
"""

import gettext
import io
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.formats import date_format, get_format, number_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
DJANGO = Path(django.__file__).parent
ROOMS = ("articles", "widgets", "monotowns", "newsportal")
LANGUAGES = {"ru": 4, "kk": 2}
"""How many plural forms each has: as many as in Django's own catalogues."""

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")

type Key = tuple[str | None, str | tuple[str, ...]]


@cache
def catalogue(language: str, domain: str = "django") -> Catalog:
    with (ROOT / f"locale/{language}/LC_MESSAGES/{domain}.po").open("rb") as file:
        return read_po(file)


def key(message: Message) -> Key:
    return message.context, tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def messages(language: str, domain: str = "django") -> dict[Key, Message]:
    return {key(message): message for message in catalogue(language, domain) if message.id}


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def sources() -> Iterator[tuple[Path, str]]:
    """Every file that may hold words, as Python: `templatize` is what makemessages reads of a template."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, path.read_text()
    for path in sorted(path for kind in ("*.html", "*.txt") for path in (ROOT / "templates").rglob(kind)):
        # The brackets free Babel's tokenizer from the indentation of HTML.
        yield path, f"(\n{templatize(path.read_text(), origin=str(path))}\n)"


@cache
def used_by_scripts() -> set[Key]:
    """Words of the scripts of ours. One inside a template literal would not be found: no script has any there."""
    found: set[Key] = set()
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        with path.open("rb") as file:
            found |= {
                (None, words) for _line, words, _notes, _context in extract("javascript", file, KEYWORDS)
            }
    return found


def used() -> dict[Key, Path]:
    found: dict[Key, Path] = {}
    for path, text in sources():
        for _line, words, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            found.setdefault((context, words), path.relative_to(ROOT))
    return found


def test_only_names_that_the_collector_knows_mark_a_text() -> None:
    for path, text in sources():
        for alias in re.findall(r"\bn?p?gettext\w* as (\w+)", text):
            assert alias in KEYWORDS, path


both = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize(
    ("language", "domain"),
    [(language, domain) for language in LANGUAGES for domain in ("django", "djangojs")],
)


@both
def test_every_word_of_the_source_is_in_the_catalogue_and_no_other(language: str) -> None:
    in_source = used()
    assert len(in_source) > 400, "the extraction finds too little to be true"
    known = messages(language)
    assert {words: str(path) for words, path in in_source.items() if words not in known} == {}
    assert known.keys() - in_source.keys() == set()


@both
def test_every_word_of_the_scripts_is_in_the_catalogue(language: str) -> None:
    in_scripts = used_by_scripts()
    assert len(in_scripts) > 100, "the extraction finds too little to be true"
    with (DJANGO / f"contrib/admin/locale/{language}/LC_MESSAGES/djangojs.po").open("rb") as file:
        theirs = {key(message) for message in read_po(file) if message.id and message.string}
    assert in_scripts - messages(language, "djangojs").keys() - theirs == set()


def test_no_word_of_a_script_hides_in_a_template_literal() -> None:
    for path in (ROOT / "static" / "js").rglob("*.js"):
        assert not re.search(r"\$\{[^}`]*gettext\(", path.read_text()), path


@every
def test_nothing_is_empty_fuzzy_or_obsolete(language: str, domain: str) -> None:
    for message in messages(language, domain).values():
        assert not message.fuzzy, message.id
        assert all(strings(message)), message.id
    assert not catalogue(language, domain).fuzzy
    assert not catalogue(language, domain).obsolete


@every
def test_plural_forms_are_those_of_django(language: str, domain: str) -> None:
    ours = catalogue(language, domain)
    with (DJANGO / f"conf/locale/{language}/LC_MESSAGES/django.mo").open("rb") as file:
        theirs = gettext.GNUTranslations(file).plural  # type: ignore[attr-defined]
    plural = gettext.c2py(ours.plural_expr)
    assert [plural(number) for number in range(1000)] == [theirs(number) for number in range(1000)]
    assert ours.num_plurals == LANGUAGES[language]
    for message in messages(language, domain).values():
        if message.pluralizable:
            assert len(strings(message)) == LANGUAGES[language], message.id


@every
def test_placeholders_are_kept(language: str, domain: str) -> None:
    for message in messages(language, domain).values():
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(PLACEHOLDER.findall(originals[-1]))
        for string in strings(message):
            assert set(PLACEHOLDER.findall(string)) == wanted, message.id


@every
def test_compiled_catalogue_is_the_written_one(language: str, domain: str) -> None:
    """Nobody needs gettext to run the site: the compiled files are kept beside the written ones."""
    with (ROOT / f"locale/{language}/LC_MESSAGES/{domain}.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    compiled.pop("")
    written: dict[str | tuple[str, int], str] = {}
    for (context, words), message in messages(language, domain).items():
        prefix = f"{context}\x04" if context else ""
        if isinstance(words, str):
            written[prefix + words] = str(message.string)
        else:
            written |= {(prefix + words[0], form): text for form, text in enumerate(strings(message))}
    assert compiled == written


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_words_of_django_are_still_words_of_django(domain: str) -> None:
    """What `admin_words` lists, and what the scripts of the admin say, as this Django has them."""
    theirs: set[Key] = set()
    for path in DJANGO.rglob(f"locale/en/LC_MESSAGES/{domain}.po"):
        with path.open("rb") as file:
            theirs |= {key(message) for message in read_po(file) if message.id}
    if domain == "djangojs":
        ours = set(messages("kk", domain)) - used_by_scripts()
    else:
        ours = {
            words
            for words, message in messages("kk").items()
            if {name for name, _line in message.locations} == {"newsportal/admin_words.py"}
        }
    assert len(ours) > 80
    assert ours - theirs == set()


@pytest.mark.parametrize(
    ("word", "russian", "kazakh"),
    [
        ("National Bank of Kazakhstan rates", "Курсы Национального Банка РК", "ҚР Ұлттық Банкінің бағамдары"),
        ("Next", "Следующая", "Келесі"),
        ("Photo", "Фото", "Фото"),
        ("Illustrative photo", "Иллюстративное фото", "Көрнекі фото"),
        ("Corrections", "Исправления", "Түзетулер"),
        ("Unverified information", "Непроверенная информация", "Тексерілмеген ақпарат"),
        ("data as of %(time)s", "данные на %(time)s", "%(time)s жағдайы бойынша"),
        ("rose by %(amount)s", "выросла на %(amount)s", "%(amount)s теңгеге қымбаттады"),
        ("per %(quant)d", "за %(quant)d", "%(quant)d бірлік үшін"),
    ],
)
def test_furniture_of_a_page_reads_as_it_should(word: str, russian: str, kazakh: str) -> None:
    assert _(word) == russian
    with translation.override("kk"):
        assert _(word) == kazakh


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("ru", 1, "минус 1 градус"),
        ("ru", 2, "минус 2 градуса"),
        ("ru", 11, "минус 11 градусов"),
        ("ru", 17, "минус 17 градусов"),
        ("ru", 21, "минус 21 градус"),
        ("ru", 32, "минус 32 градуса"),
        ("kk", 1, "минус 1 градус"),
        ("kk", 17, "минус 17 градус"),
    ],
)
def test_numbers_govern_their_nouns(language: str, count: int, words: str) -> None:
    with translation.override(language):
        assert (
            ngettext("minus %(count)d degree", "minus %(count)d degrees", count) % {"count": count} == words
        )


@pytest.mark.parametrize("word", ["Save", "Delete", "Log out", "History", "This field is required."])
def test_the_admin_speaks_kazakh(word: str) -> None:
    russian = _(word)
    with translation.override("kk"):
        assert _(word) not in {word, russian}


@pytest.mark.parametrize(
    ("language", "long", "number"),
    [
        ("ru", "23 ноября 2026, 14:05", "1\N{NO-BREAK SPACE}234,5"),
        ("kk", "2026 ж. 23 қараша, 14:05", "1\N{NO-BREAK SPACE}234,5"),
    ],
)
def test_dates_and_numbers_of_forms(language: str, long: str, number: str) -> None:
    moment = datetime(2026, 11, 23, 14, 5, tzinfo=get_current_timezone())
    with translation.override(language):
        assert date_format(moment, "DATETIME_FORMAT") == long
        assert number_format(1234.5, force_grouping=True) == number
        assert get_format("DATE_INPUT_FORMATS")[0] == "%d.%m.%Y"
        assert get_format("FIRST_DAY_OF_WEEK") == 1

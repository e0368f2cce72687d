"""Verdicts in words, for the person who is asked to look at them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from articles.places.judging import Reason

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: "dict[Reason, _StrPromise]" = {
    Reason.ONLY_ONE: _("nothing else has this name"),
    Reason.WORD: _("“%(witness)s” stands beside it"),
    Reason.LIST: _("it stands in a list with “%(witness)s”"),
    Reason.TWO_NAMES: _("two names of the same place stand side by side"),
    Reason.ELSEWHERE: _("the same text makes it clear elsewhere"),
    Reason.FORM: _("only the place has this form of the name"),
    Reason.DATELINE: _("a report begins with it and a date or a region"),
    Reason.COMPOUND: _("it is grown together with “%(witness)s”"),
    Reason.PERSON: _("it reads as the name of a person or as part of a longer name"),
    Reason.QUOTED: _("in quotation marks it may be a club, a hotel, a newspaper"),
    Reason.ORDINARY: _("it may be an ordinary word with a capital letter"),
    Reason.MIDDLE: _("a capital letter in the middle of a sentence"),
    Reason.FORMER: _("this is a former name"),
    Reason.NAMESAKE: _("something else has this name too, and nothing here decides"),
    Reason.PERSON_DECIDED: _("decided by a person"),
}


def in_words(reason: str, witness: str = "") -> str:
    sentence = SENTENCES.get(Reason(reason)) if reason in Reason else None
    return str(sentence % {"witness": witness}) if sentence else ""

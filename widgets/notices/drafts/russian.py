"""Sentences of drafts in Russian. Names of currencies differ in gender: nothing here agrees with them."""

from datetime import date

from newsportal.lib.dates import clock_time, long_day
from widgets.notices.drafts.facts import Frost, Move, Record, Text
from widgets.notices.numbers import NBSP, degrees, exact, percent


def rate_moved(move: Move) -> Text:
    rose = "вырос" if move.rose else "снизился"
    units = f"{move.quant} {move.code}"
    for_units = "" if move.quant == 1 else f" за {units}"
    return Text(
        headline=f"{_capitalised(move.name)}: официальный курс {rose} на {percent(move.percent)}, "
        f"до {exact(move.value)} тенге{for_units}",
        lead=f"Официальный курс Национального банка Казахстана на {_day(move.day)} — "
        f"{exact(move.value)} тенге за {units}.",
        paragraphs=[
            f"Предыдущий официальный курс, на {_day(move.previous_day)}, — {exact(move.previous)} тенге "
            f"за {units}. Курс {rose} на {exact(move.difference)} тенге, или на {percent(move.percent)}."
        ],
    )


def frost(frost: Frost) -> Text:
    when = f"{_day(frost.moment)} в {clock_time(frost.moment)}"
    return Text(
        headline=f"Мороз сильнее 30 градусов: {frost.in_city} {degrees(frost.temperature)}",
        lead=f"{when} температура воздуха {frost.in_city} была {degrees(frost.temperature)}, "
        f"по данным {frost.service}.",
        paragraphs=[f"По данным {frost.service}, {when} {frost.in_city} было {degrees(frost.temperature)}."],
    )


def record(record: Record) -> Text:
    extreme, kind, went = ("минимум", "низкая", "опустилась") if record.is_lowest else MAXIMUM
    services = " и ".join(record.services)
    return Text(
        headline=f"{_capitalised(record.in_city)} {degrees(record.temperature)}: "
        f"{extreme} нашего ряда наблюдений",
        lead=f"{_day(record.day)} температура воздуха {record.in_city} {went} до "
        f"{degrees(record.temperature)}, по данным {services}.",
        paragraphs=[
            f"Это самая {kind} температура в ряду наблюдений портала. Прежний {extreme} ряда: "
            f"{degrees(record.previous)}, {_day(record.previous_day)}.",
            f"Дней наблюдений в ряду до этого дня: {record.days}.",
        ],
    )


MAXIMUM = ("максимум", "высокая", "поднялась")


def _day(day: date) -> str:
    return f"{long_day(day)}{NBSP}года"


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]

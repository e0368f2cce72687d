"""Sentences of drafts in Kazakh. Numbers and times stand where they need no ending, which depends on them."""

from datetime import date

from django.utils import timezone

from newsportal.lib.dates import clock_time
from widgets.notices.drafts.facts import Frost, Move, Record, Text
from widgets.notices.numbers import degrees, exact

# In the case that answers «when».
MONTHS = (
    "қаңтарда",
    "ақпанда",
    "наурызда",
    "сәуірде",
    "мамырда",
    "маусымда",
    "шілдеде",
    "тамызда",
    "қыркүйекте",
    "қазанда",
    "қарашада",
    "желтоқсанда",
)


def rate_moved(move: Move) -> Text:
    rising, rose = ("өсіп", "өсті") if move.rose else ("төмендеп", "төмендеді")
    units = f"{move.quant} {move.code}"
    for_units = "" if move.quant == 1 else f"{units} үшін "
    percent = f"{exact(move.percent)} пайызға"
    return Text(
        headline=f"{_capitalised(move.name)}: ресми бағам {percent} {rising}, "
        f"{for_units}{exact(move.value)} теңге болды",
        lead=f"Қазақстан Ұлттық Банкінің {_of_day(move.day)} ресми бағамы — "
        f"{units} үшін {exact(move.value)} теңге.",
        paragraphs=[
            f"Алдыңғы, {_of_day(move.previous_day)} ресми бағам {units} үшін {exact(move.previous)} теңге "
            f"болды. Бағам {exact(move.difference)} теңгеге, яғни {percent} {rose}."
        ],
    )


def frost(frost: Frost) -> Text:
    by_data = f"{frost.service} деректері бойынша"
    when = f"{_on_day(timezone.localdate(frost.moment))}, сағат {clock_time(frost.moment)} кезінде"
    return Text(
        headline=f"30 градустан асқан аяз: {frost.in_city} {degrees(frost.temperature)}",
        lead=f"{by_data}, {when} {frost.in_city} ауа температурасы {degrees(frost.temperature)} болды.",
        paragraphs=[
            f"{_capitalised(when)} {frost.in_city} {degrees(frost.temperature)} тіркелді. "
            f"Дереккөз: {frost.service}."
        ],
    )


def record(record: Record) -> Text:
    kind = "төмен" if record.is_lowest else "жоғары"
    by_data = f"{' және '.join(record.services)} деректері бойынша"
    return Text(
        headline=f"{_capitalised(record.in_city)} {degrees(record.temperature)}: "
        f"бақылау қатарымыздағы ең {kind} температура",
        lead=f"{by_data}, {_on_day(record.day)} {record.in_city} ауа температурасы "
        f"{degrees(record.temperature)} болды.",
        paragraphs=[
            f"Бұл — порталдың бақылау қатарындағы ең {kind} температура. Бұрынғы ең {kind} көрсеткіш: "
            f"{degrees(record.previous)}, {_on_day(record.previous_day)}.",
            f"Осы күнге дейін қатардағы бақылау күндерінің саны: {record.days}.",
        ],
    )


def _on_day(day: date) -> str:
    """«2026 жылғы 31 қаңтарда»."""
    return f"{day.year} жылғы {day.day} {MONTHS[day.month - 1]}"


def _of_day(day: date) -> str:
    """«2026 жылғы 31 қаңтардағы»."""
    on_day = _on_day(day)
    return on_day + ("ғы" if on_day.endswith("а") else "гі")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]

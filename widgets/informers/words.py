"""An informer in words: for whoever cannot see the picture, and who made it."""

from newsportal.lib.meta import site_name
from widgets.informers.contents import Contents, Line


def described(found: Contents) -> str:
    """«Курсы Национального Банка РК, 23 ноября 2026: доллар США 501.02, вырос на 2,67; …»"""
    head = ", ".join(filter(None, (found.title, found.stamp)))
    lines = "; ".join(_described_line(line) for line in found.lines)
    return f"{head}: {lines}. {found.notice}".strip() if lines else f"{head}. {found.notice}".strip()


def _described_line(line: Line) -> str:
    value = f"{line.name} {line.spoken}"
    about = (line.about, line.change.spoken if line.change else "", line.note)
    return ", ".join(filter(None, (value, *about)))


def signature(found: Contents) -> str:
    """Whose data these are, and who shows them."""
    credits = [
        f"{credit.text} ({credit.licence})" if credit.licence else str(credit.text)
        for credit in found.credits
    ]
    return " · ".join([*credits, site_name()])

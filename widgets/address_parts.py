"""Parts of addresses: a currency's code, a day."""

from datetime import date

from widgets.periods import is_known_day


class CurrencyCodeConverter:
    """In any case: the views lead to the lower one."""

    regex = "[A-Za-z]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value.lower()


class DayConverter:
    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """A day that no calendar of ours has is no address of ours."""
        day = date.fromisoformat(value)
        if not is_known_day(day):
            raise ValueError(value)
        return day

    def to_url(self, value: date) -> str:
        return value.isoformat()

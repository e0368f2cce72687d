"""What can be: a value outside becomes nothing and is written down, it never becomes zero."""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from widgets.weather.readings import Now

# An hour of MET Norway that is nearest to now may lie ahead; readers see it from its own time on.
AHEAD = timedelta(minutes=30)
OLDEST = timedelta(days=1)
TENTH = Decimal("0.1")


class Guard:
    """Takes the values of one city, and gives those back that can be, in the places that are stored."""

    def __init__(self, city: str) -> None:
        self.city = city
        self.dropped: list[str] = []

    def drop(self, what: str, value: object) -> None:
        self.dropped.append(f"{self.city}: {what} {str(value)[:100]}")

    def temperature(self, value: Decimal | None) -> Decimal | None:
        return self._tenths("temperature", value, -70, 60)

    def wind(self, value: Decimal | None) -> Decimal | None:
        return self._tenths("wind", value, 0, 120)

    def precipitation(self, value: Decimal | None) -> Decimal | None:
        return self._tenths("precipitation", value, 0, 2000)

    def humidity(self, value: Decimal | None) -> int | None:
        known = self._between("humidity", value, 0, 100)
        return None if known is None else int(known.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def code(self, value: Decimal | None) -> int | None:
        """One that our table does not know is kept: the service may know more than we do."""
        known = self._between("code", value, 0, 99)
        if known is None or known == int(known):
            return None if known is None else int(known)
        self.drop("code", value)
        return None

    def daylight(self, value: Decimal | None) -> bool | None:
        known = self._between("is_day", value, 0, 1)
        return None if known is None else bool(known)

    def low_and_high(
        self, lowest: Decimal | None, highest: Decimal | None
    ) -> tuple[Decimal | None, Decimal | None]:
        low, high = self.temperature(lowest), self.temperature(highest)
        if low is not None and high is not None and low > high:
            self.drop("lowest above highest:", f"{low} … {high}")
            return None, None
        return low, high

    def now(
        self,
        moment: datetime,
        *,
        observed_at: datetime,
        temperature: Decimal | None,
        code: int | None,
        is_day: bool | None,
        humidity: Decimal | None,
        wind_speed: Decimal | None,
    ) -> Now | None:
        """None where the reading as a whole is not to be believed: then the last good one stands."""
        if observed_at > moment + AHEAD:
            self.drop("observed in the future:", observed_at.isoformat())
            return None
        if observed_at < moment - OLDEST:
            self.drop("observed more than a day ago:", observed_at.isoformat())
            return None
        degrees = self.temperature(temperature)
        if degrees is None and temperature is not None:
            return None
        now = Now(
            observed_at=observed_at,
            temperature=degrees,
            code=code,
            is_day=is_day,
            humidity=self.humidity(humidity),
            wind_speed=self.wind(wind_speed),
        )
        # Daylight alone says nothing of the weather.
        is_empty = (now.temperature, now.code, now.humidity, now.wind_speed) == (None,) * 4
        return None if is_empty else now

    def _tenths(self, what: str, value: Decimal | None, lowest: int, highest: int) -> Decimal | None:
        known = self._between(what, value, lowest, highest)
        # Plus zero: what rounds to -0.0 is 0.0.
        return None if known is None else known.quantize(TENTH, rounding=ROUND_HALF_UP) + Decimal("0.0")

    def _between(self, what: str, value: Decimal | None, lowest: int, highest: int) -> Decimal | None:
        if value is None:
            return None
        if not value.is_finite() or not lowest <= value <= highest:
            self.drop(what, value)
            return None
        return value

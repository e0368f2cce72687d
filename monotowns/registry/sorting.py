"""Names in the order of the Kazakh alphabet, which has the Russian one inside: the database knows neither."""

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES = {letter: place for place, letter in enumerate(ALPHABET)}


def by_name(name: str) -> tuple[int, ...]:
    """A key for `sorted`; what is no letter comes before the letters."""
    return tuple(_PLACES.get(letter, -1) for letter in name.lower())

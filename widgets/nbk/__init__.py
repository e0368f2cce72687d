"""The National Bank of Kazakhstan's official rates: fetched, read, judged and stored, each apart.

`fetching` asks for a day, `feed` and `items` read what came, `judging` says what looks wrong, `storing`
writes, `deciding` lets a person release what was held back, `updating` does it all for a day and knows which
days are due.
"""

from widgets.nbk.feed import Publication, parse
from widgets.nbk.fetching import fetch
from widgets.nbk.items import Quote, Rejected

__all__ = ["Publication", "Quote", "Rejected", "fetch", "parse"]

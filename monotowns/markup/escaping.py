"""Escaped once: the same names and sources come again and again, on one page and on the next."""

from functools import lru_cache
from html import escape

kept_escape = lru_cache(8192)(escape)

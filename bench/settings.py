"""The portal as it is served, with what only a measurement needs."""

from newsportal.settings import *  # noqa: F403
from newsportal.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
# As in production: the mode of tests keeps nothing.
FURNITURE_SECONDS = 10
MIDDLEWARE = [*MIDDLEWARE, "bench.queries.count_queries"]
# Counted as ever, and refused to nobody: the one client of a measurement is all readers.
API_REQUESTS_OF_ADDRESS = 1_000_000_000

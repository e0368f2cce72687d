"""The portal as it is served, with what only a measurement needs."""

from newsportal.settings import *  # noqa: F403
from newsportal.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
# As in production: the mode of tests keeps nothing.
FURNITURE_SECONDS = 10
MIDDLEWARE = [*MIDDLEWARE, "bench.queries.count_queries"]

"""The WSGI application that granian serves."""

import gc
import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")

application: "WSGIApplication" = get_wsgi_application()
# Import the addresses with all their views now: otherwise the first reader would wait for them.
_ = get_resolver().url_patterns
# All that is loaded by now stays: without this each full collection looks through it, a tenth of a second.
gc.collect()
gc.freeze()
if settings.PAGE_CACHE_BYTES:
    from newsportal.page_cache.application import PageCache
    from newsportal.page_cache.kept_rows import FORGET
    from newsportal.purging.adapters import configured
    from newsportal.purging.waker import Waker

    kept: PageCache
    purger = configured()
    waker = Waker(lambda: kept.listener.boundary)
    kept = PageCache(
        application,
        limit=settings.PAGE_CACHE_BYTES,
        forget=waker.with_each(FORGET) if purger else FORGET,
        told=purger.told if purger else None,
    )
    application = kept

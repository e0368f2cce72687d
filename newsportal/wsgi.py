"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")

application = get_wsgi_application()
# Import the addresses with all their views now: otherwise the first reader would wait for them.
_ = get_resolver().url_patterns

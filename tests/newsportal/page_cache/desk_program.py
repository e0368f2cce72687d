"""A program that writes at the desk of a running site, with a key of its own."""

import json
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from http.client import HTTPException

from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.running_demo import MANAGE

PAUSE = 0.2
"""Seconds between two versions."""

MAKE_KEY = """
from django.contrib.auth.models import Group
from articles import api_keys
from articles.models import KeyScope, User
user = User.objects.create(username="program", is_staff=True)
user.groups.set(Group.objects.filter(name="chief_editor"))
print("key:", api_keys.make(owner=user, name="p", scopes=list(KeyScope), by=user)[1])
"""


def made_key(site: RunningSite) -> str:
    command = [sys.executable, str(MANAGE), "shell", "-v0", "-c", MAKE_KEY]
    done = subprocess.run(command, env=site.environment, check=True, capture_output=True, text=True)
    return done.stdout.partition("key: ")[2].strip()


class Writer(threading.Thread):
    """Saves one version of a story after another until it is told to stop."""

    def __init__(self, site: RunningSite, story: str) -> None:
        super().__init__()
        self._address = f"http://127.0.0.1:{site.port}/api/v1/desk/stories/{story}/"
        self._key = made_key(site)
        self.is_over = threading.Event()
        # Headlines that the site said it has, and how often it said something else.
        self.accepted: list[str] = []
        self.refused = 0

    def run(self) -> None:
        number = 0
        while not self.is_over.wait(PAUSE):
            number += 1
            headline = f"Версия {number} по счёту"
            try:
                tag = self._ask("GET")
                self._ask("PATCH", {"headline": headline}, tag)
            except (urllib.error.HTTPError, HTTPException, OSError):
                self.refused += 1
            else:
                self.accepted.append(headline)

    def _ask(self, method: str, sent: dict[str, str] | None = None, tag: str = "") -> str:
        request = urllib.request.Request(self._address, method=method)  # noqa: S310  our own
        request.add_header("Authorization", f"Bearer {self._key}")
        if sent is not None:
            request.data = json.dumps(sent).encode()
            request.add_header("Content-Type", "application/json")
            request.add_header("If-Match", tag)
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  our own
            return str(answer.headers["ETag"])

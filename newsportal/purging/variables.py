"""The variables of the environment that name the cache outside: checked when the portal starts."""

import re

from environs import EnvError

from newsportal.sources import base_url

# What each of them needs beside its name, and where it is asked if nothing else is said.
NEEDS = {
    "": (),
    "varnish": ("PURGE_URL",),
    "cloudflare": ("PURGE_ZONE", "PURGE_TOKEN"),
    "fastly": ("PURGE_ZONE", "PURGE_TOKEN"),
}
URLS = {"cloudflare": "https://api.cloudflare.com", "fastly": "https://api.fastly.com"}


def purge_url(kind: str, *, url: str, zone: str, token: str) -> str:
    """Where it is told; empty without a cache to be told. Raises EnvError with the name of what is wrong."""
    given = {"PURGE_URL": url, "PURGE_ZONE": zone, "PURGE_TOKEN": token}
    if kind not in NEEDS:
        kinds = ", ".join(filter(None, NEEDS))
        raise EnvError(f'Environment variable "PURGE" invalid: give {kinds} or nothing')
    for name, value in given.items():
        if value and not kind:
            raise EnvError(f'Environment variable "{name}" is of no use without PURGE')
        if not value and name in NEEDS[kind]:
            raise EnvError(f'Environment variable "{name}" not set, and PURGE={kind} needs it')
        # Part of an address, or of a header.
        if name != "PURGE_URL" and not re.fullmatch(r"[A-Za-z0-9_.-]*", value):
            raise EnvError(f'Environment variable "{name}" invalid: letters, digits, «_», «.», «-» alone')
    return base_url("PURGE_URL", url or URLS[kind]) if kind else ""

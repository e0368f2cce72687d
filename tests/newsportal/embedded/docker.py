"""What containers and other systems take from root, taken here before a user of a cluster starts."""

import ctypes
import errno
import os
import platform
import struct

import pytest

needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become another user: run as root to test it"
)
linux_only = pytest.mark.skipif(
    platform.system() != "Linux", reason="user namespaces and capabilities are Linux's"
)

NOBODY = 65534
_UNSHARE = {"x86_64": 272, "aarch64": 97}.get(platform.machine(), 0)
_PR_SET_SECCOMP, _PR_CAPBSET_DROP, _FILTER = 22, 24, 2
_libc = ctypes.CDLL(None)


def forbid_namespaces() -> None:
    """As Docker does: a filter in the kernel that answers `unshare` with EPERM."""
    load_number = struct.pack("HBBI", 0x20, 0, 0, 0)
    unless_unshare_skip = struct.pack("HBBI", 0x15, 0, 1, _UNSHARE)
    refuse = struct.pack("HBBI", 0x06, 0, 0, 0x00050000 | errno.EPERM)
    allow = struct.pack("HBBI", 0x06, 0, 0, 0x7FFF0000)
    program = load_number + unless_unshare_skip + refuse + allow
    instructions = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxP", 4, ctypes.addressof(instructions))
    if _libc.prctl(_PR_SET_SECCOMP, _FILTER, header, 0, 0) != 0:
        os._exit(9)


def forbid_namespaces_and_passing_closed_directories() -> None:
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    forbid_namespaces()

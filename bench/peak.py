"""The memory that a process holds, and the most that it ever held."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """The most memory that this process ever held at once.

    On Linux `ru_maxrss` may begin with the parent's, which the kernel carries over an exec; VmHWM does not.
    """
    if _STATUS.exists():
        return _told("VmHWM")
    bytes_each = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * bytes_each / 1024**2


def present_mb() -> float:
    """The memory that this process holds now; where the system does not tell it, the most that it held."""
    return _told("VmRSS") if _STATUS.exists() else peak_mb()


def _told(name: str) -> float:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024

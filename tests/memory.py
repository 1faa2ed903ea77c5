"""How much memory this process has ever held: for tests that watch a child process."""

from __future__ import annotations

from pathlib import Path


def peak_megabytes() -> int:
    """Since this program began: unlike ``getrusage``, which also counts the process it was forked from."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes) // 1024

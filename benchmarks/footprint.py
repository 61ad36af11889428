"""What a process takes of the machine (Linux), and whether that has grown."""

from pathlib import Path

MOST_GROWTH = 5.0
"""Megabytes that memory may grow by, once everything has been used."""

Footprint = tuple[float, int, int]
"""Megabytes in memory, threads, open files."""


def footprint(pid: int) -> Footprint:
    process = Path(f"/proc/{pid}")
    lines = dict(line.split(":", 1) for line in (process / "status").read_text("ascii").splitlines())
    files = len(list((process / "fd").iterdir()))
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["Threads"]), files


def told_of(settled: Footprint, ended: Footprint) -> str:
    """Memory, threads and files, and how much of each has come."""
    memory, threads, files = (after - before for before, after in zip(settled, ended, strict=True))
    return (
        f"memory {ended[0]:.0f} MB ({memory:+.1f} MB), threads {ended[1]} ({threads:+d}), "
        f"files {ended[2]} ({files:+d})"
    )


def grown(settled: Footprint, ended: Footprint) -> list[str]:
    """What has grown that should not have, in sentences."""
    faults = []
    if ended[0] - settled[0] > MOST_GROWTH:
        faults.append(f"memory has grown by {ended[0] - settled[0]:.1f} MB")
    if ended[1] > settled[1] or ended[2] > settled[2]:
        faults.append("threads or files were left behind")
    return faults

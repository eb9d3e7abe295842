"""Which drafts are new or changed since the last look.

Folders are looked through again and again instead of asking the system for events: those do not come from network
drives, which is where drafts lie.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from pathlib import Path

from contractlint.dataclass import dataclass

Stamp = tuple[int, int, int]
"""Inode, size in bytes, time of change in nanoseconds."""


@dataclass(slots=True)
class Watch:
    """What was seen so far; :meth:`ready` is asked at every look."""

    seen: dict[str, Stamp] = field(default_factory=dict)
    reviewed: dict[str, Stamp] = field(default_factory=dict)

    def ready(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """The drafts to review now: those that have changed since they were reviewed and not since the last look, so
        that a file still being written is left until it is whole."""
        before = self.seen
        self.seen = {path: stamp for path in paths if (stamp := _stamp(path)) is not None}
        found = [
            path
            for path, stamp in self.seen.items()
            if self.reviewed.get(path) != stamp and before.get(path) == stamp and stamp[1]
        ]
        self.reviewed = {path: stamp for path, stamp in self.reviewed.items() if path in self.seen}
        self.reviewed.update({path: self.seen[path] for path in found})
        return tuple(found)

    def again(self, paths: Iterable[str]) -> None:
        """These could not be reviewed; they count as new."""
        for path in paths:
            self.reviewed.pop(path, None)


def _stamp(path: str) -> Stamp | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns

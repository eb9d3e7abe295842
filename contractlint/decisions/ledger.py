"""Adding to a waiver file: all that stands in it stays as it is, and of two writers neither loses an entry."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from contractlint.decisions.waiver import HEAD, Waiver, entry_text, waivers_of
from contractlint.errors import UsageError

Write = Callable[[Path, bytes], None]
"""Puts bytes in the place of a file at once."""


def add_waivers(path: Path, waivers: Iterable[Waiver], write: Write) -> None:
    """Append entries. Raises UsageError, with nothing written, where the file as it stands cannot be read."""
    from contractlint.toml import named, parse_toml, read_bytes

    name = named(path)
    with _alone(path.parent):
        before = read_bytes(path, name) if path.exists() else HEAD.encode()
        waivers_of(parse_toml(before, name), "")
        text = "".join(f"\n{entry_text(waiver)}" for waiver in waivers)
        after = before + (b"" if before.endswith(b"\n") or not before else b"\n") + text.encode()
        waivers_of(parse_toml(after, name), "")
        write(path, after)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one process at a time; the lock is the folder itself, so that no file is left behind.

    Where the system has no such lock (Windows) the last of two writers at the very same moment wins.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        raise UsageError(f"文件夹「{folder}」不存在或者打不开，豁免没有写入。") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

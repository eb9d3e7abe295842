"""The folder that reports go to, and the journal that lets an interrupted run go on.

A report is written to the state folder, flushed to the disk and renamed to its place; then a line in the journal says
so. Whenever the program dies, every report in its place is whole, and the journal names no report that is not there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import IO, Any

from contractlint.dataclass import dataclass, replace
from contractlint.errors import UsageError, write_trouble
from contractlint.folders.discovery import STATE
from contractlint.folders.entry import Done, Entry, entry_of, plain
from contractlint.folders.places import suffix

_JOURNAL, _LOCK, _UNFINISHED = "journal.jsonl", "lock", "unfinished"


@dataclass(frozen=True, slots=True)
class Finished:
    """A line of the journal: the document at this place is done, under this key, with these reports (SHA-256)."""

    place: str
    key: str
    entry: Entry
    digests: tuple[str, ...]


@dataclass(slots=True)
class OutputFolder:
    """An output folder that this process alone writes to; made by :func:`opened`."""

    path: Path
    journal: FileIO
    finished: dict[str, Finished] = field(default_factory=dict)
    """What an earlier run has done, by place."""

    @property
    def state(self) -> Path:
        """Where the journal and by default the cache are."""
        return self.path / STATE

    def kept(self, place: str) -> str:
        """Key under which an earlier run has finished this document, if its reports still are what they were."""
        line = self.finished.get(place)
        if line is None or not line.key:
            return ""
        if len(line.entry.reports) != len(line.digests):
            return ""
        for name, digest in zip(line.entry.reports, line.digests, strict=True):
            try:
                if sha256((self.path / name).read_bytes()).hexdigest() != digest:
                    return ""
            except OSError:
                return ""
        return line.key

    def put(self, place: str, formats: Sequence[str], done: Done) -> Entry:
        """Write the reports of a document, note it in the journal, and return its entry with the names of the reports.

        A document without reports leaves none behind from an earlier run.
        """
        names = tuple((place + suffix(name)).replace(os.sep, "/") for name in formats)
        if done.kept:
            line = self.finished[place]
            self._note(line)
            return line.entry
        for name, content in zip(names, done.contents, strict=False):
            self.write(name, content)
        if not done.contents:
            for name in names:
                (self.path / name).unlink(missing_ok=True)
        entry = replace(done.entry, reports=names if done.contents else ())
        digests = tuple(sha256(content).hexdigest() for content in done.contents)
        self._note(Finished(place, done.key, entry, digests))
        return entry

    def write(self, name: str, content: bytes) -> None:
        """Write one file whole or not at all; where it already holds the same bytes it is left alone."""
        target = self.path / name
        unfinished = self.state / _UNFINISHED
        try:
            if target.is_file() and target.stat().st_size == len(content) and target.read_bytes() == content:
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise _cannot_write(target, error) from error

    def _note(self, line: Finished) -> None:
        data: dict[str, Any] = {
            "place": line.place,
            "key": line.key,
            "digests": line.digests,
            "entry": plain(line.entry),
        }
        self.finished[line.place] = line
        try:
            _append(self.journal, json.dumps(data).encode() + b"\n")
            os.fsync(self.journal.fileno())
        except OSError as error:
            raise _cannot_write(self.state / _JOURNAL, error) from error


@contextmanager
def opened(path: Path, *, resume: bool) -> Iterator[OutputFolder]:
    """Make the folder where it is missing, and keep other runs out of it.

    With ``resume`` the journal of the last run counts and goes on, without it a new one begins. Raises UsageError where
    the folder cannot be written or another run is using it.
    """
    state = path / STATE
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (state / _LOCK).open("ab")
    except FileExistsError:
        raise UsageError(f"「{path}」是文件，不是文件夹；审查多份时 -o 要给出文件夹。") from None
    except OSError as error:
        raise _cannot_write(path, error) from error
    with lock:
        _claim(lock, path)
        journal = state / _JOURNAL
        finished = _read(journal) if resume else {}
        try:
            # Without a buffer: what a full disk refused would be tried again when the file is closed.
            file = journal.open("ab" if resume else "wb", buffering=0)
        except OSError as error:
            raise _cannot_write(path, error) from error
        with file:
            try:
                # A line that an interruption cut off must not swallow the next one.
                if file.tell():
                    _append(file, b"\n")
            except OSError as error:
                raise _cannot_write(journal, error) from error
            yield OutputFolder(path, file, finished)


def _append(file: FileIO, data: bytes) -> None:
    """All of it; the system may take less at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _cannot_write(path: Path, error: OSError) -> UsageError:
    return UsageError(f"写不了「{path}」：{write_trouble(error)}。")


def _claim(lock: IO[bytes], path: Path) -> None:
    """The lock is the system's and goes with the process, however that ends."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(f"另一次审查正在写「{path}」，请等它结束，或者换一个输出文件夹。") from None
    except OSError:
        # Some network file systems have no locks.
        return


def _read(journal: Path) -> dict[str, Finished]:
    """Whole lines of the journal by place; a torn one is as if it had not been written."""
    found: dict[str, Finished] = {}
    try:
        lines = journal.read_bytes().splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            data = json.loads(line)
            one = Finished(data["place"], data["key"], entry_of(data["entry"]), tuple(data["digests"]))
        except (ValueError, KeyError, TypeError):
            continue
        found[one.place] = one
    return found

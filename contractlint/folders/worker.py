"""A process that reviews one document after another: tasks come in on standard input, answers go out on what was
standard output, both pickled. It ends when the parent closes its end or is gone."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from contractlint import api
from contractlint.dataclass import replace
from contractlint.errors import ContractlintError, UnreadableFile
from contractlint.finding import Severity
from contractlint.folders.cache import content_of, key_of, load, store
from contractlint.folders.entry import (
    CRASHED,
    NO_MEMORY,
    NOT_ASSESSABLE,
    REVIEWED,
    STDIN,
    UNREADABLE,
    CodeCount,
    Done,
    Entry,
    Task,
)
from contractlint.formats import render
from contractlint.report import Report
from contractlint.rulebook.book import load_rulebook
from contractlint.settings import Settings

READY = "ready"
_PR_SET_PDEATHSIG = 1
_GRACE = 10
"""Seconds after which a worker that its parent did not stop stops itself: the parent may have been killed."""


def main(parent: int) -> None:
    """Answer tasks until there are no more, or the process ``parent`` is."""
    # What a library might print must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _end_with(parent)
    try:
        with suppress(EOFError, BrokenPipeError):
            _send(answers, READY)
            while True:
                task, seconds = pickle.load(sys.stdin.buffer)
                with _alarm(seconds + _GRACE):
                    answer = _answer(task)
                _send(answers, answer)
    except MemoryError:
        # At once: what clears up needs memory too.
        os._exit(NO_MEMORY)


def _end_with(parent: int) -> None:
    """Where the system can do so (Linux), end when the parent does, even in the middle of a document."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit()


def _answer(task: Task) -> Done | ContractlintError:
    """Wrong settings are answered as the error itself: they concern every document."""
    try:
        return perform(task)
    except ContractlintError as error:
        return error


def _send(stream: BinaryIO, answer: object) -> None:
    pickle.dump(answer, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


class _alarm:
    """The default action of SIGALRM ends the process even inside a regular expression that does not return."""

    def __init__(self, seconds: float) -> None:
        self.set: Callable[[int], object] | None = getattr(signal, "alarm", None)
        self.seconds = int(seconds)

    def __enter__(self) -> None:
        if self.set:
            self.set(self.seconds)

    def __exit__(self, *_: object) -> None:
        if self.set:
            self.set(0)


def perform(task: Task) -> Done:
    """Review one document. What goes wrong with it is an entry, never an exception, except for wrong settings."""
    rules = load_rulebook(task.settings.packs).version
    content = content_of(task) if task.cache or task.done else ""
    key = key_of(task, content, rules) if content else ""
    if key and key == task.done:
        return Done(task.number, key, Entry(task.path, REVIEWED, 0, ""), kept=True)
    if key and task.cache and (found := load(task.cache, key)):
        return Done(task.number, key, *found)
    try:
        report = reviewed(task)
    except UnreadableFile as error:
        return Done(task.number, "", Entry(task.path, UNREADABLE, error.exit_code, str(error)))
    except (ContractlintError, MemoryError):
        raise
    except Exception as error:
        # A defect of ours with one document must not cost the others their reports.
        return Done(task.number, "", Entry(task.path, CRASHED, 3, f"{task.path}：审查时程序出错（{error!r}）。"))
    entry = summed_up(report, task.settings, task.path)
    look = replace(task.look, exit_code=entry.exit_code)
    contents = tuple(_bytes(render(report, name, look)) for name in task.formats)
    key = key_of(task, report.document.sha256, rules)
    if task.cache:
        store(task.cache, key, entry, contents)
    return Done(task.number, key, entry, contents)


def reviewed(task: Task) -> Report:
    """The report, as the same document alone would get it."""
    if task.data is None:
        return api.review(Path(task.path), task.settings)
    try:
        report = api.review(task.data, task.settings)
    except UnreadableFile as error:
        raise UnreadableFile(f"标准输入：{error}") from None
    return replace(report, document=replace(report.document, path=STDIN))


def _bytes(content: str | bytes) -> bytes:
    # A name that is no UTF-8 comes as lone surrogates; written out as escapes, JSON keeps them whole.
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def summed_up(report: Report, settings: Settings, path: str) -> Entry:
    """The entry of a report."""
    counts = {severity: sum(one.severity is severity for one in report.findings) for severity in Severity}
    readable = report.verdict.code != NOT_ASSESSABLE
    return Entry(
        path=path,
        status=REVIEWED if readable else NOT_ASSESSABLE,
        exit_code=api.exit_code(report, settings),
        message=report.verdict.text,
        sha256=report.document.sha256,
        title=report.document.title,
        type=report.document.type,
        type_title=report.document.type_title,
        characters=report.document.characters,
        verdict=report.verdict.code,
        score=None if report.score is None else report.score.points,
        grade="" if report.score is None else report.score.grade,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        waived=len(report.waived),
        known=report.known,
        codes=_codes(report),
        notices=report.notices,
    )


def _codes(report: Report) -> tuple[CodeCount, ...]:
    found: dict[str, CodeCount] = {}
    for one in report.findings:
        before = found.get(one.code)
        count = before.count + 1 if before else 1
        found[one.code] = CodeCount(one.code, one.title, one.severity.key, count)
    return tuple(found[code] for code in sorted(found))

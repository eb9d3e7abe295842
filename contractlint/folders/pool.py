"""Worker processes, one document at a time each, watched: whatever happens to one of them costs its document only.

The standard pools give up altogether when a process is killed, and cannot stop a task that takes too long; so each
worker is a process of its own with a pipe each way, and a thread that waits for its answers.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from queue import Empty, SimpleQueue
from typing import Any

from contractlint.dataclass import dataclass
from contractlint.errors import ContractlintError
from contractlint.folders.entry import CRASHED, NO_MEMORY, TIMEOUT, Done, Entry, Task

_TRIES = 2
_STARTS = 3
"""So often in a row may a worker die before it is ready, until nothing is to be expected any more."""
_TICK = 0.5
_LAST_WORDS = 2.0
"""Seconds that a worker which closed its end may take to end by itself, so that its exit code tells why."""
_BOOT = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = {path!r}; "
    "from contractlint.folders.worker import main; main({parent})"
)
"""Ctrl-C reaches every process of the terminal; what becomes of the workers is for the parent to say."""


class WorkersFailed(ContractlintError):
    """No worker process can be started on this machine."""

    exit_code = 2


@dataclass(eq=False, slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    listener: threading.Thread | None = None
    ready: bool = False
    task: Task | None = None
    deadline: float = 0.0


@dataclass(slots=True)
class _Crew:
    timeout: float
    answers: SimpleQueue[tuple[_Worker, Any]] = field(default_factory=SimpleQueue)
    workers: list[_Worker] = field(default_factory=list)
    failed_starts: int = 0


def answers(tasks: Sequence[Task], *, jobs: int, timeout: float) -> Generator[Done, None, None]:
    """Review every task and yield each answer as it comes, in no particular order.

    ``timeout`` is in seconds for one document. A worker that dies is replaced and its document tried once more. Raises
    the ContractlintError that a worker answers for wrong settings. Leaving the loop early stops all workers.
    """
    waiting = deque(tasks)
    tries: dict[int, int] = {}
    crew = _Crew(timeout)
    try:
        while waiting or any(worker.task for worker in crew.workers):
            _staff(crew, jobs, len(waiting))
            _hand_out(crew, waiting)
            yield from _late(crew)
            try:
                worker, answer = crew.answers.get(timeout=_TICK)
            except Empty:
                continue
            if worker not in crew.workers:
                continue
            if answer is None:
                yield from _dead(crew, worker, waiting, tries)
            elif isinstance(answer, Done):
                worker.task = None
                yield answer
            elif isinstance(answer, ContractlintError):
                raise answer
            else:
                worker.ready, crew.failed_starts = True, 0
    finally:
        for worker in crew.workers:
            _stop(worker)


def _staff(crew: _Crew, jobs: int, waiting: int) -> None:
    """Start workers for what waits, not more than ``jobs`` in all."""
    busy = sum(worker.task is not None for worker in crew.workers)
    for _ in range(min(jobs, busy + waiting) - len(crew.workers)):
        crew.workers.append(_start(crew))


def _start(crew: _Crew) -> _Worker:
    # The path of this process and not the current folder: that may hold a file named like one of our modules.
    command = [sys.executable, "-P", "-c", _BOOT.format(path=sys.path, parent=os.getpid())]
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=-1)
    except OSError as error:
        raise WorkersFailed(f"审查进程启动不了：{error}。") from error
    worker = _Worker(process)
    worker.listener = threading.Thread(target=_listen, args=(worker, crew.answers), daemon=True)
    worker.listener.start()
    return worker


def _listen(worker: _Worker, answers: SimpleQueue[tuple[_Worker, Any]]) -> None:
    stream = worker.process.stdout
    assert stream is not None
    try:
        while True:
            answers.put((worker, pickle.load(stream)))
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        answers.put((worker, None))


def _hand_out(crew: _Crew, waiting: deque[Task]) -> None:
    for worker in crew.workers:
        if waiting and worker.ready and worker.task is None:
            stream = worker.process.stdin
            assert stream is not None
            try:
                pickle.dump((waiting[0], crew.timeout), stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
            except OSError:
                # It died while it had nothing to do; its thread will say so.
                worker.ready = False
                continue
            worker.task = waiting.popleft()
            worker.deadline = time.monotonic() + crew.timeout


def _late(crew: _Crew) -> Iterator[Done]:
    now = time.monotonic()
    for worker in list(crew.workers):
        if worker.task and now > worker.deadline and not _just_answered(crew):
            crew.workers.remove(worker)
            _stop(worker)
            task = worker.task
            yield Done(
                task.number,
                "",
                Entry(task.path, TIMEOUT, 3, f"{task.path}：{crew.timeout:g} 秒内没有审查完，已停止（--timeout）。"),
            )


def _just_answered(crew: _Crew) -> bool:
    """Whether answers wait that have to be looked at before anybody is called late."""
    return not crew.answers.empty()


def _dead(crew: _Crew, worker: _Worker, waiting: deque[Task], tries: dict[int, int]) -> Iterator[Done]:
    crew.workers.remove(worker)
    with suppress(subprocess.TimeoutExpired):
        worker.process.wait(_LAST_WORDS)
    _stop(worker)
    task = worker.task
    if task is None:
        crew.failed_starts += not worker.ready
        if crew.failed_starts >= _STARTS:
            raise WorkersFailed(f"审查进程启动不了（{_cause(worker)}）。")
        return
    tries[task.number] = tries.get(task.number, 0) + 1
    if tries[task.number] < _TRIES:
        waiting.appendleft(task)
        return
    sentence = f"{task.path}：审查进程两次中途终止（{_cause(worker)}），没有得出报告。"
    yield Done(task.number, "", Entry(task.path, CRASHED, 3, sentence))


def _cause(worker: _Worker) -> str:
    code = worker.process.returncode or 0
    if code == NO_MEMORY:
        return "内存不足"
    if code >= 0:
        return f"退出码 {code}"
    name = signal.Signals(-code).name if -code in {one.value for one in signal.Signals} else f"信号 {-code}"
    return f"被强行结束，{name}，可能是内存不足" if name == "SIGKILL" else name


def _stop(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.wait()
    if worker.listener is not None:
        worker.listener.join()
    for stream in (worker.process.stdin, worker.process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def default_jobs() -> int:
    """As many as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

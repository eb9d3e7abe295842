"""Work that is stopped once it has used up its processor time.

Nothing here is counted on a wall clock: a busy machine takes nobody's budget. In the main thread of a Unix process a
timer interrupts the work wherever it is, inside a regular expression too (``re`` looks for signals while it searches).
Elsewhere, and where the host program uses that timer itself, the work is asked at each step it reports, and once it is
done: then a single step that never ends is not stopped.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from threading import current_thread, main_thread
from time import perf_counter, thread_time
from types import FrameType, TracebackType
from typing import TypeVar

_T = TypeVar("_T")
# Should a tick be lost (raised inside a destructor, say), the next one comes soon.
_TICK = 1.0


class OutOfTime(BaseException):
    """The budget is used up. No ``Exception``, so that no checker takes it for a fault of its own and goes on."""


class Budget:
    """The same seconds of processor time for each of many pieces of work; used as a context around all of them."""

    __slots__ = ("_begun", "_running", "_since", "_timed", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._begun = 0.0
        self._since = 0.0
        self._running = False
        self._timed = False

    def __enter__(self) -> Budget:
        self._timed = (
            hasattr(signal, "setitimer")
            and current_thread() is main_thread()
            and signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL
            and signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
        )
        if self._timed:
            signal.signal(signal.SIGVTALRM, self._tick)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()
        if self._timed:
            signal.signal(signal.SIGVTALRM, signal.SIG_DFL)

    def spend(self, work: Callable[[], _T]) -> _T:
        """What ``work`` answers. Raises OutOfTime where it took longer, what it answered by then is lost."""
        try:
            try:
                self._start()
                answer = work()
                self.check()
                return answer
            finally:
                self._stop()
        except OutOfTime:
            # The tick may have come just before the clock was stopped.
            self._stop()
            raise

    def check(self) -> None:
        """A step of the work is done. Raises OutOfTime where no time is left."""
        # Nobody has used more time than has passed, and to look at a wall is cheaper than to ask the system.
        if perf_counter() - self._since > self.seconds and thread_time() - self._begun > self.seconds:
            raise OutOfTime

    def _start(self) -> None:
        self._begun, self._since = thread_time(), perf_counter()
        self._running = True
        if self._timed:
            signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds, min(_TICK, self.seconds))

    def _stop(self) -> None:
        self._running = False
        if self._timed:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _tick(self, number: int, frame: FrameType | None) -> None:
        # The timer counts all threads of the process; the budget is this thread's.
        if self._running:
            self.check()

"""How a run ends before its time: signals, and standard streams that are closed, full or no longer read."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from contractlint.errors import write_trouble

READER_GONE = 141
"""Exit code where the reader of our output went away (``| head``): what the shell says of a program that SIGPIPE ended.
Neither 0 nor 1, which would say something of the draft."""
_STREAM_TROUBLES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


class ReaderGone(Exception):
    """A broken pipe, under a name that Click does not know: it would end with exit code 1, which says of a draft that
    it has problems."""


@contextmanager
def reading() -> Iterator[None]:
    """Around what prints: a broken pipe becomes :class:`ReaderGone`."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP. It is what Ctrl-C is, so that whatever clears up after that clears up after these too."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def prepare() -> None:
    """Have signals end the run in order, and give every standard stream something to write to."""
    _fill_closed()
    for stream in (sys.stdout, sys.stderr):
        # A name with characters that the terminal cannot show must not end in an exception.
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        # Whoever has it ignored (nohup) means it. Only the main thread may set handlers.
        with suppress(ValueError):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _terminate)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated(number)


def _fill_closed() -> None:
    """A descriptor that the caller closed would go to the next file opened; what is meant for the screen would then
    end up in a report."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def interrupted(cause: BaseException | None) -> tuple[str, int]:
    """Sentence and exit code of a run that was stopped."""
    if isinstance(cause, Terminated):
        return "已被终止。", 128 + cause.number
    return "已中断。", 130


def stream_trouble(error: OSError) -> str:
    """The sentence for standard output that cannot be written; empty where the error is about something else."""
    if error.filename is not None or error.errno not in _STREAM_TROUBLES:
        return ""
    return f"写不了标准输出：{write_trouble(error)}。"


def leave(text: str, code: int) -> NoReturn:
    """Say why, as far as somebody can hear it, and end."""
    import click

    with suppress(OSError):
        if text:
            click.echo(text, err=True)
    # What lies unwritten in a buffer would be tried again, and complained of, while Python ends.
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)

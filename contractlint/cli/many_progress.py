"""How far it is: a bar on a terminal, otherwise a line for each document; always on standard error."""

from __future__ import annotations

import sys
from types import TracebackType

import click

from contractlint.folders.entry import Entry
from contractlint.folders.table import progress_line


class Progress:
    """Shows nothing."""

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def advance(self, entry: Entry) -> None:
        """One more document is done."""

    def close(self) -> None:
        """Nothing more will come."""


class Lines(Progress):
    """A line for each document."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    def advance(self, entry: Entry) -> None:
        """Its line."""
        self.done += 1
        click.echo(progress_line(entry, self.done, self.total), err=True)


class Bar(Progress):
    """A bar with rate and time left; it goes away when all is done."""

    def __init__(self, total: int, *, plain: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self.bar = RichProgress(
            TextColumn("审查"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("剩余"),
            TimeRemainingColumn(),
            # None: as the environment says (NO_COLOR).
            console=Console(stderr=True, no_color=plain or None),
            transient=True,
        )
        self.task = self.bar.add_task("", total=total, rate="")
        self.bar.start()

    def advance(self, entry: Entry) -> None:
        """One step; the rate is that of the last documents."""
        self.bar.advance(self.task)
        speed = self.bar.tasks[0].speed
        self.bar.update(self.task, rate="" if speed is None else f"{speed:.1f} 份/秒")

    def close(self) -> None:
        """Give the terminal back."""
        self.bar.stop()


def progress_for(total: int, *, quiet: bool, printing: bool, plain: bool) -> Progress:
    """What fits: nothing where reports are printed on the same terminal, they show the progress themselves."""
    terminal = sys.stderr.isatty()
    if quiet or (printing and terminal):
        return Progress()
    return Bar(total, plain=plain) if terminal else Lines(total)

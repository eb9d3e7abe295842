"""Reports of several drafts on standard output, in the order of the drafts whatever came first."""

from __future__ import annotations

import json

import click

from contractlint.cli.output import emit
from contractlint.folders.entry import Done, Task, plain
from contractlint.folders.summary import SCHEMA_VERSION, Summary, totals
from contractlint.formats.wrapping import printable


class Printer:
    """Prints nothing."""

    prints = False

    def __init__(self) -> None:
        self._waiting: dict[int, tuple[Task, Done]] = {}
        self._next = 0

    def add(self, task: Task, done: Done) -> None:
        """A document is done; it is printed when all before it have been."""
        if not self.prints:
            return
        self._waiting[done.number] = (task, done)
        while (one := self._waiting.pop(self._next, None)) is not None:
            self.write(*one)
            self._next += 1

    def write(self, task: Task, done: Done) -> None:
        """Print one document."""

    def end(self, summary: Summary) -> None:
        """All documents are done."""


class ReportPrinter(Printer):
    """One report below the other, with something between them; where there is none, a sentence on standard error."""

    prints = True

    def __init__(self, between: str) -> None:
        super().__init__()
        self._between = between

    def write(self, task: Task, done: Done) -> None:
        """The report, and what stands between reports."""
        if not done.contents:
            click.echo(printable(done.entry.message), err=True)
            return
        emit(done.contents[0], None)
        emit(self._between, None)


class WirePrinter(Printer):
    """One JSON object: the summary, with each report in the entry of its document. Written as it comes, so that the
    reports of a thousand documents are not held in memory."""

    prints = True

    def write(self, task: Task, done: Done) -> None:
        """One entry of the list."""
        if not self._next:
            emit(f'{{\n"schema_version": "{SCHEMA_VERSION}",\n"documents": [\n', None)
        else:
            emit(",\n", None)
        entry = json.dumps(plain(done.entry), ensure_ascii=False).removesuffix("}")
        emit(f'{entry}, "report": ', None)
        emit(done.contents[0].rstrip() if done.contents else "null", None)
        emit("}", None)

    def end(self, summary: Summary) -> None:
        """What follows the list."""
        skipped = [{"path": one.path, "reason": one.reason} for one in summary.skipped]
        rest = json.dumps({"skipped": skipped, "totals": totals(summary)}, ensure_ascii=False, indent=1)
        emit(f"\n],{rest.removeprefix('{')}\n", None)

"""One run over many documents: workers, output folder, cache and summary put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

from contractlint.dataclass import dataclass, replace
from contractlint.folders import cache
from contractlint.folders.entry import Done, Entry, Task
from contractlint.folders.index import as_html
from contractlint.folders.output_folder import OutputFolder
from contractlint.folders.places import INDEX, SUMMARY, TABLE
from contractlint.folders.pool import answers
from contractlint.folders.summary import Summary, as_csv, as_json

CACHE = "cache"


@dataclass(frozen=True, slots=True)
class Pace:
    """How the work is spread: processes at a time, and seconds for one document."""

    jobs: int
    timeout: float


Reviewed = Callable[[Task, Done], None]
"""Told of each document when its reports are in their place."""


def run(tasks: Sequence[Task], pace: Pace, output: OutputFolder | None, told: Reviewed) -> tuple[Entry, ...]:
    """Review all tasks, in any order; the entries come back in the order of the tasks.

    With an output folder each report is written as soon as it is there, so that an interruption loses nothing.
    """
    if output is not None:
        tasks = [replace(task, done=output.kept(task.place)) for task in tasks]
    by_number = {task.number: task for task in tasks}
    entries: dict[int, Entry] = {}
    with closing(answers(tasks, jobs=pace.jobs, timeout=pace.timeout)) as stream:
        for done in stream:
            task = by_number[done.number]
            if output is not None:
                done = replace(done, entry=output.put(task.place, task.formats, done))
            entries[done.number] = done.entry
            told(task, done)
    return tuple(entries[number] for number in sorted(entries))


def write_summary(summary: Summary, output: OutputFolder) -> None:
    """``summary.json``, ``summary.csv`` and ``index.html`` in the output folder."""
    output.write(SUMMARY, as_json(summary))
    output.write(TABLE, as_csv(summary))
    output.write(INDEX, as_html(summary))


def forget(output: OutputFolder) -> None:
    """Remove from the cache of an output folder what none of its documents needs any more."""
    cache.prune(str(output.state / CACHE), {line.key for line in output.finished.values()})

"""Several drafts, whole folders, standard input, and watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from contractlint.cli import standard_input
from contractlint.cli.choices import settings_for
from contractlint.cli.many_options import MANY
from contractlint.cli.many_printing import Printer, ReportPrinter, WirePrinter
from contractlint.cli.many_progress import Progress, progress_for
from contractlint.cli.output import emit
from contractlint.cli.review import known_format, look_of
from contractlint.cli.screen import say_statistics
from contractlint.errors import ContractlintError, RuleFault, UsageError, write_trouble
from contractlint.folders.discovery import STATE, Found, Skipped, find
from contractlint.folders.entry import FAILED, STDIN, Done, Entry, Task
from contractlint.folders.output_folder import OutputFolder, opened
from contractlint.folders.places import places
from contractlint.folders.pool import default_jobs
from contractlint.folders.run import CACHE, Pace, forget, run, write_summary
from contractlint.folders.summary import Summary, summarize
from contractlint.folders.table import progress_line, table
from contractlint.folders.watch import Watch
from contractlint.folders.worker import perform
from contractlint.formats.statistics import Count, summed
from contractlint.settings import Settings

_TIMEOUT = 120.0
_ROWS = 100
"""Documents listed on the screen where the whole list stands in a file."""
_JSON = "json"
_PAGES = ("terminal", "markdown")
"""Formats whose reports can be read one below the other."""
_STREAMS = ("jsonl", "github")
"""Formats made of lines that each say which document they are about."""
_LOOK_EVERY = 1.0
"""Seconds between two looks at what is watched; also how long a draft must stay unchanged to count as whole."""

_WAITING = "还没有审查：是空的，或者还在写。"


@dataclass(frozen=True, slots=True)
class _Request:
    """What was asked for, checked."""

    drafts: tuple[str, ...]
    formats: tuple[str, ...]
    output: Path | None
    width: int | None
    cache: str
    pace: Pace
    flags: Mapping[str, Any]


def review_many(
    drafts: Sequence[str], format_name: str | None, output: Path | None, width: int | None, flags: Mapping[str, Any]
) -> int:
    """Review what was named; the exit code says the worst that happened."""
    if tuple(drafts) == (STDIN,) and not (output and output.is_dir()) and not any(flags[name] for name in MANY):
        return _review_stdin(known_format(format_name or "terminal"), output, width, flags)
    request = _request(drafts, format_name, output, width, flags)
    return _watch(request) if flags["watch"] else _review(request)


def _review_stdin(format_name: str, output: Path | None, width: int | None, flags: Mapping[str, Any]) -> int:
    """As a single file: the report goes to the screen or to the file named."""
    settings = settings_for(None, flags)
    look = look_of(output, width, settings.show_info, plain=flags["no_color"])
    done = perform(Task(0, STDIN, "", settings, (format_name,), look, data=_bytes(settings)))
    if not done.contents:
        raise _Refused(done.entry)
    if output is not None or not flags["quiet"]:
        emit(done.contents[0], output)
    if flags["statistics"]:
        say_statistics(_counts((done.entry,)), format_name, output)
    return done.entry.exit_code


def _bytes(settings: Settings) -> bytes:
    data = standard_input.document(standard_input.STDIN, settings)
    assert isinstance(data, bytes)
    return data


def _counts(entries: Iterable[Entry]) -> tuple[Count, ...]:
    return summed(Count(one.code, one.title, one.count) for entry in entries for one in entry.codes)


class _Refused(ContractlintError):
    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.message)
        self.exit_code = entry.exit_code


def _request(
    drafts: Sequence[str], format_name: str | None, output: Path | None, width: int | None, flags: Mapping[str, Any]
) -> _Request:
    if flags["resume"] and output is None:
        raise UsageError("--resume 要和 -o 一起用：从哪个输出文件夹接着做？")
    if flags["cache"] and flags["no_cache"]:
        raise UsageError("--cache 和 --no-cache 不能一起用。")
    if flags["watch"] and STDIN in drafts:
        raise UsageError("--watch 看的是文件，不能用于标准输入（-）。")
    if output is not None and output.exists() and not output.is_dir():
        raise UsageError(f"「{output}」是文件，不是文件夹；审查多份时 -o 要给出文件夹。")
    if flags["cache"]:
        _check_cache(flags["cache"])
    default = "json,html" if output is not None else "terminal"
    formats = tuple(dict.fromkeys(known_format(name.strip()) for name in (format_name or default).split(",")))
    if output is None and (len(formats) > 1 or formats[0] not in (_JSON, *_PAGES, *_STREAMS)):
        raise UsageError(f"审查多份时，{'、'.join(formats)} 每份要一个文件，请用 -o 指定文件夹。")
    cache = ""
    if not flags["no_cache"]:
        cache = str(flags["cache"] or (output / STATE / CACHE if output is not None else ""))
    pace = Pace(flags["jobs"] or default_jobs(), flags["timeout"] or _TIMEOUT)
    return _Request(tuple(drafts), formats, output, width, cache, pace, flags)


def _check_cache(folder: Path) -> None:
    """Refuse a cache that cannot be; one that others filled and that is only read is as good as any."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UsageError(f"--cache：「{folder}」是文件，不是文件夹。") from None
    except OSError as error:
        raise UsageError(f"--cache：写不了「{folder}」：{write_trouble(error)}。") from error


def _tasks(request: _Request, found: Found) -> tuple[Task, ...]:
    """One task a draft, each with the settings that its own place gives it."""
    tasks = []
    for number, (path, place) in enumerate(zip(found.drafts, places(found, request.formats), strict=True)):
        settings = settings_for(None if path == STDIN else Path(path), request.flags)
        data = _bytes(settings) if path == STDIN else None
        look = look_of(request.output, request.width, settings.show_info, plain=request.flags["no_color"])
        tasks.append(Task(number, path, place, settings, request.formats, look, data, request.cache))
    return tuple(tasks)


def _review(request: _Request) -> int:
    found = find(request.drafts, recursive=request.flags["recursive"], output=request.output)
    tasks = _tasks(request, found)
    printer = _printer(request)
    with (
        _folder(request) as folder,
        progress_for(
            len(tasks), quiet=_quiet(request), printing=printer.prints, plain=request.flags["no_color"]
        ) as progress,
    ):
        entries = _run(request, tasks, folder, printer, progress)
        summary = summarize(entries, found.skipped)
        if folder is not None:
            write_summary(summary, folder)
            forget(folder)
    printer.end(summary)
    if "terminal" in request.formats or request.output is not None:
        _print_table(request, summary)
    if _quiet(request):
        # What could not be read is no result but an error, and never silent.
        for entry in entries:
            if entry.status in FAILED:
                click.echo(entry.message, err=True)
    if request.flags["statistics"]:
        say_statistics(_counts(entries), request.formats[0], request.output)
    return summary.exit_code


def _folder(request: _Request) -> Any:
    return opened(request.output, resume=request.flags["resume"]) if request.output is not None else nullcontext()


def _printer(request: _Request) -> Printer:
    """Reports are printed where no folder takes them: as JSON, or as pages of those drafts that were named."""
    if request.output is not None or _quiet(request):
        return Printer()
    (name,) = request.formats
    if name == _JSON:
        return WirePrinter()
    if name in _STREAMS:
        return ReportPrinter("")
    folders = name == "terminal" and any(Path(draft).is_dir() for draft in request.drafts)
    return Printer() if folders else ReportPrinter("\n")


def _quiet(request: _Request) -> bool:
    return bool(request.flags["quiet"])


def _run(
    request: _Request, tasks: Sequence[Task], folder: OutputFolder | None, printer: Printer, progress: Progress
) -> tuple[Entry, ...]:
    """Run, and say where a run that stopped can go on."""
    finished = 0

    def told(task: Task, done: Done) -> None:
        nonlocal finished
        finished += 1
        progress.advance(done.entry)
        printer.add(task, done)

    try:
        return run(tasks, request.pace, folder, told)
    except KeyboardInterrupt:
        if folder is not None:
            click.echo(f"已完成 {finished} 份，共 {len(tasks)} 份；加 --resume 接着做。", err=True)
        raise
    except UsageError as error:
        if folder is None or not finished:
            raise
        raise UsageError(f"{error}已完成的 {finished} 份保留着；排除故障后加 --resume 接着做。") from error


def _print_table(request: _Request, summary: Summary) -> None:
    if _quiet(request) or (request.output is not None and sys.stdout is None):
        return
    look = look_of(None, request.width, show_info=False, plain=request.flags["no_color"])
    text = table(summary, look.width, colour=look.color, rows=None if request.output is None else _ROWS)
    emit(text, None)
    if request.output is not None:
        emit(f"\n报告在「{request.output}」，打开其中的 index.html 看全部结果。\n", None)


def _watch(request: _Request) -> int:
    """Look again and again until interrupted."""
    watch, entries, said, shown = Watch(), dict[str, Entry](), "", None
    printer = _printer(request)
    with _folder(request) as folder:
        click.echo(f"正在看着 {'、'.join(request.drafts)}，按 Ctrl-C 结束。", err=True)
        first = True
        while True:
            found = find(request.drafts, recursive=request.flags["recursive"], output=request.output, watching=True)
            ready = set(watch.ready(found.drafts))
            there = set(found.drafts)
            entries = {path: entry for path, entry in entries.items() if path in there}
            try:
                tasks = [task for task in _tasks(request, found) if task.path in ready] if ready else []
                for entry in _run(request, tasks, folder, printer, Progress()):
                    entries[entry.path] = entry
                    if not _quiet(request):
                        click.echo(progress_line(entry, 0, 0), err=printer.prints)
                waiting = [Skipped(path, _WAITING) for path in found.drafts if path not in entries]
                summary = summarize(entries.values(), (*found.skipped, *waiting))
                if folder is not None and summary != shown:
                    write_summary(summary, folder)
                    forget(folder)
                    shown = summary
                said = ""
            except (UsageError, RuleFault) as error:
                # A configuration or rule that is just being edited, or a full disk, must not end the watch.
                if first:
                    raise
                watch.again(ready)
                if str(error) != said:
                    said = str(error)
                    click.echo(said, err=True)
            first = first and not ready
            time.sleep(_LOOK_EVERY)

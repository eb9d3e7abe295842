"""The summary in a terminal, and a line for each document while it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from contractlint.folders.entry import FAILED, REVIEWED, STDIN, Entry
from contractlint.folders.summary import VERDICTS, Summary, kind
from contractlint.formats.wrapping import printable, width, wrap

_COLOURS = {"reject": "31", "revise": "33", "pass": "32", "not_assessable": "35"}
_FREQUENT = 8
_INDENT = 4


def table(summary: Summary, columns: int, *, colour: bool = False, rows: int | None = None) -> str:
    """Worst first. ``rows`` bounds how many documents are listed; who has no report is listed in any case."""
    lines = [f"审查汇总：{_counts(summary)}", "─" * columns]
    lines.append("结论          得分  必须改  建议改  文件")
    listed = summary.entries if rows is None else summary.entries[:rows]
    failed = [entry for entry in summary.entries[len(listed) :] if entry.status in FAILED]
    for entry in (*listed, *failed):
        lines += _row(entry, columns, colour)
    if hidden := len(summary.entries) - len(listed) - len(failed):
        lines.append(f"……另有 {hidden} 份，见 summary.csv 和 index.html。")
    lines += _frequent(summary, columns)
    lines += _skipped(summary, columns)
    return "\n".join(lines) + "\n"


def progress_line(entry: Entry, number: int, total: int) -> str:
    """One document is done: the ``number``-th of ``total`` (0 where there is no end)."""
    head = f"[{number:>{len(str(total))}}/{total}] " if total else ""
    score = "" if entry.score is None else f" {entry.score} 分"
    return f"{head}{VERDICTS[kind(entry)]}{score}  {shown_path(entry.path)}"


def shown_path(path: str) -> str:
    """A name fit for a line of its own: nothing in it breaks the line or steers the terminal."""
    if path == STDIN:
        return "（标准输入）"
    return printable(path.replace("\n", "�").replace("\t", "�")).encode("utf-8", "replace").decode("utf-8")


def _counts(summary: Summary) -> str:
    kinds = "，".join(f"{VERDICTS[name]} {count}" for name, count in summary.verdicts)
    return f"共 {len(summary.entries)} 份。{kinds}。"


def _row(entry: Entry, columns: int, colour: bool) -> list[str]:
    name = kind(entry)
    word = VERDICTS[name]
    padded = word + " " * (12 - width(word))
    if colour:
        padded = f"\x1b[{_COLOURS.get(name, '31')}m{padded}\x1b[0m"
    figures = (
        f"{'—' if entry.score is None else entry.score:>4}  {entry.errors:>6}  {entry.warnings:>6}"
        if entry.status == REVIEWED
        else f"{'—':>4}  {'—':>6}  {'—':>6}"
    )
    lines = [f"{padded}  {figures}  {shown_path(entry.path)}"]
    if entry.status != REVIEWED:
        reason = entry.message.removeprefix(f"{entry.path}：")
        lines += [" " * _INDENT + line for line in wrap(reason, columns - _INDENT)]
    return lines


def _frequent(summary: Summary, columns: int) -> Iterator[str]:
    if not summary.frequent:
        return
    yield ""
    yield "最常见的问题（份数）"
    for one in summary.frequent[:_FREQUENT]:
        yield f"  {one.code:<5}{one.documents:>5}  {wrap(one.title, columns - 14)[0]}"


def _skipped(summary: Summary, columns: int) -> list[str]:
    """Files are counted, folders named: nobody knows what is in them."""
    lines = [
        line for one in summary.skipped if one.folder for line in wrap(f"{shown_path(one.path)}：{one.reason}", columns)
    ]
    if files := [one for one in summary.skipped if not one.folder]:
        kinds = Counter(PurePath(one.path).suffix.lower() or "其他" for one in files)
        often = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        listed = "、".join(f"{shown_path(suffix)} {count}" for suffix, count in often)
        lines += wrap(f"另有 {len(files)} 个文件没有审查（不是可以审查的格式或打不开）：{listed}。", columns)
    return ["", *lines] if lines else []

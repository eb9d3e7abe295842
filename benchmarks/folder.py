"""Whole folders: how much faster two processes are than one, and whether a thousand drafts need more memory."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

Watched = Callable[[list[str]], tuple[float, float]]
"""Runs a command and gives its seconds and its peak memory, or that of its largest process, in megabytes."""
Figure = tuple[str, str, str, bool | None]
"""What, result, target, and whether it was met."""

_DRAFTS = 60
_ROUNDS = 3
_GROWTH = 40
"""Megabytes that ten times as many drafts may add to the largest process."""


def figures(draft: Path, folder: Path, watched: Watched, *, thousand: bool) -> list[Figure]:
    """Throughput on copies of a draft of 20 pages, and with ``thousand`` the memory."""
    made = [throughput(_copies(draft, folder / "drafts", _DRAFTS), folder / "reports", watched)]
    if thousand:
        made.append(memory(draft, folder, watched))
    return made


def throughput(drafts: Path, output: Path, watched: Watched) -> Figure:
    """One process and two in turn, start and summary included; medians."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(_ROUNDS):
        for jobs, times in seconds.items():
            times.append(_review(drafts, output, jobs, watched)[0])
    one, two = (median(times) for times in seconds.values())
    ratio = one / two
    rates = f"{_DRAFTS / two:.1f} 对 {_DRAFTS / one:.1f} 份/秒"
    return (f"文件夹：{_DRAFTS} 份 20 页，两个进程对一个", f"{ratio:.2f} 倍（{rates}）", "≥ 1.7 倍", ratio >= 1.7)


def memory(draft: Path, folder: Path, watched: Watched) -> Figure:
    """The largest process for a hundred drafts and for a thousand."""
    few = _copies(draft, folder / "hundred", 100)
    many = _copies(draft, folder / "thousand", 1000)
    _, before = _review(few, folder / "reports", 2, watched)
    seconds, peak = _review(many, folder / "reports", 2, watched)
    result = f"{seconds:.0f} 秒，最大的进程 {peak:.0f} MB；100 份时 {before:.0f} MB"
    return ("文件夹：1,000 份的内存", result, f"只多 ≤ {_GROWTH} MB", peak - before <= _GROWTH)


def _copies(draft: Path, folder: Path, count: int) -> Path:
    folder.mkdir()
    data = draft.read_bytes()
    for number in range(count):
        (folder / f"{number:04}.docx").write_bytes(data)
    return folder


def _review(drafts: Path, output: Path, jobs: int, watched: Watched) -> tuple[float, float]:
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "contractlint", "review", str(drafts), "--recursive", "-o", str(output)]
    return watched([*command, "--no-cache", "--jobs", str(jobs)])

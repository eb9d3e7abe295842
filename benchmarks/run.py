"""Speed and memory, measured side by side: ``python benchmarks/run.py``.

Times of whole processes depend on the machine, so what is compared with a target is the ratio to the least a Python
program could do with the same file: open it with python-docx and join the text of its paragraphs. Both run in turn in
one session, and the medians are divided.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.agreement import docx_of  # noqa: E402
from benchmarks.folder import figures  # noqa: E402

BASELINE = "import sys, docx; '\\n'.join(p.text for p in docx.Document(sys.argv[1]).paragraphs)"
# A small process that starts another and reports its seconds, exit code and peak memory: memory of whoever starts a
# process counts into that process's own peak, so it must not be started from here.
WATCH = (
    "import json, os, sys, time\n"
    "start = time.perf_counter()\n"
    "pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,"
    " file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])\n"
    "_, status, usage = os.wait4(pid, 0)\n"
    "print(json.dumps([time.perf_counter() - start, os.waitstatus_to_exitcode(status), usage.ru_maxrss]))\n"
)
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Row:
    """One line of the table; ``met`` is None where nothing is promised."""

    what: str
    result: str
    target: str
    met: bool | None

    def line(self) -> str:
        sign = {True: "✓", False: "✗", None: " "}[self.met]
        return f"{sign}  {self.what}：{self.result}{f'（目标 {self.target}）' if self.target else ''}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and with ``--check`` answer 1 where a target was missed."""
    parser = argparse.ArgumentParser(description="contractlint 的速度和内存，与同一文件的最低开销并排测量。")
    parser.add_argument("--check", action="store_true", help="有一项没有达到目标就以退出码 1 结束")
    parser.add_argument("--rounds", type=int, default=15, help="每条命令轮流运行几次，取中位数（默认 15）")
    parser.add_argument("--quick", action="store_true", help="不测一千页的合同和其他程序")
    options = parser.parse_args(arguments)
    # Both programs run as they are installed, with their byte code beside them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        files = {pages: Path(folder) / f"pages-{pages}.docx" for pages in (20, 200, 1000)}
        for pages, path in files.items():
            path.write_bytes(docx_of(pages))
        rows = [
            *whole_process(files[20], options.rounds, others=not options.quick),
            *memory(files, thousand=not options.quick),
            *in_process(files[20], files[200]),
            annotating(files[200]),
            *(Row(*one) for one in figures(files[20], Path(folder), watched, thousand=not options.quick)),
        ]
    for row in rows:
        print(row.line())
    return 1 if options.check and any(row.met is False for row in rows) else 0


def review_command(path: Path) -> list[str]:
    return [sys.executable, "-m", "contractlint", "review", str(path), "--format", "json"]


def whole_process(path: Path, rounds: int, *, others: bool) -> list[Row]:
    """The command line from start to exit, against the least possible, pandoc and LibreOffice."""
    commands = {"review": review_command(path), "python-docx": [sys.executable, "-c", BASELINE, str(path)]}
    if others and (pandoc := shutil.which("pandoc")):
        commands["pandoc"] = [pandoc, "-f", "docx", "-t", "plain", str(path)]
    times = alternate(commands, rounds)
    middle = {name: median(values) for name, values in times.items()}
    ratio = middle["review"] / middle["python-docx"]
    rows = [
        Row(
            "审查 20 页（整个进程）对 python-docx 只读段落",
            f"{ratio:.2f} 倍（{milliseconds(middle['review'])} 对 {milliseconds(middle['python-docx'])}）",
            "≤ 2.0 倍",
            ratio <= 2.0,
        )
    ]
    if "pandoc" in middle:
        rows.append(
            Row(
                "同一文件，pandoc 转成纯文本",
                f"{middle['pandoc'] / middle['review']:.2f} 倍于审查（{milliseconds(middle['pandoc'])}）",
                "",
                None,
            )
        )
    if others and (office := shutil.which("soffice")):
        seconds = convert(office, path)
        rows.append(
            Row(
                "同一文件，LibreOffice 转成纯文本",
                f"{seconds / middle['review']:.1f} 倍于审查（{milliseconds(seconds)}）",
                "",
                None,
            )
        )
    return rows


def alternate(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each command, run in turn so that a busy moment hits all of them; one round to warm up is dropped."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds = timed(partial(run, command))
            if turn:
                times[name].append(seconds)
    return times


def run(command: list[str]) -> None:
    """Run a command from the folder above, where the package is."""
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    prove(command, done.returncode, done.stderr)


def prove(command: list[str], code: int, errors: bytes) -> None:
    """Stop where a command failed: code 1 says that problems were found, but a crash says 1 as well, and why."""
    if code not in (0, 1) or b"Traceback" in errors:
        raise SystemExit(f"{' '.join(command)}：退出码 {code}\n{errors.decode(errors='replace')}")


def convert(office: str, path: Path) -> float:
    """Median seconds of three conversions by LibreOffice with a profile of its own, the first one dropped."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "txt:Text", "--outdir", folder, str(path)]
        return median([timed(lambda: run(command)) for _ in range(4)][1:])


def memory(files: dict[int, Path], *, thousand: bool) -> list[Row]:
    """Peak memory of the whole process, for 20 pages and for a thousand."""
    if not hasattr(os, "posix_spawn"):
        return []
    _, peak = watched(review_command(files[20]))
    rows = [Row("审查 20 页的内存峰值", f"{peak:.0f} MB", "≤ 120 MB", peak <= 120)]
    if thousand:
        seconds, peak = watched(review_command(files[1000]))
        rows.append(Row("审查 1,000 页", f"{seconds:.1f} 秒，内存峰值 {peak:.0f} MB", "< 1,000 MB", peak < 1000))
    return rows


def watched(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", WATCH, *command], cwd=HERE.parent, capture_output=True, check=True
    )
    seconds, code, peak = json.loads(done.stdout)
    prove(command, code, done.stderr)
    return seconds, peak * MAXRSS_UNIT / 1e6


def in_process(short: Path, long: Path) -> list[Row]:
    """The library call once everything is loaded, and how it grows with length."""
    from contractlint.api import review

    seconds = median(repeated(lambda: review(short), 15))
    longer = median(repeated(lambda: review(long), 5))
    return [
        Row("审查 20 页（进程内，已热身）", milliseconds(seconds), "≤ 60 毫秒", seconds <= 0.060),
        Row(
            "10 倍长度所需的时间",
            f"{longer / seconds:.1f} 倍（{milliseconds(longer)}）",
            "≤ 12 倍",
            longer <= 12 * seconds,
        ),
    ]


def annotating(path: Path) -> Row:
    """Over a thousand comments and all changes written into a draft of two hundred pages, the review not counted."""
    from contractlint.annotation.writing import write
    from contractlint.api import review
    from contractlint.finding import Severity
    from contractlint.settings import Settings

    data = worse(path.read_bytes())
    report = review(data)
    comments = 0

    def annotate() -> None:
        nonlocal comments
        comments = write(data, report, Settings(), suggest=True, least=Severity.INFO, stamp="").comments

    seconds = median(repeated(annotate, 3))
    return Row("把批注和修订写进 200 页的合同", f"{comments:,} 条批注，{milliseconds(seconds)}", "", None)


def worse(data: bytes) -> bytes:
    """The draft with two times without a number in each sentence that ends a paragraph."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "word/document.xml":
                part = part.decode().replace("。</w:t>", "，乙方应尽快处理，甲方应及时确认。</w:t>").encode()
            new.writestr(info, part)
    return buffer.getvalue()


def repeated(action: Callable[[], object], times: int) -> list[float]:
    action()
    return [timed(action) for _ in range(times)]


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} 毫秒"


if __name__ == "__main__":
    sys.exit(main())

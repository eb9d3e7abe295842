"""Many drafts: nothing is lost whatever happens to a process, the disk or the drafts meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contractlint.folders import pool
from contractlint.folders.entry import Task
from contractlint.folders.output_folder import opened
from contractlint.formats import Look
from contractlint.settings import Settings
from tests.many_drafts import (
    CLEAN,
    RISKY,
    SHORT,
    Command,
    command,
    many,
    reports,
    run,
    start,
    summary,
    until,
    workers,
)

__all__ = ["command"]


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, command: Command) -> None:
    many(tmp_path / "in", 24)
    process = start("in", "-r", "--format", "json", "-o", "out", "-j", "2", "--no-cache", cwd=tmp_path)
    until(lambda: len(list((tmp_path / "out").glob("*.json"))) >= 4)
    process.kill()
    process.communicate()
    done = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.json")}
    assert len(done) < 24
    assert all(json.loads(path.read_bytes())["findings"] for path in done)
    journal = (tmp_path / "out" / ".contractlint" / "journal.jsonl").read_bytes()
    known = [json.loads(line)["place"] for line in journal.splitlines()]
    # A torn line, as a power failure may leave it, and a report that somebody spoilt.
    (tmp_path / "out" / ".contractlint" / "journal.jsonl").write_bytes(journal + b'{"place": "0')
    spoilt = tmp_path / "out" / f"{known[0]}.json"
    spoilt.write_bytes(b"{}")
    assert command("in", "-r", "--format", "json", "-o", "out", "--no-cache", "--resume")[0] == 1
    for place in known[1:]:
        path = tmp_path / "out" / f"{place}.json"
        assert path.stat().st_mtime_ns == done[path]
    after = [json.loads(line) for line in journal_lines(tmp_path / "out")]
    command("in", "-r", "--format", "json", "-o", "whole", "--no-cache")
    assert reports(tmp_path / "out") == reports(tmp_path / "whole")
    assert {line["place"] for line in after} == {f"{number:03}.txt" for number in range(24)}


def journal_lines(output: Path) -> Iterator[bytes]:
    for line in (output / ".contractlint" / "journal.jsonl").read_bytes().splitlines():
        if line.endswith(b"}"):
            yield line


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    many(tmp_path / "in", 12)
    process = start("in", "-r", "--format", "json", "-o", "out", "-j", "2", cwd=tmp_path)
    until(lambda: len(workers(process.pid)) == 2)
    found = workers(process.pid)
    process.kill()
    process.communicate()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in found))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
def test_a_busy_worker_ends_with_its_parent(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    endless(tmp_path / "in" / "long.txt")
    process = start("in", "-r", "--format", "json", "-o", "out", "-j", "1", cwd=tmp_path)
    until(lambda: any(busy(pid) for pid in workers(process.pid)))
    (pid,) = workers(process.pid)
    process.kill()
    process.communicate()
    until(lambda: not Path(f"/proc/{pid}").exists(), seconds=5)


def test_a_worker_without_memory_is_tried_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pool,
        "_BOOT",
        "import sys; sys.path[:] = {path!r}; from contractlint.folders import worker\n"
        f"def perform(task): open({str(tmp_path / 'tries')!r}, 'a').write('x'); raise MemoryError\n"
        "worker.perform = perform; worker.main({parent})",
    )
    task = Task(0, "a.txt", "a.txt", Settings(), ("json",), Look())
    (done,) = pool.answers([task], jobs=1, timeout=20)
    assert (done.entry.status, done.entry.exit_code) == ("crashed", 3)
    assert "内存不足" in done.entry.message
    assert (tmp_path / "tries").read_text() == "xx"


def test_a_killed_worker_costs_nothing(tmp_path: Path, command: Command) -> None:
    many(tmp_path / "in", 16)
    process = start("in", "-r", "--format", "json", "-o", "out", "-j", "2", cwd=tmp_path)
    until(lambda: len(list((tmp_path / "out").glob("*.json"))) >= 2)
    killed = workers(process.pid)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    _, errors = process.communicate()
    assert killed
    assert process.returncode == 1, errors
    command("in", "-r", "--format", "json", "-o", "whole", "-j", "1")
    assert reports(tmp_path / "out") == reports(tmp_path / "whole")


def test_a_document_that_kills_its_worker_costs_itself(tmp_path: Path) -> None:
    many(tmp_path / "in", 2)
    endless(tmp_path / "in" / "z.txt")
    process = start("in", "-r", "--format", "json", "-o", "out", "-j", "1", cwd=tmp_path)
    until(lambda: len(list((tmp_path / "out").glob("*.json"))) == 2)
    killed = set[int]()
    for _ in range(2):
        until(lambda: any(busy(pid) for pid in set(workers(process.pid)) - killed))
        (pid,) = set(workers(process.pid)) - killed
        os.kill(pid, signal.SIGKILL)
        killed.add(pid)
    process.communicate()
    assert process.returncode == 3
    entries = summary(tmp_path / "out")
    assert entries["in/z.txt"]["status"] == "crashed"
    assert "两次" in str(entries["in/z.txt"]["message"])
    assert [one["status"] for one in entries.values()].count("reviewed") == 2


def endless(path: Path) -> None:
    """A draft that takes much longer to review than any of these tests."""
    path.write_text(SHORT.read_text("utf-8") * 8000, "utf-8")


def busy(pid: int) -> bool:
    """Whether a worker has started and read its task: it has used a second and a half of processor time."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return False
    return int(fields[11]) / os.sysconf("SC_CLK_TCK") > 1.5


def test_a_document_that_takes_too_long_is_stopped(tmp_path: Path, command: Command) -> None:
    many(tmp_path / "in", 2)
    endless(tmp_path / "in" / "long.txt")
    assert command("in", "-r", "--format", "json", "-o", "out", "-j", "1", "--timeout", "2.5")[0] == 3
    entries = summary(tmp_path / "out")
    assert entries["in/long.txt"]["status"] == "timeout"
    assert "2.5 秒" in str(entries["in/long.txt"]["message"])
    assert not (tmp_path / "out" / "long.txt.json").exists()
    assert entries["in/000.txt"]["status"] == entries["in/001.txt"]["status"] == "reviewed"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_leaves_whole_reports_and_no_process(
    tmp_path: Path, command: Command, number: int, code: int
) -> None:
    many(tmp_path / "in", 24)
    process = start("in", "-r", "--format", "json", "-o", "out", "-j", "2", cwd=tmp_path)
    until(lambda: len(list((tmp_path / "out").glob("*.json"))) >= 3)
    found = workers(process.pid)
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == code
    assert "--resume" in errors.decode()
    assert "Traceback" not in errors.decode()
    assert not any(Path(f"/proc/{pid}").exists() for pid in found)
    assert all(json.loads(path.read_bytes()) for path in (tmp_path / "out").glob("*.json"))
    assert command("in", "-r", "--format", "json", "-o", "out", "--resume")[0] == 1
    assert len(summary(tmp_path / "out")) == 24


def test_a_full_disk_is_one_sentence(tmp_path: Path, command: Command) -> None:
    """No file may grow beyond a size that some reports stay below and others exceed."""
    import resource

    many(tmp_path / "in", 4)
    shutil.copy(RISKY, tmp_path / "in" / "z.docx")
    command("in", "-r", "--format", "json", "-o", "whole")
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "whole").glob("*.txt.json")}
    limit = max(sizes.values()) + 1000
    assert (tmp_path / "whole" / "z.docx.json").stat().st_size > limit + 1000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    result = run("in", "-r", "--format", "json", "-o", "out", "-j", "1", cwd=tmp_path, preexec_fn=limited)
    assert result.returncode == 2
    (sentence,) = [line for line in result.stderr.decode().splitlines() if not line.startswith("[")]
    assert sentence.startswith("写不了「out/z.docx.json」：超过了允许的文件大小。")
    assert "--resume" in sentence
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*sizes, ".contractlint"}
    assert not (tmp_path / "out" / ".contractlint" / "unfinished").exists()
    assert command("in", "-r", "--format", "json", "-o", "out", "--resume")[0] == 1
    assert reports(tmp_path / "out") == reports(tmp_path / "whole")


def test_a_full_disk_at_the_next_try_is_one_sentence_too(tmp_path: Path, command: Command) -> None:
    """Not even the journal can grow."""
    import resource

    many(tmp_path / "in", 2)
    command("in", "-r", "--format", "json", "-o", "out")
    journal = tmp_path / "out" / ".contractlint" / "journal.jsonl"
    limit = journal.stat().st_size

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    result = run("in", "-r", "--format", "json", "-o", "out", "--resume", cwd=tmp_path, preexec_fn=limited)
    assert result.returncode == 2
    assert result.stderr.decode() == "写不了「out/.contractlint/journal.jsonl」：超过了允许的文件大小。\n"
    assert command("in", "-r", "--format", "json", "-o", "out", "--resume")[0] == 1


def test_a_damaged_journal_costs_the_work_and_no_more(tmp_path: Path, command: Command) -> None:
    many(tmp_path / "in", 2)
    command("in", "-r", "--format", "json", "-o", "out")
    before = reports(tmp_path / "out")
    journal = tmp_path / "out" / ".contractlint" / "journal.jsonl"
    lines = [json.loads(line) for line in journal.read_bytes().splitlines()]
    lines[0]["digests"] = []
    journal.write_text("".join(json.dumps(line) + "\n" for line in lines) + "[]\n{", "utf-8")
    assert command("in", "-r", "--format", "json", "-o", "out", "--resume")[0] == 1
    assert reports(tmp_path / "out") == before


def test_two_runs_do_not_share_an_output(tmp_path: Path, command: Command) -> None:
    many(tmp_path / "in", 2)
    with opened(tmp_path / "out", resume=False):
        code, _, errors = command("in", "-r", "--format", "json", "-o", "out")
    assert code == 2
    assert "另一次审查" in errors
    assert command("in", "-r", "--format", "json", "-o", "out")[0] == 1


def skipped(folder: Path) -> set[str]:
    return {one["path"] for one in json.loads((folder / "summary.json").read_bytes())["skipped"]}


def test_watching(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    process = start("in", "--watch", "-o", "out", cwd=tmp_path)
    try:
        shutil.copy(RISKY, folder / "a.docx")
        until(lambda: (tmp_path / "out" / "a.docx.json").exists())
        (folder / "~$a.docx").write_bytes(b"open")
        shutil.copy(SHORT, folder / "b.txt")
        until(lambda: (tmp_path / "out" / "b.txt.json").exists())
        shutil.copy(CLEAN, folder / "a.docx")
        until(lambda: json.loads((tmp_path / "out" / "a.docx.json").read_bytes())["verdict"]["code"] == "pass")
        until(lambda: summary(tmp_path / "out")["in/a.docx"]["verdict"] == "pass")
        (folder / "b.txt").unlink()
        until(lambda: set(summary(tmp_path / "out")) == {"in/a.docx"})
        (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
        (folder / "copying.docx").touch()
        (folder / "round.docx").symlink_to("round.docx")
        until(lambda: skipped(tmp_path / "out") == {"in/scan.pdf", "in/copying.docx", "in/round.docx"})
    finally:
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=20)
    assert process.returncode == 130, errors
    lines = output.decode().splitlines()
    assert [line.split("  ")[1] for line in lines] == ["in/a.docx", "in/b.txt", "in/a.docx"]
    assert "Traceback" not in errors.decode()

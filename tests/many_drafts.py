"""What the tests of many drafts share: folders of drafts, and the command in this process or in one of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from contractlint.cli import chinese, commands
from tests.drafts import FIXTURES

RISKY, CLEAN, SHORT = FIXTURES / "risky-typed.docx", FIXTURES / "clean-typed.docx", FIXTURES / "risky-short.txt"
COMMAND = [sys.executable, "-m", "contractlint", "review"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(FIXTURES.parent), "NO_COLOR": "1"}
Command = Callable[..., tuple[int, str, str]]


def run(
    *arguments: str | Path, cwd: Path, data: bytes | None = None, **more: object
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [*COMMAND, *map(str, arguments)], cwd=cwd, env=ENVIRONMENT, input=data, capture_output=True, check=False, **more
    )


def start(*arguments: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], cwd=cwd, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing came in time"
        time.sleep(0.02)


def workers(parent: int) -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process, from the temporary folder; gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run_here(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            chinese.run(commands.cli, args=["review", *map(str, arguments)])
        sys.stdout.flush()
        printed = capfd.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return run_here


def reports(folder: Path) -> dict[str, bytes]:
    """Everything in an output folder that is not the program's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".contractlint" not in path.parts
    }


def summary(folder: Path) -> dict[str, dict[str, object]]:
    data = json.loads((folder / "summary.json").read_bytes())
    return {entry["path"]: entry for entry in data["documents"]}


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder ``contracts`` with drafts of one name in two places, odd names and things that are no drafts."""
    folder = tmp_path / "contracts"
    (folder / "二〇二六年" / "空 格").mkdir(parents=True)
    shutil.copy(RISKY, folder / "a.docx")
    shutil.copy(SHORT, folder / "a.txt")
    shutil.copy(CLEAN, folder / "二〇二六年" / "a.docx")
    shutil.copy(CLEAN, folder / "二〇二六年" / "空 格" / "合同（终稿）.docx")
    (folder / "damaged.docx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "~$a.docx").write_bytes(b"\x05user")
    (folder / ".hidden.docx").write_bytes(b"hidden")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4")
    return folder


def many(folder: Path, count: int) -> None:
    """Drafts that differ, and take long enough that something can happen meanwhile."""
    folder.mkdir(exist_ok=True)
    text = SHORT.read_text("utf-8")
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"{text}\n合同编号：YZ-{number}\n" + text * 3, "utf-8")

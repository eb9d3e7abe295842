"""How the command ends before its time: signals, and standard streams that are closed, full or no longer read."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.many_drafts import CLEAN, COMMAND, ENVIRONMENT, RISKY, SHORT, run, until

ROOT = [*COMMAND[:-1]]


def shell(line: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """``line`` as a user types it; ``lint`` is the command."""
    words = " ".join(f"'{word}'" for word in ROOT)
    return subprocess.run(
        ["bash", "-c", f'lint() {{ {words} "$@"; }}; {line}'],
        cwd=cwd,
        env=ENVIRONMENT | environment,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [(signal.SIGINT, 130, "已中断。"), (signal.SIGTERM, 143, "已被终止。"), (signal.SIGHUP, 129, "已被终止。")],
)
def test_a_signal_is_a_sentence_and_its_exit_code(tmp_path: Path, number: int, code: int, sentence: str) -> None:
    """It comes while the command waits for standard input."""
    process = subprocess.Popen(
        [*ROOT, "review", "-", "-o", "report.json"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Whoever runs the tests in the background may have it ignored.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL) and None,
    )
    reads(process, "技术支持".encode())
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors.decode().strip()) == (code, sentence)
    assert list(tmp_path.iterdir()) == []


def reads(process: subprocess.Popen[bytes], begun: bytes) -> None:
    """Give a process the beginning of its input and wait until it has taken it: then it waits for more."""
    assert process.stdin is not None
    process.stdin.write(begun)
    process.stdin.flush()
    until(lambda: unread(process) == 0)


def unread(process: subprocess.Popen[bytes]) -> int:
    """How many bytes of its input a process has not taken yet."""
    return int.from_bytes(fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4)), sys.byteorder)  # type: ignore[arg-type]


def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """As with nohup."""
    process = subprocess.Popen(
        [*ROOT, "review", "-", "--fail-on", "never", "--format", "json"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN) and None,
    )
    draft = SHORT.read_bytes()
    reads(process, draft[:100])
    process.send_signal(signal.SIGHUP)
    output, _ = process.communicate(draft[100:], timeout=20)
    assert process.returncode == 0
    assert b'"findings"' in output


@pytest.mark.parametrize("arguments", [f"review '{RISKY}'", f"compare '{CLEAN}' '{RISKY}'", "rules", "--help"])
def test_a_reader_that_goes_away_is_no_verdict(tmp_path: Path, arguments: str) -> None:
    result = shell(f"(sleep 0.2; lint {arguments}; echo $? >&2) | true", tmp_path)
    assert result.stderr.strip() == b"141"


@pytest.mark.parametrize("arguments", [f"review '{RISKY}'", f"review '{RISKY}' '{SHORT}'", "--help"])
def test_a_full_standard_output_is_no_verdict(tmp_path: Path, arguments: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    result = shell(f"lint {arguments} > /dev/full", tmp_path)
    assert result.returncode == 2
    assert result.stderr.decode().splitlines()[-1] == "写不了标准输出：磁盘已满。"
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        (f"lint review '{RISKY}' >&-", 2, "标准输出是关闭的"),
        (f"lint review '{RISKY}' -o report.html --format html >&-", 1, ""),
        (f"lint review '{RISKY}' '{SHORT}' -o reports -q >&- 2>&- <&-", 1, ""),
        (f"lint annotate '{RISKY}' -o annotated.docx >&-", 1, ""),
        ("lint review - <&-", 2, "标准输入是关闭的"),
        ("lint review missing.docx 2>&-", 3, ""),
    ],
)
def test_closed_streams(tmp_path: Path, line: str, code: int, sentence: str) -> None:
    result = shell(line, tmp_path)
    assert result.returncode == code, result.stderr
    assert result.stderr.decode().startswith(sentence)
    assert bool(result.stderr) is bool(sentence)


def test_a_terminal_that_cannot_show_a_name(tmp_path: Path) -> None:
    """No exception for a character its encoding lacks."""
    result = shell(f"lint annotate '{RISKY}' -o '😀.docx'", tmp_path, PYTHONIOENCODING="gbk")
    assert result.returncode == 1, result.stderr
    assert r"已写入「\U0001f600.docx」" in result.stdout.decode("gbk")


def test_a_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    result = run("\x1b[31m\u202e.docx", cwd=tmp_path)
    assert result.returncode == 3
    assert "\x1b" not in result.stderr.decode()
    assert "\u202e" not in result.stderr.decode()


def test_a_draft_from_standard_input_for_every_command(tmp_path: Path) -> None:
    def lint(line: str) -> tuple[int, bytes, str]:
        result = shell(f"lint {line}", tmp_path)
        return result.returncode, result.stdout, result.stderr.decode()

    assert lint(f"read - < '{RISKY}'") == lint(f"read '{RISKY}'")
    code, output, _ = lint(f"compare '{CLEAN}' - < '{RISKY}'")
    named = lint(f"compare '{CLEAN}' '{RISKY}'")
    # Only the name of the draft differs.
    assert code == named[0]
    assert [a for a, b in zip(output.splitlines(), named[1].splitlines(), strict=True) if a != b] == [
        "新稿：技术支持服务协议 · 1,151 字".encode()
    ]
    lint(f"annotate '{RISKY}' -o a.docx")
    lint(f"annotate - -o b.docx < '{RISKY}'")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert lint(f"annotate - < '{RISKY}'")[::2] == (2, "从标准输入读时，请用 -o 给出要写的文件。\n")
    assert lint(f"compare - - < '{RISKY}'")[0] == 2
    assert lint(f"compare '{CLEAN}' - < /dev/null")[::2] == (3, "标准输入：文件是空的。\n")
    assert lint(f"compare - missing.docx < '{CLEAN}'")[::2] == (3, "missing.docx：找不到文件。\n")

"""The command line: one path per exit code, Chinese everywhere, nothing written but what was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from contractlint.cli import chinese, commands
from tests.drafts import FIXTURES

RISKY, CLEAN_DRAFT = FIXTURES / "risky-typed.docx", FIXTURES / "clean-typed.docx"


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "contractlint", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd or FIXTURES.parent,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("review", RISKY), 1),
        (("review", RISKY, "--fail-on", "never"), 0),
        (("review", CLEAN_DRAFT), 0),
        (("review", "nowhere.docx"), 3),
        (("review", FIXTURES), 3),
        (("review", FIXTURES / "english.docx"), 4),
        (("review", FIXTURES / "news.txt"), 4),
        (("review", FIXTURES / "form.docx"), 4),
        (("review", FIXTURES / "scan.docx"), 4),
        (("review",), 2),
        (("review", RISKY, "--format", "pdf"), 2),
        (("review", RISKY, "--select", "Q99"), 2),
        (("review", RISKY, "--type", "marriage"), 2),
        (("review", RISKY, "--no-such-option"), 2),
        (("explain", "Q99"), 2),
        (("dance",), 2),
    ],
)
def test_exit_codes(arguments: tuple[str | Path, ...], code: int) -> None:
    result = run(*arguments)
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    if code in (2, 3):
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1
        assert not any(word in result.stderr for word in ("Usage", "Error", "Missing", "Invalid", "No such"))


def test_help_is_chinese() -> None:
    for arguments in (["--help"], ["review", "--help"], ["read", "--help"], ["explain", "--help"], ["rules", "--help"]):
        result = CliRunner().invoke(commands.cli, arguments)
        assert result.exit_code == 0
        assert "用法：" in result.output
        assert "选项" in result.output
        assert not any(word in result.output for word in ("Usage", "Options", "Commands", "Show this", "[OPTIONS]"))


def test_the_json_report_is_json_and_offsets_index_what_read_prints() -> None:
    report = json.loads(run("review", RISKY, "--format", "json").stdout)
    text = run("read", RISKY).stdout
    assert report["findings"]
    for finding in report["findings"]:
        for evidence in finding["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_two_runs_give_identical_bytes() -> None:
    assert run("review", RISKY, "--format", "json").stdout == run("review", RISKY, "--format", "json").stdout


def test_output_goes_to_the_file_and_nothing_else_is_written(tmp_path: Path) -> None:
    draft = tmp_path / "合同 草稿 (一).docx"
    draft.write_bytes(RISKY.read_bytes())
    result = run("review", draft, "-o", tmp_path / "报告.txt", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([draft.name, "报告.txt"])
    assert "合同审查报告" in (tmp_path / "报告.txt").read_text("utf-8")


def test_an_output_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    result = run("review", RISKY, "-o", tmp_path / "nowhere" / "x.txt")
    assert result.returncode == 2
    assert "写不了" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_binary_report_does_not_go_to_a_terminal() -> None:
    import os
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "contractlint", "review", RISKY, "--format", "opinion"]
    result = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, cwd=FIXTURES.parent, check=False)
    os.set_blocking(ours, False)
    with pytest.raises(BlockingIOError):
        os.read(ours, 1)
    os.close(ours)
    os.close(theirs)
    assert result.returncode == 2
    assert "请用 -o 写到文件" in result.stderr.decode("utf-8")


def test_a_binary_report_may_go_to_a_pipe_or_a_file(tmp_path: Path) -> None:
    target = tmp_path / "意见书.docx"
    command = [sys.executable, "-m", "contractlint", "review", RISKY, "--format", "opinion"]
    piped = subprocess.run(command, capture_output=True, cwd=FIXTURES.parent, check=False)
    assert (
        subprocess.run([*command, "-o", target], cwd=FIXTURES.parent, check=False).returncode == piped.returncode == 1
    )
    assert piped.stdout.startswith(b"PK")
    assert target.read_bytes() == piped.stdout


def test_help_and_the_refusal_name_every_format() -> None:
    from contractlint.formats import FORMATS

    shown = run("review", "--help").stdout
    refused = run("review", RISKY, "--format", "pdf").stderr
    assert [name for name in FORMATS if name not in shown or name not in refused] == []


def test_a_file_that_cannot_be_read_leaves_no_output(tmp_path: Path) -> None:
    result = run("review", tmp_path / "x.docx", "-o", tmp_path / "out.txt")
    assert result.returncode == 3
    assert list(tmp_path.iterdir()) == []


def test_piped_output_has_no_colours_and_fits_eighty_columns() -> None:
    from contractlint.formats.wrapping import width

    output = run("review", RISKY, "--show-info").stdout
    assert "\x1b" not in output
    assert [line for line in output.splitlines() if width(line) > 80] == []


def test_explain_shows_the_whole_rule() -> None:
    output = run("explain", "l26").stdout
    assert output.startswith("L26 ")
    for part in ("级别", "为什么", "建议写法", "不必理会", "依据", "会报：", "不报：", "⟦"):
        assert part in output


def test_rules_lists_every_rule() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)
    table = run("rules").stdout
    assert {"L26", "A03", "S02"} <= {rule["code"] for rule in listed}
    assert all(rule["code"] in table for rule in listed)


def test_selecting_by_prefix_and_name() -> None:
    report = json.loads(run("review", RISKY, "--format", "json", "--select", "L0,vague-time", "--ignore", "L08").stdout)
    codes = {check["code"] for check in report["checks"]}
    assert codes
    assert all(code.startswith("L0") or code == "L26" for code in codes)
    assert "L08" not in codes


def test_a_selection_does_not_move_a_defect_to_another_rule() -> None:
    whole = json.loads(run("review", RISKY, "--format", "json").stdout)
    part = json.loads(run("review", RISKY, "--format", "json", "--select", "W01").stdout)
    assert [one for one in whole["findings"] if one["code"] == "W01"] == part["findings"]
    assert {check["code"] for check in part["checks"]} == {"W01"}


def test_the_version_needs_no_heavy_import() -> None:
    script = (
        "import sys\n"
        "from contractlint.cli import commands\n"
        "try:\n    commands.cli.main(['--version'], standalone_mode=False)\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'docx', 'lxml', 'jieba', 'rapidfuzz', 'rich', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "contractlint" in result.stdout


def test_a_review_opens_no_socket_and_writes_no_file(tmp_path: Path) -> None:
    """The core is private: an audit hook sees every open for writing and every use of a socket."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "seen = []\n"
        "def hook(event, arguments):\n"
        "    if event.startswith('socket.') or event in ('os.mkdir', 'os.rename', 'subprocess.Popen'):\n"
        "        seen.append((event, str(arguments)))\n"
        "    if event == 'open' and isinstance(arguments[1], str) and set(arguments[1]) & set('wax+'):\n"
        "        seen.append((event, str(arguments)))\n"
        "from contractlint.cli import main\n"
        "sys.addaudithook(hook)\n"
        f"sys.argv = ['contractlint', 'review', {str(RISKY)!r}]\n"
        "try:\n    main()\n"
        "except SystemExit as stop:\n    assert stop.code == 1, stop.code\n"
        "assert not seen, seen\n"
    )
    result = subprocess.run(
        [sys.executable, "-B", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(FIXTURES.parent), "PATH": ""},
    )
    assert result.returncode == 0, result.stderr


def test_an_interrupt_leaves_with_its_own_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("contractlint.api.review", interrupt)
    with pytest.raises(SystemExit) as stopped:
        chinese.run(commands.cli, args=["review", str(RISKY)])
    assert stopped.value.code == 130

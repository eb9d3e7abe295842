"""What people and scripts expect of a command: quiet, counted, plain, completed, interrupted, and examined."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from contractlint.cli import chinese, commands, doctor, output
from contractlint.cli.completion import SHELLS, script
from contractlint.finding import Finding
from contractlint.formats.statistics import Count, statistics, summed
from contractlint.regex import Store
from tests.conftest import skip_or_fail
from tests.drafts import FIXTURES

ROOT = FIXTURES.parent
RISKY, CLEAN = FIXTURES / "risky-typed.docx", FIXTURES / "clean-typed.docx"


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """The command in this process: exit code, stdout, stderr."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            chinese.run(commands.cli, args=[str(one) for one in arguments])
        out, err = capfd.readouterr()
        return int(stopped.value.code or 0), out, err

    return run


def test_quiet_leaves_the_exit_code_and_the_file(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert call("review", RISKY, "--quiet") == (1, "", "")
    assert call("review", CLEAN, "-q") == (0, "", "")
    assert call("review", FIXTURES / "scan.docx", "-q") == (4, "", "")
    assert call("review", RISKY, "-q", "-o", tmp_path / "报告.txt") == (1, "", "")
    assert "合同审查报告" in (tmp_path / "报告.txt").read_text("utf-8")
    code, out, err = call("review", "nowhere.docx", "-q")
    assert (code, out, len(err.splitlines())) == (3, "", 1)
    code, out, err = call("review", RISKY, "-q", "--statistics")
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_statistics_count_every_code_at_the_end(call) -> None:  # type: ignore[no-untyped-def]
    report = json.loads(call("review", RISKY, "--format", "json")[1])
    plain = call("review", RISKY)[1]
    code, out, _ = call("review", RISKY, "--statistics")
    assert code == 1
    assert out.startswith(plain)
    rows = re.findall(r"^ *(\d+)  ([A-Z]\d\d)  ", out[len(plain) :], re.MULTILINE)
    expected: dict[str, int] = {}
    for finding in report["findings"]:
        expected[finding["code"]] = expected.get(finding["code"], 0) + 1
    assert {code: int(count) for count, code in rows} == expected
    counts = [int(count) for count, _ in rows]
    assert counts == sorted(counts, reverse=True)
    assert out.splitlines()[-1].split() == [str(sum(counts)), f"合计，{len(rows)}", "条规则"]


def test_statistics_never_spoil_a_report_for_programs(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, out, err = call("review", RISKY, "--format", "json", "--statistics")
    assert out == call("review", RISKY, "--format", "json")[1]
    assert "各规则的问题数" in err
    target = tmp_path / "r.json"
    _, out, err = call("review", RISKY, "--format", "json", "--statistics", "-o", target)
    assert out.startswith("各规则的问题数")
    assert err == ""
    json.loads(target.read_text("utf-8"))


def test_counts_of_several_drafts_are_summed() -> None:
    counts = summed([Count("L26", "时限", 2), Count("W01", "空白", 1), Count("L26", "时限", 3)])
    assert counts == (Count("L26", "时限", 5), Count("W01", "空白", 1))
    assert statistics(()) == "各规则的问题数\n0  合计，0 条规则\n"
    assert statistics(counts).splitlines()[1:3] == ["5  L26   时限", "1  W01   空白"]
    assert Finding.__dataclass_fields__.keys() >= {"code", "title"}


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """What the command prints on a terminal."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "contractlint", *map(str, arguments)]
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    with subprocess.Popen(command, cwd=ROOT, stdout=follower, stderr=follower, env=clean | environment) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        process.wait()
    os.close(leader)
    return shown.decode("utf-8")


def test_colours_can_be_switched_off() -> None:
    assert "\x1b[" in on_a_terminal("review", RISKY)
    assert "\x1b[" not in on_a_terminal("review", RISKY, "--no-color")
    assert "\x1b[" not in on_a_terminal("review", RISKY, NO_COLOR="1")


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "报告 一.txt"
    target.write_text("旧", "utf-8")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        output.write_atomically(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_text("utf-8") == "旧"


def test_ctrl_c_stops_a_review_at_once(tmp_path: Path) -> None:
    draft, target = tmp_path / "很 长.txt", tmp_path / "报告.json"
    article = "第一条 服务内容\n乙方应及时为甲方提供技术支持，未在合理期限内响应的，按《合同法》处理。\n"
    draft.write_text("技术支持服务协议\n" + article * 60_000, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "contractlint", "review", draft, "--format", "json", "-o", target],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    time.sleep(2.0)
    assert process.poll() is None, "the draft is too short to interrupt its review"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert err.decode("utf-8").strip() == "已中断。"
    assert [path.name for path in tmp_path.iterdir()] == [draft.name]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_completion_script_is_printed(call, shell: str) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = call("completion", shell)
    assert code == 0
    assert f"_CONTRACTLINT_COMPLETE={shell}_complete" in out
    assert out == script(shell)


def test_another_shell_is_refused_in_chinese(call) -> None:  # type: ignore[no-untyped-def]
    code, out, err = call("completion", "tcsh")
    assert (code, out) == (2, "")
    assert "bash、zsh、fish" in err


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``contractlint`` is this package."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "contractlint"
    command.write_text(f"#!{sys.executable}\nfrom contractlint.cli import main\nmain()\n", "utf-8")
    command.chmod(0o755)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}


def completed(environment: dict[str, str], *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    listed = " ".join(f"'{word}'" for word in words)
    lines = (
        'eval "$(contractlint completion bash)"\n'
        "compopt() { :; }\n"
        f"COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}\n"
        "_contractlint_completion contractlint\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    result = subprocess.run(["bash", "-c", lines], env=environment, capture_output=True, text=True, check=True)
    assert result.stderr == ""
    return result.stdout.split()


def test_bash_completes_commands_options_and_codes(program: dict[str, str]) -> None:
    if shutil.which("bash") is None:
        skip_or_fail("bash is not installed")
    assert completed(program, "contractlint", "rev") == ["review"]
    assert set(completed(program, "contractlint", "rules", "")) == {"new", "check"}
    assert "--statistics" in completed(program, "contractlint", "review", "--st")
    assert completed(program, "contractlint", "review", "--format", "sar") == ["sarif"]
    assert completed(program, "contractlint", "explain", "L26") == ["L26"]
    assert "S01,L26" in completed(program, "contractlint", "review", "--select", "S01,L2")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_zsh_and_fish_get_chinese_help(program: dict[str, str], shell: str) -> None:
    """What their scripts read, in a locale that knows no Chinese."""
    environment = {
        **program,
        "_CONTRACTLINT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "contractlint rev",
        "COMP_CWORD": "1" if shell == "zsh" else "rev",
    }
    result = subprocess.run(["contractlint"], env=environment, capture_output=True, check=True)
    assert "审查" in result.stdout.decode("utf-8")
    assert "review" in result.stdout.decode("utf-8")


def test_fish_completes_with_chinese_help(program: dict[str, str]) -> None:
    if shutil.which("fish") is None:
        skip_or_fail("fish is not installed")
    lines = (
        "contractlint completion fish | source\ncomplete -C 'contractlint rul'\ncomplete -C 'contractlint explain L2'"
    )
    environment = {**program, "LC_ALL": "C.UTF-8", "HOME": str(Path(program["PATH"].split(os.pathsep)[0]).parent)}
    result = subprocess.run(["fish", "-c", lines], env=environment, capture_output=True, check=False)
    offered = dict(line.split("\t") for line in result.stdout.decode("utf-8").splitlines())
    assert "列出全部规则" in offered["rules"]
    assert offered["L26"] == "时限没有数字"


def test_zsh_takes_the_script(program: dict[str, str]) -> None:
    if shutil.which("zsh") is None:
        skip_or_fail("zsh is not installed")
    lines = (
        "autoload -Uz compinit && compinit -u -D\n"
        'eval "$(contractlint completion zsh)"\n'
        "compadd() { print -r -- ${@[-1]} }\n"
        "_describe() { print -rl -- ${(P)${@[-1]}} ${(P)${@[-2]}} }\n"
        "words=(contractlint rul); CURRENT=2\n"
        "_contractlint_completion\n"
        "print -r -- $_comps[contractlint]\n"
    )
    result = subprocess.run(["zsh", "-f", "-c", lines], env=program, capture_output=True, check=False)
    shown = result.stdout.decode("utf-8")
    assert "rules:列出全部规则" in shown, (shown, result.stderr.decode("utf-8"))
    assert shown.splitlines()[-1] == "_contractlint_completion"


def test_the_doctor_finds_this_installation_whole(call) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = call("doctor")
    assert code == 0, out
    for part in (
        "contractlint 0",
        "Python 3",
        "lxml",
        "openpyxl",
        "175 条",
        "正则表达式",
        "contractlint.toml",
        "一切正常",
    ):
        assert part in out


def test_the_doctor_asks_for_what_the_package_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = dict(one.split(">=") for one in project["dependencies"])
    assert asked == doctor.NEEDED
    extras = {one for name in ("xlsx",) for one in project["optional-dependencies"][name]}
    assert extras == {f"{name}>={least}" for name, (least, _, _) in doctor.OPTIONAL.items()}


def test_the_doctor_names_what_is_missing_or_old(call, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    known = doctor._installed
    versions = {"rapidfuzz": None, "lxml": "4.9.4", "openpyxl": None}
    monkeypatch.setattr(doctor, "_installed", lambda name: versions.get(name, known(name)))
    monkeypatch.setattr("contractlint.regex._store", Store({}, b""))
    code, out, _ = call("doctor")
    assert code == 1
    assert "故障  rapidfuzz 没有安装" in out
    assert "故障  lxml 4.9.4 太旧，需要 5.0 或更新" in out
    assert "提示  openpyxl 没有安装" in out
    assert "提示  正则表达式没有" in out
    assert "有 2 处故障" in out


def test_the_doctor_says_what_is_in_force_for_a_draft(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "合同 一"
    folder.mkdir()
    (tmp_path / "contractlint.toml").write_text('rules = ["house.yaml"]\n', "utf-8")
    shutil.copy(CLEAN, folder / "草稿.docx")
    code, out, _ = call("doctor", folder / "草稿.docx")
    assert code == 1
    assert "找不到规则包" in out
    assert call("rules", "new", tmp_path / "house.yaml")[0] == 0
    code, out, _ = call("doctor", folder / "草稿.docx")
    assert code == 0, out
    assert f"配置文件 {tmp_path / 'contractlint.toml'}" in out
    assert "连同规则包共 176 条" in out
    assert call("doctor", tmp_path / "nowhere.docx")[0] == 1


def test_chinese_and_blanks_in_every_path(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "合同 草稿（第 2 版）"
    folder.mkdir()
    draft = folder / "技术支持 协议 — 终稿.docx"
    shutil.copy(RISKY, draft)
    assert call("review", draft, "-o", folder / "审查 报告.json", "--format", "json")[0] == 1
    assert json.loads((folder / "审查 报告.json").read_text("utf-8"))["document"]["path"] == str(draft)
    assert call("read", draft)[0] == 0
    assert call("annotate", draft)[0] == 1
    assert call("rules", "new", folder / "规则 包")[0] == 0
    assert call("rules", "check", folder / "规则 包")[0] == 0
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert names == {draft.name, f"{draft.stem}.审阅.docx", "审查 报告.json", "规则 包", "规则 包/rules.yaml"}


def test_several_drafts_are_counted_together_and_can_be_quiet(call) -> None:  # type: ignore[no-untyped-def]
    both = (RISKY, FIXTURES / "risky-short.txt")
    singles = [json.loads(call("review", draft, "--format", "json")[1])["findings"] for draft in both]
    code, out, _ = call("review", *both, "--statistics", "-j", "1")
    assert code == 1
    assert out.splitlines()[-1].split()[0] == str(sum(map(len, singles)))
    assert call("review", *both, "--quiet", "-j", "1") == (1, "", "")
    code, out, err = call("review", "-q", RISKY, "nowhere.docx", "-j", "1")
    assert (code, out) == (3, "")
    assert "nowhere.docx" in err


def test_a_slip_of_the_pen_gets_the_nearest_command(call) -> None:  # type: ignore[no-untyped-def]
    for words, near in ((("reveiw", "a.docx"), "review"), (("rules", "chek", "a"), "check")):
        code, out, err = call(*words)
        assert (code, out) == (2, "")
        assert f"是不是 {near}？" in err
    assert "是不是" not in call("审查")[2]


def test_short_help_is_the_help_of_every_command(call) -> None:  # type: ignore[no-untyped-def]
    assert call("-h")[:2] == call("--help")[:2]
    for name in commands.COMMANDS:
        assert call(name, "-h")[:2] == call(name, "--help")[:2]
        assert call(name, "-h")[0] == 0


def test_comparing_and_annotating_can_be_quiet(call, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert call("compare", FIXTURES / "tracked.docx", "-q", "--no-color") == (1, "", "")
    written = tmp_path / "c.json"
    assert call("compare", FIXTURES / "tracked.docx", "-q", "--format", "json", "-o", written) == (1, "", "")
    assert json.loads(written.read_text("utf-8"))["summary"]["introduced"] == 3
    assert call("annotate", RISKY, "-q", "-o", tmp_path / "a.docx") == (1, "", "")
    assert (tmp_path / "a.docx").stat().st_size > RISKY.stat().st_size


def test_a_word_instead_of_a_code_finds_the_rules_with_that_title(call) -> None:  # type: ignore[no-untyped-def]
    code, out, err = call("explain", "修复时限")
    assert (code, out) == (2, "")
    assert "L06 只有响应时限，没有修复时限" in err

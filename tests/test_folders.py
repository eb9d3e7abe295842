"""Many drafts: found once each, reviewed as one by one, kept apart, summed up."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from contractlint.errors import UnreadableFile
from contractlint.folders.discovery import find
from contractlint.folders.places import places
from tests.drafts import FIXTURES
from tests.guide import ROOT, follow
from tests.many_drafts import CLEAN, ENVIRONMENT, RISKY, SHORT, Command, command, drafts, reports, run, summary

__all__ = ["command", "drafts"]


# What is found


def test_a_folder_is_searched_for_drafts_alone(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(drafts.parent)
    found = find(["contracts"], recursive=True)
    assert found.drafts == (
        "contracts/a.docx",
        "contracts/a.txt",
        "contracts/damaged.docx",
        "contracts/二〇二六年/a.docx",
        "contracts/二〇二六年/空 格/合同（终稿）.docx",
    )
    assert [one.path for one in found.skipped] == ["contracts/scan.pdf"]
    assert places(found, ("json",)) == tuple(path.removeprefix("contracts/") for path in found.drafts)


def test_links_are_followed_once(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(drafts.parent)
    plain = find(["contracts"], recursive=True).drafts
    (drafts / "0 loop").symlink_to(drafts, target_is_directory=True)
    (drafts / "二〇二六年" / "up").symlink_to("..", target_is_directory=True)
    (drafts / "0 same.docx").symlink_to("a.docx")
    assert find(["contracts"], recursive=True).drafts == plain
    elsewhere = drafts.parent / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(SHORT, elsewhere / "b.txt")
    (drafts / "linked").symlink_to(elsewhere, target_is_directory=True)
    (drafts / "broken.docx").symlink_to("nowhere.docx")
    assert set(find(["contracts"], recursive=True).drafts) - set(plain) == {
        "contracts/linked/b.txt",
        "contracts/broken.docx",
    }


def test_a_pattern_the_shell_left_alone(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(drafts.parent)
    assert find(["contracts/*.docx"]).drafts == ("contracts/a.docx", "contracts/damaged.docx")
    assert "contracts/二〇二六年/空 格/合同（终稿）.docx" in find(["contracts/**/*.docx"]).drafts
    assert find([str(drafts / "a.*")]).drafts == (str(drafts / "a.docx"), str(drafts / "a.txt"))
    with pytest.raises(UnreadableFile, match="没有文件符合"):
        find(["contracts/*.odt"])
    (drafts / "[1].docx").write_bytes(b"x")
    assert find(["contracts/[1].docx"]).drafts == ("contracts/[1].docx",)


def test_a_draft_named_twice_is_one_draft(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(drafts)
    assert find(["a.docx", "./a.docx", "../contracts/a.docx", "a.d*"]).drafts == ("a.docx",)


def test_output_inside_the_input_is_not_input(drafts: Path, command: Command) -> None:
    shutil.rmtree(drafts / "二〇二六年" / "空 格")
    command("contracts", "-r", "-o", "contracts/报告", "--format", "terminal,json")
    command("contracts", "-r", "-o", "contracts", "--format", "terminal,json")
    shutil.copy(RISKY, drafts / "a.审阅.docx")
    assert (drafts / "a.docx.txt").exists()
    assert (drafts / "报告" / "a.docx.txt").exists()
    for output in (None, drafts, drafts / "报告"):
        found = find([str(drafts)], recursive=True, output=output)
        assert [Path(path).name for path in found.drafts] == ["a.docx", "a.txt", "damaged.docx", "a.docx"]
        said = {Path(one.path).name: one.reason for one in found.skipped}
        assert "审查报告" in said["a.docx.txt"]
        assert "批注稿" in said["a.审阅.docx"]


def test_files_for_the_program_are_no_drafts_missed(drafts: Path, command: Command) -> None:
    (drafts / "contractlint.toml").write_text('fail-on = "never"\n', "utf-8")
    (drafts / "contractlint.waivers.toml").write_text("", "utf-8")
    command("contracts", "-r", "--format", "json", "-o", "out")
    data = json.loads(Path("out", "summary.json").read_bytes())
    assert [one["path"] for one in data["skipped"]] == ["contracts/scan.pdf"]


def test_a_folder_that_was_not_searched_is_named(drafts: Path, command: Command) -> None:
    code, output, _ = command(drafts / "a.docx", drafts / "二〇二六年", "--width", "200", "-o", "out")
    assert code == 1
    assert f"{drafts / '二〇二六年'}：这是一个文件夹；要审查里面的文件，请加 --recursive。" in output.splitlines()
    assert "个文件没有审查" not in output


def test_a_folder_named_like_a_report_is_searched(drafts: Path, command: Command) -> None:
    """And the report whose name it has goes elsewhere."""
    (drafts / "a.docx.json").mkdir()
    shutil.copy(SHORT, drafts / "a.docx.json" / "b.txt")
    assert command("contracts", "-r", "--format", "json", "-o", "out")[0] == 3
    entries = summary(Path("out"))
    assert entries["contracts/a.docx.json/b.txt"]["reports"] == ["a.docx.json/b.txt.json"]
    assert entries["contracts/a.docx"]["reports"] == ["a.docx~2.json"]


def test_a_spreadsheet_takes_no_name_for_a_formula(tmp_path: Path) -> None:
    names = ["=cmd.txt", "＝cmd.txt", "＋1.txt", "－1.txt", "＠SUM(1).txt", "+1.txt", "@a.txt"]
    for name in names:
        (tmp_path / name).write_bytes(SHORT.read_bytes())
    run(*names, "-o", "out", "--format", "json", cwd=tmp_path)
    rows = (tmp_path / "out" / "summary.csv").read_text("utf-8-sig").splitlines()[1:]
    assert sorted(row.partition(",")[0] for row in rows) == sorted(f"'{name}" for name in names)


def test_a_cache_that_cannot_be(drafts: Path, command: Command) -> None:
    code, _, errors = command(drafts / "a.docx", drafts / "a.txt", "--cache", drafts / "a.txt")
    assert code == 2
    assert "是文件，不是文件夹" in errors


def test_reports_of_equal_names_stay_apart(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(drafts)
    for name in ("summary", "index", "长" * 82 + "甲.txt", "长" * 82 + "乙.txt"):
        shutil.copy(SHORT, name)
    found = find(["summary", "index", "长" * 82 + "甲.txt", "长" * 82 + "乙.txt", "a.docx", "a.txt", "-"])
    for formats in (("json",), ("json", "html")):
        taken = {"summary.json", "summary.csv", "index.html"}
        for place in places(found, formats):
            names = {f"{place}.{one}" for one in formats}
            assert not names & taken
            assert all(len(os.fsencode(name)) <= 255 for name in names)
            taken |= names


# What comes out


def test_reports_are_byte_for_byte_those_of_single_reviews(drafts: Path, command: Command) -> None:
    output, alone = drafts.parent / "reports", drafts.parent / "alone"
    assert command("contracts/", "--recursive", "-o", "reports", "--format", "json,terminal", "-j", "2")[0] == 3
    for path, entry in summary(output).items():
        for format_name, suffix in (("json", "json"), ("terminal", "txt")):
            code, _, errors = command(path, "--format", format_name, "-o", "alone")
            assert code == entry["exit_code"]
            report = output / f"{path.removeprefix('contracts/')}.{suffix}"
            if entry["status"] == "unreadable":
                assert not report.exists()
                assert errors.strip() == entry["message"]
            else:
                assert report.read_bytes() == alone.read_bytes()
                alone.unlink()


def test_the_summary_is_worst_first_everywhere(drafts: Path, command: Command) -> None:
    shutil.copy(FIXTURES / "news.txt", drafts / "news.txt")
    _, text, _ = command("contracts", "-r", "-o", "reports")
    output = drafts.parent / "reports"
    data = json.loads((output / "summary.json").read_bytes())
    order = [entry["path"] for entry in data["documents"]]
    assert order[:2] == ["contracts/a.docx", "contracts/a.txt"]
    assert order[-2:] == ["contracts/news.txt", "contracts/damaged.docx"]
    scores = [entry["score"] for entry in data["documents"] if entry["score"] is not None]
    assert scores == sorted(scores)
    assert data["totals"]["documents"] == 6
    assert data["totals"]["verdicts"] == {"reject": 2, "pass": 2, "not_assessable": 1, "unreadable": 1}
    assert sum(bucket["documents"] for bucket in data["totals"]["scores"]) == 4
    assert data["skipped"] == [{"path": "contracts/scan.pdf", "reason": ".pdf 不是可以审查的格式。"}]
    rows = list(csv.reader(StringIO((output / "summary.csv").read_bytes().decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == order
    page = (output / "index.html").read_text("utf-8")
    for shown in (page, text):
        at = [shown.index(path) for path in order]
        assert at == sorted(at)
    assert 'href="./%E4%BA%8C%E3%80%87%E4%BA%8C%E5%85%AD%E5%B9%B4/a.docx.json"' in page
    frequent = data["totals"]["frequent"]
    assert [one["documents"] for one in frequent] == sorted((one["documents"] for one in frequent), reverse=True)
    assert frequent[0]["code"] in text
    assert frequent[0]["title"] in page


def test_the_worst_decides_the_exit_code(tmp_path: Path, command: Command) -> None:
    shutil.copy(CLEAN, tmp_path / "clean.docx")
    assert command("clean.docx", CLEAN)[0] == 0
    assert command("clean.docx", RISKY)[0] == 1
    assert command("clean.docx", RISKY, "--fail-on", "never")[0] == 0
    assert command("clean.docx", RISKY, FIXTURES / "news.txt")[0] == 4
    code, output, _ = command("clean.docx", RISKY, FIXTURES / "news.txt", "nowhere.docx")
    assert code == 3
    assert "nowhere.docx" in output
    assert [path.name for path in tmp_path.iterdir()] == ["clean.docx"]


def test_several_drafts_as_one_json(tmp_path: Path, command: Command) -> None:
    shutil.copy(CLEAN, tmp_path / "clean.docx")
    code, output, _ = command("clean.docx", "nowhere.docx", RISKY, "--format", "json", "--jobs", "2")
    data = json.loads(output)
    assert [entry["path"] for entry in data["documents"]] == ["clean.docx", "nowhere.docx", str(RISKY)]
    alone = json.loads(command("clean.docx", "--format", "json")[1])
    assert data["documents"][0]["report"] == alone
    assert data["documents"][1]["report"] is None
    assert data["totals"]["exit_code"] == code == 3


def test_standard_input(tmp_path: Path) -> None:
    for draft in (RISKY, SHORT):
        result = run("-", "--format", "json", cwd=tmp_path, data=draft.read_bytes())
        assert result.returncode == 1
        piped, named = json.loads(result.stdout), json.loads(run(draft, "--format", "json", cwd=tmp_path).stdout)
        assert piped["document"].pop("path") == "-"
        named["document"].pop("path")
        assert piped == named
    assert run("-", cwd=tmp_path, data=RISKY.read_bytes()).stdout.decode().startswith("合同审查报告")
    empty = run("-", cwd=tmp_path, data=b"")
    assert (empty.returncode, empty.stdout, empty.stderr.decode()) == (3, b"", "标准输入：文件是空的。\n")
    assert run("-", CLEAN, "-o", "reports", cwd=tmp_path, data=SHORT.read_bytes()).returncode == 1
    assert set(summary(tmp_path / "reports")) == {"-", str(CLEAN)}
    assert (tmp_path / "reports" / "stdin.json").exists()


def test_names_that_are_hard_to_write(tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [
        b"\xff\xfe.txt",
        b"a\nb.txt",
        b"<b>&\"'.txt",
        b"=1+2.txt",
        b"javascript:x.txt",
        b"-o.txt",
        b"\x1b[31m.txt",
    ]
    for name in names:
        shutil.copy(SHORT, os.path.join(os.fsencode(folder), name))  # noqa: PTH118 - pathlib has no names in bytes
    code, output, errors = command("in", "-r", "-o", "out")
    assert code == 1, errors
    assert "\x1b" not in output + errors
    assert set(summary(tmp_path / "out")) == {f"in/{os.fsdecode(name)}" for name in names}
    for name in names:
        assert (tmp_path / "out" / f"{os.fsdecode(name)}.json").exists()
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "<b>" not in page
    assert 'href="javascript' not in page
    assert command(folder / os.fsdecode(names[0]), "--format", "json")[0] == 1


def test_what_cannot_be_asked_for(drafts: Path, command: Command) -> None:
    (drafts / "file").write_text("x")
    (drafts / "empty").mkdir()
    for arguments, code, words in (
        (("contracts",), 3, "--recursive"),
        (("contracts/empty", "-r"), 3, "没有可以审查的文件"),
        (("contracts/*.odt",), 3, "没有文件符合"),
        (("contracts", "-r", "--resume"), 2, "-o"),
        (("contracts", "-r", "-o", "contracts/file"), 2, "不是文件夹"),
        (("contracts", "-r", "--format", "sarif"), 2, "-o"),
        (("contracts", "-r", "--format", "pdf", "-o", "x"), 2, "没有「pdf」"),
        (("contracts", "-r", "--select", "Q99", "-o", "x"), 2, "Q99"),
        (("contracts", "-r", "--cache", "c", "--no-cache"), 2, "--no-cache"),
        (("-", "--watch"), 2, "--watch"),
        (("contracts", "-r", "-j", "0"), 2, "--jobs"),
        (("contracts", "-r", "--timeout", "0"), 2, "--timeout"),
    ):
        found, output, error = command(*arguments)
        assert found == code, (arguments, error)
        assert error.count("\n") == 1, error
        assert words in error
        assert output == ""


# What is kept


def test_a_cache_is_used_and_never_wrong(drafts: Path, command: Command) -> None:
    (drafts / "damaged.docx").unlink()
    base = drafts.parent
    command("contracts", "-r", "-o", "reports")
    first = reports(base / "reports")
    stamps = {path: path.stat().st_mtime_ns for path in (base / "reports").rglob("*.json")}
    entries = list((base / "reports" / ".contractlint" / "cache").glob("*/*"))
    assert len(entries) == 4
    before = {path: path.stat().st_mtime_ns for path in entries}
    command("contracts", "-r", "-o", "reports")
    assert reports(base / "reports") == first
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert {path: path.stat().st_mtime_ns for path in entries} == before, "nothing was reviewed again"
    # Another draft, another setting and a damaged entry are reviewed; what no draft needs any more goes.
    shutil.copy(CLEAN, drafts / "a.docx")
    entries[0].write_bytes(entries[0].read_bytes()[:-3])
    command("contracts", "-r", "-o", "reports")
    assert summary(base / "reports")["contracts/a.docx"]["verdict"] == "pass"
    assert len(list((base / "reports" / ".contractlint" / "cache").glob("*/*"))) == 4
    command("contracts", "-r", "-o", "reports", "--select", "S")
    command("contracts", "-r", "-o", "fresh", "--select", "S", "--no-cache")
    assert reports(base / "reports") == reports(base / "fresh")
    assert not (base / "fresh" / ".contractlint" / "cache").exists()


def test_a_cache_of_ones_own_serves_every_output(drafts: Path, command: Command) -> None:
    command("contracts", "-r", "--cache", "kept")
    entries = {path: path.stat().st_mtime_ns for path in (drafts.parent / "kept").glob("*/*")}
    assert len(entries) == 4
    command("contracts", "-r", "--cache", "kept")
    assert {path: path.stat().st_mtime_ns for path in (drafts.parent / "kept").glob("*/*")} == entries
    assert sorted(path.name for path in drafts.parent.iterdir()) == ["contracts", "kept"]


def test_the_guide(tmp_path: Path) -> None:
    folder = tmp_path / "合同"
    (folder / "二〇二六年").mkdir(parents=True)
    shutil.copy(RISKY, folder / "维护协议.docx")
    shutil.copy(CLEAN, folder / "二〇二六年" / "服务协议.docx")
    shutil.copy(FIXTURES / "form.docx", folder / "模板.docx")
    (folder / "扫描件.pdf").write_bytes(b"%PDF-1.4")
    page = ROOT / "docs" / "folders.md"
    assert follow(page, tmp_path) == 5
    rows = re.findall(r"^\| (\d+) \|", page.read_text("utf-8"), re.MULTILINE)
    assert [int(code) for code in rows if code not in ("130", "141", "143", "2")] == [3, 4, 1, 0]


@pytest.mark.skipif(shutil.which("script") is None, reason="no script(1) to stand for a terminal")
@pytest.mark.parametrize("plain", [False, True])
def test_no_colour_on_a_terminal_means_none(tmp_path: Path, plain: bool) -> None:
    """Neither in the bar nor in the table."""
    shutil.copy(SHORT, tmp_path / "a.txt")
    line = f"{sys.executable} -m contractlint review a.txt -r -o out {'--no-color' if plain else ''}"
    environment = {key: value for key, value in ENVIRONMENT.items() if key != "NO_COLOR"} | {"TERM": "xterm-256color"}
    result = subprocess.run(
        ["script", "-qec", line, "/dev/null"], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    colours = re.findall(rb"\x1b\[(?:3\d|38;[\d;]+)m", result.stdout)
    assert bool(colours) is not plain

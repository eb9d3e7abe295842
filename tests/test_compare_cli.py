"""``contractlint compare``: exit codes, formats, what a user reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from contractlint.comparison import compare
from contractlint.comparison.formats import FORMATS, render
from contractlint.formats import Look
from contractlint.formats.wrapping import width
from tests.drafts import FIXTURES
from tests.test_cli import run

CLEAN, RISKY, TRACKED = (FIXTURES / f"{name}.docx" for name in ("clean-typed", "risky-typed", "tracked"))
SCHEMA = json.loads((FIXTURES.parent / "docs" / "comparison.schema.json").read_text("utf-8"))
PAIRS = [(CLEAN, RISKY), (TRACKED, None), (CLEAN, CLEAN), (FIXTURES / "english.docx", CLEAN)]
HOSTILE = "<script>alert(1)</script>|`*_[x](javascript:alert(1))&\u202e"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((CLEAN, CLEAN), 0),
        ((CLEAN, RISKY), 1),
        ((RISKY, CLEAN), 0),
        ((CLEAN, RISKY, "--fail-on-new", "never"), 0),
        ((TRACKED,), 1),
        ((TRACKED, "--fail-on-new", "never"), 0),
        ((RISKY,), 0),
        ((TRACKED, CLEAN, "--revisions", "reject"), 0),
        ((CLEAN, "nowhere.docx"), 3),
        (("nowhere.docx", CLEAN), 3),
        ((CLEAN, FIXTURES), 3),
        ((CLEAN, FIXTURES / "english.docx"), 4),
        ((FIXTURES / "scan.docx", CLEAN), 4),
        ((), 2),
        ((CLEAN, CLEAN, CLEAN), 2),
        ((CLEAN, CLEAN, "--format", "pdf"), 2),
        ((CLEAN, CLEAN, "--select", "Q99"), 2),
        ((CLEAN, CLEAN, "--fail-on-new", "sometimes"), 2),
        ((TRACKED, "--revisions", "reject"), 2),
    ],
)
def test_exit_codes(arguments: tuple[str | Path, ...], code: int) -> None:
    result = run("compare", *arguments)
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    if code in (2, 3):
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1
    if code in (3, 4):
        assert [name for name in map(str, arguments) if Path(name).name in result.stderr]


def test_the_gate_looks_at_what_got_worse_only(tmp_path: Path) -> None:
    """V06 is a warning: it fails the gate from warning on, not from error on; risks of both drafts never do."""
    old, new = tmp_path / "旧 稿.txt", tmp_path / "新 稿.txt"
    text = run("read", CLEAN).stdout
    sentence = "16.2 未经对方书面同意，任何一方不得转让本协议项下的权利或者义务。"
    assert text.count(sentence) == 1
    text = text.replace("2.3 现场服务地点", "2.3 乙方应尽力保障本系统稳定运行。现场服务地点")
    old.write_text(text, "utf-8")
    new.write_text(text.replace(sentence, "16.2 双方均应遵守本协议。"), "utf-8")
    introduced = [
        risk for risk in json.loads(run("compare", old, new, "--format", "json").stdout)["risks"]
        if risk["status"] == "introduced"
    ]  # fmt: skip
    assert [(risk["code"], risk["severity"]) for risk in introduced] == [("V06", "warning")]
    assert run("compare", old, new).returncode == 0
    assert run("compare", old, new, "--fail-on-new", "warning").returncode == 1
    assert run("compare", new, old, "--fail-on-new", "info").returncode == 0


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_json_obeys_the_schema_and_offsets_index_what_read_prints(old: Path, new: Path | None) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(render(compare(old, new), "json", Look()))
    errors = [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(data)]
    assert not errors
    texts = {
        "old": run("read", old, *(("--revisions", "reject") if new is None else ())).stdout,
        "new": run("read", new or old).stdout,
    }
    for risk in data["risks"]:
        for side in ("old", "new"):
            for one in risk[side]["evidence"] if risk[side] else ():
                assert texts[side][one["start"] : one["end"]] == one["text"]
    for clause in data["clauses"]:
        for edit in clause["edits"]:
            for side in ("old", "new"):
                if edit[side]:
                    assert texts[side][edit[side]["start"] : edit[side]["end"]] == edit[side]["text"]


@pytest.mark.parametrize("name", FORMATS)
def test_two_runs_give_identical_bytes(name: str) -> None:
    arguments = ("compare", CLEAN, RISKY, "--format", name)
    assert run(*arguments).stdout == run(*arguments).stdout != ""


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_terminal_report_fits(old: Path, new: Path | None, columns: int) -> None:
    shown = render(compare(old, new), "terminal", Look(width=columns, show_info=True))
    assert [line for line in shown.splitlines() if width(line) > columns] == []
    assert "\x1b" not in shown


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_every_format_for_people_tells_risks_scores_values_and_words(name: str) -> None:
    comparison = compare(TRACKED)
    shown = render(comparison, name, Look())
    flat = re.sub(r"[\s\\]|<[^>]+>", "", shown)
    for risk in comparison.risks:
        if risk.status != "unchanged":
            assert risk.finding.code in shown
            # The screen says of a solved risk only which it was.
            told = risk.finding.title if risk.status == "solved" else risk.finding.message
            assert re.sub(r"\s", "", told) in flat
    for text in (
        "88",
        "86",
        "沈知遥",
        "2026-11-20",
        "人民币叁拾壹万捌仟元整",
        "人民币叁拾壹万捌佰元整",
        "新增",
        "删除",
    ):
        assert text in flat


def test_nothing_out_of_a_draft_becomes_markup(tmp_path: Path) -> None:
    text = run("read", CLEAN).stdout
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.write_text(text, "utf-8")
    new.write_text(text.replace("22.1 ", f"22.1 {HOSTILE}").replace("丢失的，", f"丢失的，{HOSTILE}及时"), "utf-8")
    comparison = compare(old, new)
    assert any(
        "alert" in edit.new.of(comparison.new.source.text) for c in comparison.changes for edit in c.edits if edit.new
    )
    html = render(comparison, "html", Look())
    assert "<script" not in html
    assert "javascript:alert" in html
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert not re.search(r"<[^>]*javascript:", html)
    markdown = render(comparison, "markdown", Look())
    assert not re.search(r"(?<!\\)<(?!/?(?:del|ins)>)", markdown)
    assert not re.search(r"(?<!\\)\]\(", markdown)
    assert "\x1b" not in render(comparison, "terminal", Look())


def test_the_page_loads_and_runs_nothing() -> None:
    html = render(compare(CLEAN, RISKY), "html", Look())
    assert "default-src 'none'" in html
    assert not re.search(r"\b(?:src|href|action|srcset|style)=", html)
    assert not re.search(r"url\(|@import|<script|https?:", html)
    assert html.count("<section>") == html.count("</section>") > 0
    assert html.count("<article") == html.count("</article>") > 0
    assert html.count("<div") == html.count("</div>")


def test_output_goes_to_the_file_and_nothing_else_is_written(tmp_path: Path) -> None:
    result = run("compare", CLEAN, RISKY, "--format", "html", "-o", tmp_path / "比较 结果.html", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["比较 结果.html"]
    assert run("compare", CLEAN, "nowhere.docx", "-o", tmp_path / "x.txt").returncode == 3
    assert [path.name for path in tmp_path.iterdir()] == ["比较 结果.html"]


def test_help_is_chinese() -> None:
    shown = run("compare", "--help").stdout
    assert "用法：" in shown
    assert "--fail-on-new" in shown
    assert not any(word in shown for word in ("Usage", "Options", "Show this", "[OPTIONS]"))

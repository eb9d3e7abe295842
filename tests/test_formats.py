"""The report formats: the JSON obeys its schema, the terminal report says what there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from contractlint.api import review
from contractlint.finding import Severity
from contractlint.formats import FORMATS, Look, render
from contractlint.formats.wrapping import width
from contractlint.report import Report
from contractlint.settings import Settings
from tests.drafts import FIXTURES

SCHEMA = json.loads((FIXTURES.parent / "docs" / "report.schema.json").read_text("utf-8"))
SAMPLES = ("clean-typed.docx", "risky-typed.docx", "tracked.docx", "form.docx", "english.docx", "risky-short.txt")


@pytest.fixture(scope="module", params=SAMPLES)
def report(request: pytest.FixtureRequest) -> Report:
    return review(FIXTURES / str(request.param))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_json_obeys_the_schema(report: Report) -> None:
    data = json.loads(render(report, "json", Look()))
    errors = [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(data)]
    assert not errors


def test_every_evidence_is_the_text_at_its_place(report: Report) -> None:
    for finding in report.findings:
        for one in finding.evidence:
            assert one.span.of(report.source.text) == one.text


def test_the_bill_adds_up(report: Report) -> None:
    if report.score is None:
        assert report.verdict.code == "not_assessable"
        return
    assert report.score.points == max(0, 100 - sum(line.points for line in report.score.lines))
    assert sum(line.points for line in report.score.lines) == sum(one.deduction for one in report.findings)


def test_the_terminal_report_fits_and_names_every_error_and_warning(report: Report) -> None:
    shown = str(render(report, "terminal", Look(width=80)))
    assert [line for line in shown.splitlines() if width(line) > 80] == []
    assert report.verdict.text.replace("\n", "")[:20] in shown
    for finding in report.findings:
        if finding.severity is not Severity.INFO:
            assert re.search(rf"^. {finding.code} ", shown, re.MULTILINE), finding.code


def test_info_is_counted_and_shown_on_request() -> None:
    report = review(FIXTURES / "risky-typed.docx")
    count = report.count(Severity.INFO)
    assert count
    assert f"另有 {count} 条「请确认」" in str(render(report, "terminal", Look()))
    assert f"请确认（{count}）" in str(render(report, "terminal", Look(show_info=True)))


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_mark_stands_under_its_words(columns: int) -> None:
    lines = str(render(review(FIXTURES / "risky-typed.docx"), "terminal", Look(width=columns))).splitlines()
    marked = [
        (lines[index - 1], line) for index, line in enumerate(lines) if line.strip() and set(line.strip()) == {"^"}
    ]
    assert marked
    for quoted, carets in marked:
        start = len(carets) - len(carets.lstrip())
        assert width(carets) <= max(width(quoted), start + 1)


def test_colours_only_where_asked() -> None:
    report = review(FIXTURES / "risky-typed.docx")
    assert "\x1b[" in str(render(report, "terminal", Look(color=True)))
    assert "\x1b" not in str(render(report, "terminal", Look()))


def test_control_characters_of_a_draft_do_not_reach_the_terminal(tmp_path: Path) -> None:
    draft = "技术支持服务协议\n甲方：青禾\x1b[31m数据\n乙方：云岭软件有限公司\n第一条 服务内容\n乙方应尽力维护系统。\n"
    path = tmp_path / "\x1b[2J合同.txt"
    path.write_text(draft.replace("\x1b", "\u009b"), "utf-8")
    shown = str(render(review(path), "terminal", Look()))
    assert "\x1b" not in shown
    assert "\u009b" not in shown


def test_tracked_changes_are_told() -> None:
    report = review(FIXTURES / "tracked.docx")
    assert "处修订，本报告审的是全部接受修订之后的文本" in str(render(report, "terminal", Look()))
    rejected = review(FIXTURES / "tracked.docx", Settings(revisions="reject"))
    assert "全部拒绝" in str(render(rejected, "terminal", Look()))


def test_one_side_hides_only_what_hurts_the_other() -> None:
    whole = review(FIXTURES / "risky-typed.docx")
    mine = review(FIXTURES / "risky-typed.docx", Settings(side="甲"))
    hidden = {one.fingerprint for one in whole.findings} - {one.fingerprint for one in mine.findings}
    assert hidden
    assert {one.side.value for one in whole.findings if one.fingerprint in hidden} == {"乙"}
    assert mine.score == whole.score
    assert mine.verdict == whole.verdict
    assert mine.checks == whole.checks


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_every_kind_of_draft_twice_alike(report: Report, name: str) -> None:
    shown = render(report, name, Look())
    assert shown
    assert shown == render(report, name, Look())
    if isinstance(shown, str):
        assert shown.encode("utf-8")
        assert shown.endswith("\n")
    else:
        assert shown.startswith(b"PK")


def test_reports_of_one_draft_in_several_formats_have_names_of_their_own() -> None:
    from contractlint.folders.places import suffix

    suffixes = [suffix(name) for name in FORMATS]
    assert len(set(suffixes)) == len(suffixes)
    assert (suffix("opinion"), suffix("xlsx")) == (".docx", ".xlsx")

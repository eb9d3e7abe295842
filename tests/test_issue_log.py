"""The issue log: every finding a row, filters and choices there, nothing of a draft becomes a formula."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from contractlint.api import review
from contractlint.finding import Evidence
from contractlint.formats import Look, render
from contractlint.formats.wrapping import printable
from contractlint.report import Report
from tests.conftest import skip_or_fail
from tests.drafts import FIXTURES
from tests.libreoffice import convert
from tests.sample_reports import FINDINGS, HOSTILE, SAMPLES, hostile_draft, risky
from tests.snapshots import assert_snapshot

DRAFTS = ("risky-typed.docx", "clean-typed.docx", "tracked.docx", "scan.docx")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")')


def made(report: Report) -> bytes:
    data = render(report, "xlsx", Look())
    assert isinstance(data, bytes)
    return data


def book_of(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(report)))


def formulas() -> Report:
    """Every text that can come from a draft or a person begins like a formula."""
    findings = tuple(
        replace(
            FINDINGS[2],
            clause=start,
            heading="",
            message=start,
            evidence=(Evidence(start, FINDINGS[2].evidence[0].span),),
            fingerprint=f"f{index}",
        )
        for index, start in enumerate(FORMULAS)
    )
    parties = (replace(risky().parties[0], name=FORMULAS[0], label=FORMULAS[1]),)
    waived = (replace(risky().waived[0], reason=FORMULAS[0], by=FORMULAS[3]),)
    document = replace(risky().document, title=FORMULAS[0], path=FORMULAS[2])
    return replace(risky(), findings=findings, parties=parties, waived=waived, document=document)


@pytest.mark.parametrize("sample", SAMPLES)
def test_snapshot(sample: str) -> None:
    lines = []
    for sheet in book_of(SAMPLES[sample]()).worksheets:
        lines.append(f"== {sheet.title} {sheet.dimensions} {sheet.auto_filter.ref} {sheet.freeze_panes}")
        lines += [" | ".join("" if cell is None else str(cell) for cell in row) for row in sheet.values]
    assert_snapshot(f"{sample}.xlsx.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("name", [*DRAFTS, *SAMPLES, "hostile"])
def test_one_row_a_finding(name: str) -> None:
    made = {**SAMPLES, "hostile": hostile_draft}
    report = made[name]() if name in made else review(FIXTURES / name)
    sheet = book_of(report)["问题清单"]
    header, *rows = sheet.values
    assert header[-3:] == ("负责人", "处理决定", "回复")
    assert [row[header.index("编号")] for row in rows] == [finding.code for finding in report.findings]
    for row, finding in zip(rows, report.findings, strict=True):
        assert row[header.index("问题")] == printable(finding.message.replace("\n", " "))
        assert row[header.index("改法")] == finding.advice
    assert sheet.auto_filter.ref == f"A1:P{len(report.findings) + 1}"
    assert sheet.freeze_panes == "C2"
    assert sheet["I2"].alignment.wrap_text or not report.findings


def test_the_decision_is_chosen_from_a_list() -> None:
    sheet = book_of(risky())["问题清单"]
    (choice,) = sheet.data_validations.dataValidation
    assert str(choice.sqref) == f"O2:O{len(risky().findings) + 1}"
    assert sheet["O1"].value == "处理决定"
    assert choice.type == "list"
    assert choice.formula1.strip('"').split(",") == ["接受", "部分接受", "不接受", "待商谈", "已修改"]


def test_nothing_is_a_formula() -> None:
    seen = set()
    for report in (formulas(), risky(), hostile_draft()):
        for sheet in book_of(report).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type in ("s", "n"), (cell.coordinate, cell.value)
                    if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t", "\r")):
                        assert cell.quotePrefix, cell.coordinate
                        seen.add(cell.value)
    assert {"=1+1", "+1+1", "-1+1", "@SUM(1,1)"} <= seen
    with zipfile.ZipFile(io.BytesIO(made(formulas()))) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)


def test_libreoffice_reads_formulas_as_text(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(made(formulas()))
    convert([path], "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", tmp_path)
    if not (tmp_path / "log.csv").exists():
        skip_or_fail("LibreOffice Calc is not installed")
    rows = list(csv.reader(io.StringIO((tmp_path / "log.csv").read_text("utf-8"))))
    problems = [row[rows[0].index("问题")] for row in rows[1:]]
    assert problems == [text.strip("\t\r") for text in FORMULAS]


def test_hostile_text_comes_back_whole() -> None:
    header, *rows = book_of(risky())["问题清单"].values
    assert any(printable(HOSTILE) in row[header.index("问题")] for row in rows)


def test_a_very_long_text_fits_a_cell() -> None:
    finding = replace(FINDINGS[2], message="很长" * 40_000)
    header, row = book_of(replace(risky(), findings=(finding,)))["问题清单"].values
    assert 100 < len(row[header.index("问题")]) < 32_767


def test_the_same_bytes_every_time() -> None:
    data = made(risky())
    assert data == made(risky())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode("utf-8")
        assert core.count("1980-01-01T00:00:00Z") == 2


def test_without_openpyxl_it_says_what_to_install(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "sys.modules['openpyxl'] = None\n"
        "from contractlint.cli import main\n"
        f"sys.argv = ['contractlint', 'review', {str(FIXTURES / 'risky-short.txt')!r}, '--format', 'xlsx', '-o', 'x.xlsx']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={"PYTHONPATH": str(FIXTURES.parent), "PATH": ""},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.strip() == "输出 xlsx 需要 openpyxl，请先运行：pip install 'contractlint[xlsx]'。"
    assert not (tmp_path / "x.xlsx").exists()

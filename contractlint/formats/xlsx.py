"""An issue log for a spreadsheet: one row a finding, with columns to hand out, decide and answer.

Whatever comes from the draft is written as a string and marked as one, so that a party called ``=cmd|…`` is no formula,
neither when the file is opened nor when somebody edits the cell. Needs openpyxl (``pip install 'contractlint[xlsx]'``).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from contractlint.errors import UsageError
from contractlint.finding import Finding, Severity
from contractlint.formats import Look
from contractlint.formats.archive import EPOCH, timeless
from contractlint.formats.citations import law_text
from contractlint.formats.labels import (
    closing_notes,
    file_name,
    module_titles,
    place_name,
    reading_notes,
    shortened,
    side_title,
)
from contractlint.formats.markup import office_text
from contractlint.formats.places import region
from contractlint.formats.words import DISCLAIMER, SEVERITY_TITLES
from contractlint.formats.wrapping import wrap
from contractlint.report import Report

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS: dict[str, float] = {
    "序号": 6,
    "编号": 8,
    "级别": 9,
    "对谁不利": 13,
    "模块": 14,
    "条款": 16,
    "检查点": 18,
    "原文": 24,
    "问题": 30,
    "原因": 30,
    "改法": 38,
    "依据": 22,
    "行:列": 8,
    "负责人": 11,
    "处理决定": 12,
    "回复": 24,
}
"""Titles of the columns and their widths in characters; the last three are for people."""
DECISIONS = ("接受", "部分接受", "不接受", "待商谈", "已修改")
_OPEN = ("负责人", "处理决定", "回复")
_FILLS = {Severity.ERROR: "F8D7DA", Severity.WARNING: "FFF3CD", Severity.INFO: "E2ECF7"}
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_ABOUT = {"A": 14.0, "B": 100.0}
_FONT, _LINE, _MOST = "宋体", 13.5, 30
"""Font, points a line takes, and lines a row shows at most; the rest is in the cell."""
_LONGEST = 2000
"""Characters of a cell; a spreadsheet takes 32,767, a reader far fewer."""
_WAIVED: dict[str, float] = {"编号": 8, "检查点": 22, "条款": 18, "问题": 36, "豁免理由": 40, "批准人": 14, "到期": 12}


def render(report: Report, look: Look) -> bytes:
    """The workbook: 问题清单, 说明, and 已豁免 where anything is. Raises UsageError without openpyxl."""
    try:
        from openpyxl import Workbook
        from openpyxl.writer.excel import ExcelWriter
    except ImportError as error:
        raise UsageError("输出 xlsx 需要 openpyxl，请先运行：pip install 'contractlint[xlsx]'。") from error
    book = Workbook()
    properties = book.properties
    properties.creator, properties.title = "contractlint", "合同审查问题清单"
    properties.created = properties.modified = EPOCH
    sheet = book.worksheets[0]
    sheet.title = "问题清单"
    _findings(sheet, report)
    _about(book.create_sheet("说明"), report)
    if report.waived:
        _waived(book, report)
    buffer = io.BytesIO()
    # Workbook.save puts the time of saving into the file.
    ExcelWriter(book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)).save()
    return timeless(buffer.getvalue())


def _findings(sheet: Worksheet, report: Report) -> None:
    _header(sheet, COLUMNS)
    modules = module_titles(report)
    for number, finding in enumerate(report.findings, start=1):
        _write(sheet, number + 1, [number, *_row(report, finding, modules)], tuple(COLUMNS.values()))
        _shade(sheet.cell(number + 1, list(COLUMNS).index("级别") + 1), _FILLS[finding.severity])
    last = len(report.findings) + 1
    sheet.auto_filter.ref = f"A1:{_letter(len(COLUMNS))}{last}"
    sheet.freeze_panes = "C2"
    _decisions(sheet, last)
    _titles(sheet)


def _row(report: Report, finding: Finding, modules: dict[str, str]) -> Iterable[str]:
    place = region(report.source, finding.evidence[0].span)
    quotes = [] if finding.absent else list(dict.fromkeys(shortened(one.text, 200) for one in finding.evidence))
    return (
        finding.code,
        SEVERITY_TITLES[finding.severity],
        side_title(finding.side.value),
        f"{finding.module} {modules.get(finding.module, '')}".strip(),
        place_name(finding),
        finding.title,
        "；".join(quotes) if quotes else "（没有写）" if finding.absent else "",
        finding.message,
        finding.why,
        finding.advice,
        law_text(finding.law),
        f"{place.line}:{place.column}",
        *("" for _ in _OPEN),
    )


def _decisions(sheet: Worksheet, last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = _letter(list(COLUMNS).index("处理决定") + 1)
    choice = DataValidation(
        type="list",
        formula1=f'"{",".join(DECISIONS)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="处理决定",
        error=f"请从列表里选：{'、'.join(DECISIONS)}。",
    )
    choice.add(f"{letter}2:{letter}{max(last, 2)}")
    sheet.add_data_validation(choice)


def _about(sheet: Worksheet, report: Report) -> None:
    document = report.document
    facts = report.facts
    rows = [
        ("合同名称", document.title or "（没有找到标题）"),
        ("文件", file_name(document)),
        ("SHA-256", document.sha256),
        ("合同类型", document.type_title),
        *((party.label, party.name or "（名称空白）") for party in report.parties),
        *((title, fact.text) for title, fact in (("合同金额", facts.amount), ("期限", facts.term)) if fact is not None),
        ("结论", report.verdict.text),
        ("得分", "" if report.score is None else f"{report.score.points} / 100（{report.score.grade} 级）"),
        ("问题", "，".join(f"{title} {report.count(severity)} 条" for severity, title in SEVERITY_TITLES.items())),
        *(("说明", note) for note in (*reading_notes(report), *closing_notes(report))),
        ("规则集版本", report.rules_version),
        ("说明", DISCLAIMER),
    ]
    for number, row in enumerate(rows, start=1):
        _write(sheet, number, row, tuple(_ABOUT.values()))
        _bold(sheet.cell(number, 1))
    for letter, width in _ABOUT.items():
        sheet.column_dimensions[letter].width = width
    _paper(sheet)


def _waived(book: Workbook, report: Report) -> None:
    sheet = book.create_sheet("已豁免")
    _header(sheet, _WAIVED)
    for number, one in enumerate(report.waived, start=2):
        finding = one.finding
        place = place_name(finding)
        row = (finding.code, finding.title, place, finding.message, one.reason, one.by, one.until)
        _write(sheet, number, row, tuple(_WAIVED.values()))
    sheet.auto_filter.ref = f"A1:{_letter(len(_WAIVED))}{len(report.waived) + 1}"
    sheet.freeze_panes = "A2"
    _titles(sheet)


def _header(sheet: Worksheet, columns: Mapping[str, float]) -> None:
    _write(sheet, 1, list(columns), tuple(columns.values()))
    for index, width in enumerate(columns.values(), start=1):
        _bold(sheet.cell(1, index))
        _shade(sheet.cell(1, index), "D9D9D9")
        sheet.column_dimensions[_letter(index)].width = width


def _write(sheet: Worksheet, row: int, values: Sequence[str | int], widths: Sequence[float]) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin", color="BFBFBF")
    border = Border(left=line, right=line, top=line, bottom=line)
    lines = 1
    for index, value in enumerate(values, start=1):
        cell = sheet.cell(row, index)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        cell.font, cell.border = Font(name=_FONT, size=10), border
        if isinstance(value, int):
            cell.value = value
        elif value:
            text = office_text(value)[:_LONGEST]
            cell.value = text
            cell.data_type = "s"
            # Editing a cell makes a formula of what looks like one, unless it is marked as text.
            cell.quotePrefix = text.startswith(_RISKY)
            lines = max(lines, len(wrap(text, int(widths[index - 1]) - 1)))
    # Not every program makes room for wrapped text by itself.
    sheet.row_dimensions[row].height = _LINE * min(lines, _MOST) + 3


def _bold(cell: Cell | MergedCell) -> None:
    from openpyxl.styles import Font

    cell.font = Font(name=_FONT, size=10, bold=True)


def _shade(cell: Cell | MergedCell, color: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=color, end_color=color)


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _titles(sheet: Worksheet) -> None:
    """The header on every page."""
    sheet.print_title_rows = "1:1"
    _paper(sheet)


def _paper(sheet: Worksheet) -> None:
    """A3 across, as wide as the paper."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

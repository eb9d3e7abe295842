"""《合同审查意见书》: a Word form of one to three pages for the approval file.

Sizes are exact, so that the form is as long in Word as in LibreOffice, whatever font either puts in for 宋体. Written
with python-docx; the same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from contractlint import __version__
from contractlint.formats import Look
from contractlint.formats.archive import EPOCH, timeless
from contractlint.formats.markup import office_text
from contractlint.formats.opinion_content import CONCLUSIONS, LINE, Opinion, Point, Section, opinion
from contractlint.report import Report

_SONG, _HEI, _LATIN = "宋体", "黑体", "Times New Roman"
_COLORS = {"pass": "1B6E3C", "revise": "9A5B00", "reject": "B3261E", "not_assessable": "5F6368"}
_SHADE = "F2F2F2"
_LIST = (1.5, 2.9, 5.3, 7.3)
"""Widths in centimetres of 编号, 条款, 问题, 改法; together the 17 cm between the margins of A4."""
_ASKED = (1.5, 2.9, 6.3, 6.3)
"""The same for 部门, 条款, 请确认, 建议."""
_FACTS = (2.6, 14.4)
_SIGNERS = (4.25, 4.25, 4.25, 4.25)


def render(report: Report, look: Look) -> bytes:
    """The form as a .docx file."""
    content = opinion(report)
    document = Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document)
    _footer(document, report)
    _title(document)
    _heading(document, "一、送审合同")
    _facts(document, content.facts)
    _heading(document, "二、审查结论")
    _conclusion(document, content)
    _section(document, "三、必须修改", content.must, "没有发现必须修改的地方。", report)
    _section(document, "四、建议修改", content.should, "没有发现建议修改的地方。", report)
    _points(document, content)
    _heading(document, "六、审查范围与限制")
    for index, limit in enumerate(content.limits, start=1):
        _text(document, f"{index}. {limit}")
    _signatures(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.6)
    section.header_distance, section.footer_distance = Cm(0.9), Cm(0.8)


def _set_styles(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = _LATIN, Pt(9)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), _SONG)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)


def _set_properties(document: WordDocument) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = "合同审查意见书", "contractlint", "contractlint"
    properties.created = properties.modified = EPOCH
    properties.comments, properties.language = "", "zh-CN"


def _footer(document: WordDocument, report: Report) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    short = f"　文件 {report.document.sha256[:12]}" if report.document.sha256 else ""
    _run(paragraph, f"contractlint {__version__}　规则集 {report.rules_version}{short}　第 ", size=8)
    _field(paragraph, "PAGE")
    _run(paragraph, " 页，共 ", size=8)
    _field(paragraph, "NUMPAGES")
    _run(paragraph, " 页", size=8)


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = _run(paragraph, "1", size=8)
    field.append(run._r)
    paragraph._p.append(field)


def _title(document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(26)
    paragraph.paragraph_format.space_after = Pt(4)
    _run(paragraph, "合同审查意见书", size=18, font=_HEI)


def _heading(document: WordDocument, text: str) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(7), Pt(3), Pt(15)
    form.keep_with_next = True
    _run(paragraph, text, size=11, font=_HEI)
    # Readers that show an outline find the parts by this, without the look of a heading style.
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(level)


def _text(document: WordDocument, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    _run(paragraph, text)
    return paragraph


def _run(paragraph: Paragraph, text: str, *, size: float | None = None, font: str = "", color: str = "") -> Run:
    run = paragraph.add_run(office_text(text) if text.strip() else text)
    if size:
        run.font.size = Pt(size)
    if font:
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(kind), font)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    return run


def _facts(document: WordDocument, facts: Sequence[tuple[str, str]]) -> None:
    table = _table(document, _FACTS)
    for label, value in facts:
        cells = _row(table, _FACTS)
        _fill(cells[0], label, font=_HEI, shade=_SHADE)
        _fill(cells[1], value)


def _conclusion(document: WordDocument, content: Opinion) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(18)
    for code, title in CONCLUSIONS.items():
        chosen = code == content.conclusion
        color = _COLORS[code] if chosen else "808080"
        _run(paragraph, f"{'☑' if chosen else '☐'} {title}", size=12, font=_HEI if chosen else "", color=color)
        paragraph.add_run("　　")
    _text(document, content.reason)


def _section(document: WordDocument, title: str, section: Section, nothing: str, report: Report) -> None:
    _heading(document, f"{title}（{section.count} 条）" if report.score is not None else title)
    if report.score is None:
        _text(document, "未能判定。")
    elif not section.count:
        _text(document, nothing)
    if section.rows:
        table = _table(document, _LIST)
        _header(table, _LIST, ("编号", "条款", "问题", "改法"))
        for row in section.rows:
            for cell, text in zip(_row(table, _LIST), (row.code, row.clause, row.problem, row.advice), strict=True):
                _fill(cell, text)
    if section.rest:
        _text(document, section.rest).paragraph_format.space_before = Pt(3)


def _points(document: WordDocument, content: Opinion) -> None:
    _heading(document, "五、请业务、财务、信息安全确认")
    if not content.points:
        _text(document, "没有需要另行确认的事项。" if content.conclusion != "not_assessable" else "未能判定。")
    else:
        table = _table(document, _ASKED)
        _header(table, _ASKED, ("部门", "条款", "请确认", "建议"))
        department = ""
        for point in content.points:
            cells = _row(table, _ASKED)
            _fill(cells[0], "" if point.department == department else point.department, font=_HEI)
            for cell, text in zip(cells[1:], (point.clause, _asked(point), point.advice), strict=True):
                _fill(cell, text)
            department = point.department
    if content.points_rest:
        _text(document, content.points_rest).paragraph_format.space_before = Pt(3)


def _asked(point: Point) -> str:
    return f"{point.code} {point.text}" if point.code else point.text


def _signatures(document: WordDocument) -> None:
    _heading(document, "七、签字")
    table = _table(document, _SIGNERS)
    cells = _row(table, _SIGNERS)
    for cell, who in zip(cells, ("审查人", "业务部门", "财务部门", "信息安全"), strict=True):
        _fill(cell, who, font=_HEI, shade=_SHADE)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for cell in _row(table, _SIGNERS):
        _fill(cell, "签字：")
        cell.paragraphs[0].paragraph_format.space_before = Pt(4)
        date = cell.add_paragraph()
        date.paragraph_format.space_before = Pt(12)
        _run(date, "日期：　　年　月　日")


def _table(document: WordDocument, widths: Sequence[float]) -> Table:
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.style = document.styles["Table Grid"]
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _row(table: Table, widths: Sequence[float]) -> tuple[_Cell, ...]:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    cells: tuple[_Cell, ...] = row.cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Cm(width)
    return cells


def _header(table: Table, widths: Sequence[float], titles: Iterable[str]) -> None:
    cells = _row(table, widths)
    for cell, title in zip(cells, titles, strict=True):
        _fill(cell, title, font=_HEI, shade=_SHADE)
        # The first row of a list stays with its header.
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _mark(table.rows[0], "w:tblHeader")


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill(cell: _Cell, text: str, *, font: str = "", shade: str = "") -> None:
    form = cell.paragraphs[0].paragraph_format
    form.space_before = form.space_after = Pt(1)
    if text:
        _run(cell.paragraphs[0], text, font=font)
    if shade:
        fill = OxmlElement("w:shd")
        for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", shade)):
            fill.set(qn(key), value)
        cell._tc.get_or_add_tcPr().append(fill)

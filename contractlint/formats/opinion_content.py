"""What an 《合同审查意见书》 says, cut to fit its pages: rows of plain text and nothing of Word.

The form has at most three pages. Lists are shown row by row while there is room; what is left over is named in one line
each, then only counted, and the reader is told where the whole list is. Nothing is dropped without being said.
"""

from __future__ import annotations

from collections.abc import Iterable

from contractlint.dataclass import dataclass
from contractlint.finding import Finding, Severity
from contractlint.formats.labels import closing_notes, file_name, flat, place_name, reading_notes, shortened
from contractlint.formats.words import CLOCK_TITLES, DISCLAIMER, HOLE
from contractlint.formats.wrapping import wrap
from contractlint.report import Report

CONCLUSIONS = {"pass": "可签", "revise": "修改后可签", "reject": "不建议签", "not_assessable": "未能判定"}
DEPARTMENTS = {"F": "财务", "K": "信息安全", "D": "信息安全"}
"""Who is to confirm what a module is about; the business side confirms the rest."""
BUSINESS, FINANCE, SECURITY = "业务", "财务", "信息安全"
LINE = 12.5
"""Height of a line in points, which the form keeps to exactly."""
_WIDTHS = (7, 15, 22)
"""Chinese characters a line of the columns 条款, 问题 and 改法 holds."""
_ASKED_WIDTHS = (7, 18, 18)
"""The same for 条款, 请确认 and 建议."""
_VALUE, _TEXT = 43, 51
"""The same for the value of a fact, and for a line across the page."""
_PAPER = 3 * 745 / LINE
"""Lines of three pages of A4 between the margins."""
_FRAME = 31
"""Lines of title, headings, table headers, conclusion and signatures, and what stays empty at the ends of pages."""
_ROW = 0.3
"""Space and border of a row of a table, in lines."""
_PROBLEM, _ADVICE, _NAMED = 90, 150, 400
_FULL_LIST = "完整清单见 --format xlsx 的问题清单或者 --format html 的报告。"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: the code of the rule, the clause, what is wrong, and the wording to use."""

    code: str
    clause: str
    problem: str
    advice: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A list with all its findings counted: rows, and a sentence for those without a row."""

    count: int
    rows: tuple[Row, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Point:
    """Something a department is to confirm."""

    department: str
    code: str
    clause: str
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """Everything the form says."""

    facts: tuple[tuple[str, str], ...]
    conclusion: str
    reason: str
    must: Section
    should: Section
    points: tuple[Point, ...]
    points_rest: str
    limits: tuple[str, ...]


def opinion(report: Report) -> Opinion:
    """The form for a report."""
    must = [_row(finding) for finding in report.findings if finding.severity is Severity.ERROR]
    should = [_row(finding) for finding in report.findings if finding.severity is Severity.WARNING]
    points = list(_points(report))
    facts, limits = tuple(_facts(report)), tuple(_limits(report))
    room = _PAPER - _FRAME
    room -= sum(_lines((value,), (_VALUE,)) + _ROW for _, value in facts)
    room -= sum(_lines((text,), (_TEXT,)) for text in limits)
    if _height(must) + _height(should) + sum(map(_point_lines, points)) > room:
        # Two paragraphs that name what is left over, and a line that counts it.
        room -= 2 * (_NAMED / _TEXT + 3) + 1
    shown, left = _fit_points(points, room / 4)
    room -= sum(map(_point_lines, shown))
    must_rows = _fit(must, room * 2 / 3 if _height(should) > room / 3 else room - _height(should))
    should_rows = _fit(should, room - _height(must_rows))
    return Opinion(
        facts=facts,
        conclusion=report.verdict.code,
        reason=_reason(report),
        must=Section(len(must), must_rows, _rest(must, must_rows)),
        should=Section(len(should), should_rows, _rest(should, should_rows)),
        points=shown,
        points_rest=f"另有 {left} 项没有列出；{_FULL_LIST}" if left else "",
        limits=limits,
    )


def _facts(report: Report) -> Iterable[tuple[str, str]]:
    document = report.document
    readable = report.score is not None
    yield "合同名称", shortened(document.title, 80) or "（没有找到标题）"
    yield "文件", shortened(file_name(document), 80) or "（文本）"
    yield "SHA-256", document.sha256
    yield "合同类型", document.type_title if readable else "—"
    for party in report.parties[:4]:
        label = party.label if party.label.startswith(party.role) else f"{party.label}（{party.role}方）"
        yield shortened(label, 12), shortened(party.name, 80) or "（名称空白）"
    if len(report.parties) > 4:
        yield "其他当事人", f"另有 {len(report.parties) - 4} 方"
    unknown = "没有读出唯一的一个，请核对正文" if readable else "未能判定"
    amount, term = report.facts.amount, report.facts.term
    yield "合同金额", shortened(amount.text, 60) if amount else unknown
    yield "期限", shortened(term.text, 60) if term else unknown
    yield "送审", "部门：　　　　　　　　经办人：　　　　　　　　日期：　　　　年　　月　　日"


def _reason(report: Report) -> str:
    score = "" if report.score is None else f"得分 {report.score.points} / 100（{report.score.grade} 级）。"
    return f"{report.verdict.text}{score}"


def _row(finding: Finding) -> Row:
    problem = shortened(finding.message, _PROBLEM)
    quote = shortened(finding.evidence[0].text, 24)
    if not finding.absent and quote.strip() and quote not in problem:
        problem += f"（原文：{quote}）"
    if len(finding.evidence) > 1 and not finding.absent:
        problem += f"（同条共 {len(finding.evidence)} 处）"
    where = shortened(place_name(finding), 20)
    if finding.absent:
        where = f"（缺）{where}" if where else "（缺）"
    return Row(finding.code, where or "首部", problem, shortened(finding.advice, _ADVICE), finding.title)


def _height(rows: Iterable[Row]) -> float:
    return sum(map(_row_lines, rows))


def _row_lines(row: Row) -> float:
    return _lines((row.clause, row.problem, row.advice), _WIDTHS) + _ROW


def _point_lines(point: Point) -> float:
    return _lines((point.clause, f"{point.code} {point.text}", point.advice), _ASKED_WIDTHS) + _ROW


def _lines(texts: tuple[str, ...], widths: tuple[int, ...]) -> int:
    """Lines of the tallest of the cells."""
    return max(len(wrap(text, columns * 2)) for text, columns in zip(texts, widths, strict=True))


def _fit(rows: list[Row], room: float) -> tuple[Row, ...]:
    """As many rows from the beginning as the room holds."""
    taken = 0.0
    for index, row in enumerate(rows):
        taken += _row_lines(row)
        if taken > room:
            return tuple(rows[:index])
    return tuple(rows)


def _rest(rows: list[Row], shown: tuple[Row, ...]) -> str:
    """The rows left over, named while a few lines hold them, and always counted."""
    left = rows[len(shown) :]
    if not left:
        return ""
    named: list[str] = []
    for row in left:
        name = f"{row.code} {row.title}"
        if sum(map(len, named)) + len(name) > _NAMED:
            break
        named.append(name)
    dots = "" if len(named) == len(left) else "……"
    return f"共 {len(rows)} 条，以上列出 {len(shown)} 条；其余 {len(left)} 条：{'、'.join(named)}{dots}。{_FULL_LIST}"


def _points(report: Report) -> Iterable[Point]:
    """What the agreement commits each department to, then what rules ask to confirm, in order of weight."""
    if report.score is None:
        return
    amount, term = report.facts.amount, report.facts.term
    if term:
        yield Point(BUSINESS, "", "期限", f"期限写的是「{shortened(term.text, 40)}」。", "核对与实际安排一致。")
    yield from _levels(report)
    if amount:
        text = f"总金额写的是「{shortened(amount.text, 40)}」。"
        yield Point(FINANCE, "", "金额", text, "核对与预算、报价、审批金额一致。")
    yield from _security(report)
    asked = [finding for finding in report.findings if finding.severity is Severity.INFO]
    for department in (BUSINESS, FINANCE, SECURITY):
        for finding in asked:
            if DEPARTMENTS.get(finding.module, BUSINESS) == department:
                row = _row(finding)
                yield Point(department, row.code, row.clause, row.problem, row.advice)


def _security(report: Report) -> Iterable[Point]:
    """Where secrecy and data stand, and which findings are about them."""
    clauses = [
        clause
        for module in report.modules
        if DEPARTMENTS.get(module.code) == SECURITY
        for clause in (module.clauses[:3] or (f"没有「{module.title}」条款",))
    ]
    codes = [
        finding.code
        for finding in report.findings
        if finding.severity is not Severity.INFO and DEPARTMENTS.get(finding.module) == SECURITY
    ]
    text = "、".join(dict.fromkeys(clauses)) + ("。" if clauses else "")
    if codes:
        text += f"问题见上面的 {'、'.join(dict.fromkeys(codes))}。"
    if text:
        yield Point(SECURITY, "", "保密、数据", shortened(text, 120), "确认要求可以执行，够不够用。")


def _levels(report: Report) -> Iterable[Point]:
    grid = report.service_levels
    if grid is None:
        return
    rows = []
    for row in grid.rows:
        cells = [
            f"{CLOCK_TITLES[cell.clock]} {HOLE if cell.hole else '、'.join(cell.texts)}"
            for cell in row.cells
            if cell.hole or cell.texts
        ]
        if cells:
            rows.append(f"{row.name or '不分级'}：{'，'.join(cells)}")
    if rows:
        yield Point(BUSINESS, "", "服务时限", shortened("；".join(rows), 160), "确认各级时限做得到、够用。")


def _fit_points(points: list[Point], room: float) -> tuple[tuple[Point, ...], int]:
    """The points that the room holds, grouped by department, and how many are left over."""
    taken, shown = 0.0, []
    for point in points:
        taken += _point_lines(point)
        if taken <= room:
            shown.append(point)
    order = (BUSINESS, FINANCE, SECURITY)
    return tuple(sorted(shown, key=lambda point: order.index(point.department))), len(points) - len(shown)


def _limits(report: Report) -> Iterable[str]:
    document = report.document
    if report.score is not None:
        run = sum(check.status in ("violated", "satisfied") for check in report.checks)
        other = sum(check.status == "not_applicable" for check in report.checks)
        aside = f"，另有 {other} 条不适用于这份合同" if other else ""
        yield f"审查全文 {document.characters:,} 字；适用并判定了 {run} 条规则{aside}。"
    notes = [flat(note) for note in (*reading_notes(report), *closing_notes(report))]
    for one in report.waived:
        until = f"，到 {one.until} 为止" if one.until else ""
        where = f"（{place_name(one.finding)}）" if place_name(one.finding) else ""
        notes.append(f"已豁免 {one.finding.code}{where}：{one.reason}（{one.by}{until}）。")
    shown = notes[:10]
    yield from (shortened(note, 120) for note in shown)
    if len(notes) > len(shown):
        yield f"另有 {len(notes) - len(shown)} 条说明没有列出；见 --format json 的报告。"
    yield f"{DISCLAIMER}规则集版本 {report.rules_version}。"

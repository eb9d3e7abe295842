"""Markdown (GitHub flavour) for chats, e-mail and merge requests.

Whatever comes from the draft is escaped and on one line; the structure is all ours.
"""

from __future__ import annotations

from collections.abc import Iterable

from contractlint.finding import Finding, Severity
from contractlint.formats import Look
from contractlint.formats.citations import law_text
from contractlint.formats.labels import closing_notes, file_name, module_titles, place_name, reading_notes, shortened
from contractlint.formats.markup import markdown_text
from contractlint.formats.words import (
    CLOCK_TITLES,
    DISCLAIMER,
    HOLE,
    LINK_TITLES,
    MODULE_STATUS,
    SEVERITY_TITLES,
    SIDE_TITLES,
)
from contractlint.report import LevelCell, Report

_QUOTED = 120
_AROUND = 24


def render(report: Report, look: Look) -> str:
    """Headings, lists and tables; confirmations only where ``look.show_info``."""
    lines = [
        *_head(report),
        *_findings(report, look),
        *_modules(report),
        *_levels(report),
        *_records(report),
        *_bill(report),
        *_waived(report),
        *_notes(report, look),
    ]
    return "\n".join(lines) + "\n"


def _head(report: Report) -> Iterable[str]:
    document = report.document
    yield f"# 合同审查报告：{markdown_text(document.title) or '（没有找到标题）'}"
    yield ""
    yield f"**{markdown_text(report.verdict.text)}**"
    if report.score is not None:
        yield ""
        yield f"得分 **{report.score.points}** / 100（{report.score.grade} 级）"
    yield ""
    if document.path:
        yield f"- 文件：{markdown_text(file_name(document))}"
    if document.sha256:
        yield f"- SHA-256：{document.sha256}"
    yield f"- 类型：按「{markdown_text(document.type_title)}」审查，{document.characters:,} 字"
    for party in report.parties:
        label = party.label if party.label.startswith(party.role) else f"{party.label}（{party.role}方）"
        yield f"- {markdown_text(label)}：{markdown_text(party.name) or '（名称空白）'}"
    for title, fact in (("金额", report.facts.amount), ("期限", report.facts.term)):
        if fact is not None:
            yield f"- {title}：{markdown_text(fact.text)}"
    for note in reading_notes(report):
        yield f"- {markdown_text(note)}"


def _findings(report: Report, look: Look) -> Iterable[str]:
    for severity, title in SEVERITY_TITLES.items():
        inside = [finding for finding in report.findings if finding.severity is severity]
        if not inside or (severity is Severity.INFO and not look.show_info):
            continue
        yield ""
        yield f"## {title}（{len(inside)}）"
        titles = module_titles(report)
        for code in dict.fromkeys([*titles, *(finding.module for finding in inside)]):
            for finding in inside:
                if finding.module == code:
                    yield from _finding(report, finding)


def _finding(report: Report, finding: Finding) -> Iterable[str]:
    yield ""
    yield f"### {finding.code} {markdown_text(finding.title)}"
    where = [place_name(finding), SIDE_TITLES.get(finding.side.value, "")]
    if any(where):
        yield ""
        # A clause may begin with 「1)」, which would begin a list.
        yield "位置：" + " · ".join(markdown_text(part) for part in where if part)
    if not finding.absent:
        yield ""
        yield f"> {_quote(report, finding)}"
        others = list(dict.fromkeys(shortened(one.text, 20) for one in finding.evidence[1:]))
        if others:
            shown = "、".join(f"「{markdown_text(one)}」" for one in others[:6])
            yield ">"
            yield f"> 同条另有 {len(finding.evidence) - 1} 处：{shown}{'等' if len(others) > 6 else ''}"
    yield ""
    for label, text in (
        ("问题", finding.message),
        ("原因", finding.why),
        ("改法", finding.advice),
        ("依据", law_text(finding.law)),
    ):
        if text:
            yield f"- **{label}**：{markdown_text(text)}"


def _quote(report: Report, finding: Finding) -> str:
    """The place between ⟦ and ⟧ with the words around it, up to the ends of its line.

    Not in bold: CommonMark takes no asterisks between a Chinese character and a punctuation mark.
    """
    text, span = report.source.text, finding.evidence[0].span
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    inside = markdown_text(shortened(finding.evidence[0].text, _QUOTED))
    return f"{markdown_text(before)}⟦{inside}⟧{markdown_text(after)}"


def _modules(report: Report) -> Iterable[str]:
    if not report.modules:
        return
    yield from ("", "## 模块一览", "", "| 模块 | 情况 | 所在条款 |", "|---|---|---|")
    for module in report.modules:
        clauses = markdown_text("、".join(module.clauses[:4]))
        yield f"| {module.code} {markdown_text(module.title)} | {MODULE_STATUS[module.status]} | {clauses} |"


def _levels(report: Report) -> Iterable[str]:
    grid = report.service_levels
    if grid is None:
        return
    yield from ("", "## 服务时限一览", "")
    yield f"| 级别 | {' | '.join(CLOCK_TITLES[clock] for clock in grid.clocks)} |"
    yield "|---" * (len(grid.clocks) + 1) + "|"
    for row in grid.rows:
        yield f"| {markdown_text(row.name) or '不分级'} | {' | '.join(map(_cell, row.cells))} |"


def _cell(cell: LevelCell) -> str:
    return f"**{HOLE}**" if cell.hole else markdown_text("、".join(cell.texts))


def _records(report: Report) -> Iterable[str]:
    if not report.records:
        return
    yield from ("", "## 证据链", "")
    yield " → ".join(
        f"{'✓' if link.there else '✗'} {LINK_TITLES[link.kind]}"
        + (f"（缺{'、'.join(map(markdown_text, link.missing))}）" if link.missing else "")
        for link in report.records
    )


def _bill(report: Report) -> Iterable[str]:
    if report.score is None or not report.score.lines:
        return
    yield from ("", "## 扣分明细（满分 100）", "", "| 规则 | 检查点 | 处数 | 扣分 |", "|---|---|---:|---:|")
    for line in report.score.lines:
        yield f"| {line.code} | {markdown_text(line.title)} | {line.count} | -{line.points} |"


def _waived(report: Report) -> Iterable[str]:
    if not report.waived:
        return
    yield from ("", f"## 已豁免（{len(report.waived)}）", "")
    for one in report.waived:
        finding = one.finding
        until = f"，到 {markdown_text(one.until)} 为止" if one.until else ""
        where = f"（{markdown_text(place_name(finding))}）" if place_name(finding) else ""
        yield (
            f"- {finding.code} {markdown_text(finding.title)}{where}：{markdown_text(one.reason)}"
            f"（{markdown_text(one.by)}{until}）"
        )


def _notes(report: Report, look: Look) -> Iterable[str]:
    yield from ("", "---", "")
    info = report.count(Severity.INFO)
    if info and not look.show_info:
        yield f"另有 {info} 条「请确认」没有列出，加 `--show-info` 查看。"
        yield ""
    for note in closing_notes(report):
        yield markdown_text(note)
        yield ""
    yield f"规则集版本 {report.rules_version}。{DISCLAIMER}"

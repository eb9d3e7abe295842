"""The report in a terminal: verdict first, then what to change, then what there is and how the score came about."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from contractlint.finding import Finding, Severity
from contractlint.formats import Look
from contractlint.formats.citations import law_text
from contractlint.formats.console import paper
from contractlint.formats.labels import reading_notes
from contractlint.formats.level_grid import draw_levels
from contractlint.formats.record_chain import draw_chain
from contractlint.formats.words import DISCLAIMER, MODULE_STATUS, OWN_MODULES, SEVERITY_TITLES, SIDE_TITLES
from contractlint.formats.wrapping import excerpt, printable, width, wrap
from contractlint.report import ModuleStatus, Report

_MARKS = {Severity.ERROR: ("✗", "bold red"), Severity.WARNING: ("!", "bold yellow"), Severity.INFO: ("·", "cyan")}
_STATUS_STYLES = {"there": "green", "partly": "yellow", "missing": "red", "not_assessed": "dim"}
_INDENT = 4


def render(report: Report, look: Look) -> str:
    """Text for a terminal of ``look.width`` columns; with ANSI colours where ``look.color``."""
    file, console = paper(look)
    _head(console, report, look)
    for severity, title in SEVERITY_TITLES.items():
        if severity is Severity.INFO and not look.show_info:
            continue
        _group(console, report, [one for one in report.findings if one.severity is severity], title, look)
    _waived(console, report, look)
    if report.modules:
        _modules(console, report.modules)
    draw_levels(console, report.service_levels)
    draw_chain(console, report.records)
    _bill(console, report)
    _tail(console, report, look)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _head(console: Console, report: Report, look: Look) -> None:
    document = report.document
    console.print(Text("合同审查报告", style="bold"), Text(f"  {printable(document.path)}" if document.path else ""))
    console.rule(style="dim", characters="─")
    style = {"pass": "bold green", "revise": "bold yellow", "reject": "bold red"}.get(report.verdict.code, "bold")
    for line in wrap(report.verdict.text, look.width):
        console.print(Text(line, style=style))
    if report.score is not None:
        console.print(f"得分 {report.score.points} / 100（{report.score.grade} 级）")
    facts = [document.title or "（没有找到标题）", f"按「{document.type_title}」审查", f"{document.characters:,} 字"]
    for line in wrap(" · ".join(facts), look.width):
        console.print(line, style="dim")
    for party in report.parties:
        label = party.label if party.label.startswith(party.role) else f"{party.label}（{party.role}方）"
        for line in wrap(f"{label}：{party.name or '（名称空白）'}", look.width):
            console.print(line, style="dim")
    for line in (*reading_notes(report), *map(printable, report.notices)):
        for part in wrap(line, look.width):
            console.print(part, style="yellow")
    console.print()


def _group(console: Console, report: Report, findings: list[Finding], title: str, look: Look) -> None:
    if not findings:
        return
    console.print(Text(f"{title}（{len(findings)}）", style="bold reverse" if look.color else "bold"))
    titles = {module.code: module.title for module in report.modules}
    for code in dict.fromkeys([*titles, *(finding.module for finding in findings)]):
        inside = [finding for finding in findings if finding.module == code]
        if not inside:
            continue
        console.print()
        console.print(Text(f"{code} {titles.get(code, OWN_MODULES.get(code, ''))}".rstrip(), style="bold"))
        for finding in inside:
            _finding(console, report, finding, look)
    console.print()


def _finding(console: Console, report: Report, finding: Finding, look: Look) -> None:
    mark, style = _MARKS[finding.severity]
    where = " · ".join(
        part
        for part in (f"{finding.clause} {finding.heading}".strip(), SIDE_TITLES.get(finding.side.value, ""))
        if part
    )
    console.print(Text(f"{mark} {finding.code} ", style=style), Text(finding.title, style="bold"), sep="", end="")
    console.print(Text(f"  {printable(where)}" if where else "", style="dim"))
    room = look.width - _INDENT
    if not finding.absent:
        _quote(console, report, finding, room)
    _labelled(console, "问题", finding.message, room)
    _labelled(console, "原因", finding.why, room)
    _labelled(console, "改法", finding.advice, room)
    _labelled(console, "依据", law_text(finding.law), room)


def _quote(console: Console, report: Report, finding: Finding, room: int) -> None:
    first, *others = finding.evidence
    line, start, end = excerpt(report.source.text, first.span, room)
    pad = " " * _INDENT
    shown = Text(pad + line)
    shown.stylize("bold red", _INDENT + start, _INDENT + end)
    console.print(shown)
    console.print(Text(pad + " " * width(line[:start]) + "^" * max(1, width(line[start:end])), style="red"))
    if others:
        quotes = "、".join(dict.fromkeys(f"「{_short(one.text)}」" for one in others[:6]))
        more = f"等 {len(others)} 处" if len(others) > 6 else f"{len(others)} 处"
        _labelled(console, "同条", f"另有 {more}：{quotes}", room)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 16 else f"{flat[:8]}…{flat[-6:]}"


def _labelled(console: Console, label: str, text: str, room: int) -> None:
    if not text:
        return
    lead = f"{label}  "
    for index, line in enumerate(wrap(text, room - width(lead))):
        console.print(
            Text(" " * _INDENT),
            Text(lead if index == 0 else " " * width(lead), style="dim"),
            Text(line),
            sep="",
        )


def _waived(console: Console, report: Report, look: Look) -> None:
    """What was accepted, by whom and why; a reader must be able to see what the verdict leaves out."""
    if not report.waived:
        return
    console.print(Text(f"已豁免（{len(report.waived)}）", style="bold"))
    for one in report.waived:
        finding = one.finding
        console.print(Text(f"– {finding.code} ", style="dim"), Text(finding.title), sep="", end="")
        console.print(Text(f"  {printable(f'{finding.clause} {finding.heading}'.strip())}".rstrip(), style="dim"))
        room = look.width - _INDENT
        if not finding.absent:
            quotes = "、".join(f"「{_short(place.text)}」" for place in finding.evidence[:4])
            more = f"等 {len(finding.evidence)} 处" if len(finding.evidence) > 4 else ""
            _labelled(console, "原文", printable(quotes + more), room)
        _labelled(console, "理由", printable(one.reason), room)
        _labelled(console, "批准", printable(f"{one.by}，有效至 {one.until}" if one.until else one.by), room)
    console.print()


def _modules(console: Console, modules: tuple[ModuleStatus, ...]) -> None:
    table = Table(title="模块一览", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    table.add_column("模块", no_wrap=True)
    table.add_column("情况", no_wrap=True)
    table.add_column("所在条款", overflow="fold")
    for module in modules:
        status = Text(MODULE_STATUS[module.status], style=_STATUS_STYLES[module.status])
        table.add_row(f"{module.code} {module.title}", status, printable("、".join(module.clauses[:4])))
    console.print(table, soft_wrap=False)
    console.print()


def _bill(console: Console, report: Report) -> None:
    if report.score is None:
        return
    free = [
        f"{count} 条{name}的" for count, name in ((len(report.waived), "已豁免"), (report.known, "基线里已有")) if count
    ]
    if not report.score.lines:
        if free:
            console.print(f"没有扣分；{'、'.join(free)}问题没有计入。\n", style="dim")
        return
    table = Table(
        title="扣分明细（满分 100）", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0)
    )
    table.add_column("规则", no_wrap=True)
    table.add_column("处数", justify="right", no_wrap=True)
    table.add_column("扣分", justify="right", no_wrap=True)
    table.add_column("检查点", overflow="fold")
    for line in report.score.lines:
        table.add_row(line.code, str(line.count), f"-{line.points}", line.title)
    console.print(table, soft_wrap=False)
    total = sum(line.points for line in report.score.lines)
    floor = "，最低为 0" if total > 100 else ""
    console.print(f"合计扣 {total} 分{floor}，得 {report.score.points} 分。同一规则最多按两处扣。", style="dim")
    if free:
        console.print(f"{'、'.join(free)}问题没有计入。", style="dim")
    console.print()


def _tail(console: Console, report: Report, look: Look) -> None:
    if report.hidden:
        console.print(f"另有 {report.hidden} 条只对另一方不利，按 --side 没有列出；得分和结论不受影响。", style="dim")
    if report.known:
        console.print(f"另有 {report.known} 条是基线里已有的，没有列出。", style="dim")
    if report.below:
        console.print(f"另有 {report.below} 条级别较低，按配置没有列出；得分和结论不受影响。", style="dim")
    info = report.count(Severity.INFO)
    if info and not look.show_info:
        console.print(f"另有 {info} 条「请确认」没有列出，加 --show-info 查看。", style="dim")
    unassessed = [check for check in report.checks if check.status == "not_assessed"]
    if unassessed and report.score is not None:
        codes = "、".join(check.code for check in unassessed[:10]) + ("等" if len(unassessed) > 10 else "")
        for line in wrap(
            f"有 {len(unassessed)} 条规则未能判定：{codes}（原因见 --format json 的 checks）。", look.width
        ):
            console.print(line, style="dim")
    if report.configuration:
        for line in wrap(f"本次审查用了配置 {printable(report.configuration)}。", look.width):
            console.print(line, style="dim")
    for line in wrap(DISCLAIMER, look.width):
        console.print(line, style="dim")

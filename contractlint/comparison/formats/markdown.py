"""A comparison as Markdown, for a mail, a ticket or a pull request."""

from __future__ import annotations

from contractlint.comparison.comparison import (
    DELETE,
    EQUAL,
    INTRODUCED,
    SOLVED,
    UNCHANGED,
    Comparison,
    RiskChange,
    ValueChange,
)
from contractlint.comparison.formats import sentences
from contractlint.finding import Severity
from contractlint.formats import Look
from contractlint.formats.markup import markdown_text
from contractlint.formats.words import DISCLAIMER, SEVERITY_TITLES
from contractlint.regex import compile_regex

_LEADING = compile_regex(r"^(\d*)([-+=.)])")


def render(comparison: Comparison, look: Look) -> str:
    """A page; everything out of the drafts is escaped."""
    lines = [f"# {sentences.TITLE}", "", f"**{escaped(sentences.conclusion(comparison))}**", ""]
    if score := sentences.scores(comparison):
        lines += [score, ""]
    for name, report in zip(sentences.names(comparison), (comparison.old, comparison.new), strict=True):
        lines.append(f"- {name}：{escaped(sentences.document(report))}")
    lines += [f"- {escaped(notice)}" for notice in sentences.notices(comparison)]
    for status, title in sentences.GROUPS:
        risks = [
            risk
            for risk in comparison.with_status(status)
            if look.show_info or risk.finding.severity is not Severity.INFO
        ]
        if risks:
            lines += ["", f"## {title}（{len(risks)}）", ""]
            for risk in risks:
                lines += _risk(risk)
    lines += _values(comparison) + _order(comparison) + _clauses(comparison)
    still = len(comparison.with_status(UNCHANGED))
    if still:
        lines += ["", f"另有 {still} 项风险两稿都有，没有变化，不列出。"]
    lines += ["", f"_{DISCLAIMER}_"]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """On one line, with nothing that Markdown would read as its own."""
    return _LEADING.sub(r"\1\\\2", markdown_text(text))


def _risk(risk: RiskChange) -> list[str]:
    finding = risk.finding
    place = sentences.where(finding) or "首部"
    grade = SEVERITY_TITLES[finding.severity]
    lines = [f"- **{finding.code} {escaped(finding.title)}**（{escaped(place)}，{grade}）"]
    if note := sentences.kept_note(risk):
        lines.append(f"  - 变化：{escaped(note)}")
    if not finding.absent and risk.status != SOLVED:
        quoted = "、".join(f"「{escaped(sentences.short(one.text))}」" for one in (risk.added or finding.evidence)[:4])
        lines.append(f"  - 原文：{quoted}")
    lines.append(f"  - 问题：{escaped(finding.message)}")
    if risk.status == INTRODUCED or risk.worse:
        lines.append(f"  - 改法：{escaped(finding.advice)}")
    lines += [f"  - {sentences.revision_label([one])}：{escaped(sentences.revision(one))}" for one in risk.revisions]
    return lines


def _values(comparison: Comparison) -> list[str]:
    if not comparison.values:
        return []
    names = sentences.names(comparison)
    lines = ["", f"## 改动的数值和当事人（{len(comparison.values)}）", ""]
    lines += [f"| | {names[0]} | {names[1]} | 位置 |", "|---|---|---|---|"]
    return lines + [_value(change) for change in comparison.values]


def _value(change: ValueChange) -> str:
    places = dict.fromkeys(value.place.name for value in (change.old, change.new) if value is not None)
    old, new = sentences.value_text(change.old), sentences.value_text(change.new)
    cells = (sentences.value_title(change), old, new, " → ".join(places))
    return "| " + " | ".join(map(escaped, cells)) + " |"


def _order(comparison: Comparison) -> list[str]:
    lines: list[str] = []
    if comparison.moves:
        lines += ["", f"## 移动的条款（{len(comparison.moves)}）", ""]
        lines += [f"- {escaped(sentences.move_sentence(move, comparison))}" for move in comparison.moves]
    if comparison.references:
        lines += ["", f"## 没有随编号改的引用（{len(comparison.references)}）", ""]
        lines += [f"- {escaped(sentences.stale_sentence(one))}" for one in comparison.references]
    return lines


def _clauses(comparison: Comparison) -> list[str]:
    changes = comparison.changes
    if not changes:
        return []
    same = len(comparison.clauses) - len(changes)
    lines = ["", f"## 文字改动（{len(changes)} 处；另有 {same} 处没有变化，不列出）"]
    texts = comparison.old.source.text, comparison.new.source.text
    title = ""
    for change in changes:
        own = f"{sentences.clause_kind(change)}：{escaped(sentences.clause_title(change))}"
        if own != title:
            lines += ["", f"### {own}"]
            title = own
        row = sentences.row_title(change)
        words = "".join(_marked(one.op, escaped(one.text)) for one in sentences.stretches(change, *texts))
        lines += ["", (f"{row}：" if row else "") + words]
    return lines


def _marked(op: str, text: str) -> str:
    if op == EQUAL or not text:
        return text
    return f"<del>{text}</del>" if op == DELETE else f"<ins>{text}</ins>"

"""What a comment says."""

from __future__ import annotations

from contractlint.finding import Finding, Severity
from contractlint.formats.citations import law_text
from contractlint.formats.words import SEVERITY_TITLES, SIDE_TITLES
from contractlint.report import Report
from contractlint.text import SourceText, Span

INITIALS = {Severity.ERROR: "必", Severity.WARNING: "建", Severity.INFO: "请"}
"""Word shows them beside each comment: 必须改, 建议改, 请确认."""
_STREAMS = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注"}
_LONGEST_QUOTE = 40


def full_text(finding: Finding, source: SourceText, elsewhere: tuple[Span, ...], suggested: bool) -> tuple[str, ...]:
    """The paragraphs of the comment on the first place; ``elsewhere`` are places where Word has no comments."""
    side = SIDE_TITLES.get(finding.side.value, "")
    lines = [f"【{SEVERITY_TITLES[finding.severity]}】{finding.code} {finding.title}{f'（{side}）' if side else ''}"]
    lines.append(f"问题：{finding.message}")
    if elsewhere:
        quotes = dict.fromkeys(f"{_where(source, span)}「{quote(span.of(source.text))}」" for span in elsewhere)
        lines.append(f"位置：{'；'.join(quotes)}。那里不能加批注，所以写在这里。")
    if finding.why:
        lines.append(f"原因：{finding.why}")
    if finding.advice:
        lines.append(f"改法：{finding.advice}")
    if suggested:
        lines.append("已用修订标出一种改法，请核对后接受或者拒绝。")
    law = law_text(finding.law)
    if law:
        lines.append(f"依据：{law}")
    return tuple(lines)


def short_text(finding: Finding, index: int, count: int) -> tuple[str, ...]:
    """The comment on the place number ``index`` of ``count``, counted from 1; the first has the explanation."""
    first = quote(finding.evidence[0].text)
    where = f"「{first}」处的批注" if first and not finding.absent else "第 1 处的批注"
    return (f"{finding.code} {finding.title}：同一问题，第 {index} 处（共 {count} 处），说明见{where}。",)


def verdict_text(report: Report) -> tuple[str, ...]:
    """The comment on a file that cannot be judged."""
    return ("【未能判定】" + report.verdict.text,)


def quote(text: str) -> str:
    """A quotation that fits into a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else f"{flat[:24]}…{flat[-12:]}"


def _where(source: SourceText, span: Span) -> str:
    return next((_STREAMS.get(one.kind, "") for one in source.streams if one.span.contains(span)), "")

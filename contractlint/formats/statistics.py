"""How often each rule was broken: a table at the end of a review."""

from __future__ import annotations

from collections.abc import Iterable

from contractlint.dataclass import dataclass, replace
from contractlint.finding import Finding
from contractlint.formats.wrapping import width


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings of one rule there are."""

    code: str
    title: str
    findings: int


def counted(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """The counts of the rules, in order of first appearance."""
    return summed(Count(finding.code, finding.title, 1) for finding in findings)


def summed(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Counts of several drafts as one."""
    sums: dict[str, Count] = {}
    for count in counts:
        known = sums.get(count.code)
        sums[count.code] = count if known is None else replace(known, findings=known.findings + count.findings)
    return tuple(sums.values())


def statistics(counts: Iterable[Count]) -> str:
    """One line a rule, the most frequent first, and the sum."""
    rows = sorted(counts, key=lambda count: (-count.findings, count.code))
    total = sum(count.findings for count in rows)
    wide = max([len(str(total)), *(len(str(count.findings)) for count in rows)])
    codes = max([width("合计"), *(len(count.code) for count in rows)])
    lines = [f"{count.findings:>{wide}}  {count.code:<{codes}}  {count.title}" for count in rows]
    return "\n".join(["各规则的问题数", *lines, f"{total:>{wide}}  合计，{len(rows)} 条规则"]) + "\n"

"""The score is a bill: 100 minus listed deductions.

Each ``error`` finding costs 5 points, each ``warning`` 2, ``info`` nothing; one rule costs at most twice the price of
its gravest finding, however often it hits. Points never fall below 0. So adding a finding never raises the score,
mending one never lowers it, and the length of the text plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable

from contractlint.dataclass import dataclass, replace
from contractlint.finding import Finding, Severity

PRICE = {Severity.ERROR: 5, Severity.WARNING: 2, Severity.INFO: 0}
CAP = 2
GRADES = ((90, "A"), (75, "B"), (60, "C"), (40, "D"), (0, "E"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill: a rule, how often it hit at that severity, and what it costs in all."""

    code: str
    title: str
    severity: Severity
    count: int
    points: int


@dataclass(frozen=True, slots=True)
class Bill:
    """``points`` 0–100 and the lines that lead there, most expensive first."""

    points: int
    grade: str
    lines: tuple[Line, ...]


def bill(findings: Iterable[Finding]) -> tuple[Bill, tuple[Finding, ...]]:
    """The bill, and the findings with their deductions filled in (the first hits of a rule pay)."""
    listed = list(findings)
    room: dict[str, int] = {}
    for finding in listed:
        room[finding.code] = max(room.get(finding.code, 0), CAP * PRICE[finding.severity])
    priced: list[Finding] = []
    for finding in listed:
        cost = min(PRICE[finding.severity], room[finding.code])
        room[finding.code] -= cost
        priced.append(replace(finding, deduction=cost))
    lines = _lines(priced)
    points = max(0, 100 - sum(line.points for line in lines))
    return Bill(points, next(grade for least, grade in GRADES if points >= least), lines), tuple(priced)


def _lines(findings: list[Finding]) -> tuple[Line, ...]:
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.severity), []).append(finding)
    lines = [
        Line(code, group[0].title, severity, len(group), sum(finding.deduction for finding in group))
        for (code, severity), group in groups.items()
    ]
    return tuple(sorted((line for line in lines if line.points), key=lambda line: (-line.points, line.code)))

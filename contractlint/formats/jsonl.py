"""JSON Lines: one object a line, for streams and log collectors.

``summary`` first, then one ``finding`` a line, one ``waived`` a line, and ``end`` with their numbers: a reader that
does not see ``end`` has not seen everything. Findings look as in the JSON report, with file, line and column added.
"""

from __future__ import annotations

import json
from typing import Any

from contractlint.finding import Finding
from contractlint.formats import Look
from contractlint.formats.json_report import SCHEMA_VERSION, wire, wire_finding
from contractlint.formats.places import region
from contractlint.report import Report

_LISTS = ("findings", "checks", "waived")


def render(report: Report, look: Look) -> str:
    """One line for each object; line breaks inside values are escaped by JSON."""
    path = report.document.path
    summary = {key: value for key, value in wire(report).items() if key not in _LISTS}
    lines: list[dict[str, Any]] = [
        {
            "type": "summary",
            **summary,
            "counts": _counts(report),
            "not_assessed": [check.code for check in report.checks if check.status == "not_assessed"],
            "hidden": report.hidden,
            "known": report.known,
            "notices": list(report.notices),
        }
    ]
    lines.extend({"type": "finding", "file": path, **_placed(report, finding)} for finding in report.findings)
    lines.extend(
        {
            "type": "waived",
            "file": path,
            "reason": one.reason,
            "by": one.by,
            "until": one.until,
            **_placed(report, one.finding),
        }
        for one in report.waived
    )
    lines.append({"type": "end", "schema_version": SCHEMA_VERSION, "file": path, **_totals(report)})
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


def _placed(report: Report, finding: Finding) -> dict[str, Any]:
    place = region(report.source, finding.evidence[0].span)
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        **wire_finding(finding),
    }


def _counts(report: Report) -> dict[str, int]:
    counts = {"error": 0, "warning": 0, "info": 0}
    for finding in report.findings:
        counts[finding.severity.key] += 1
    return counts


def _totals(report: Report) -> dict[str, int]:
    return {"findings": len(report.findings), "waived": len(report.waived)}

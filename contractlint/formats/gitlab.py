"""GitLab Code Quality: a JSON list of issues, as ``artifacts:reports:codequality`` takes it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from contractlint.finding import Finding, Severity
from contractlint.formats import Look
from contractlint.formats.labels import flat, place_name
from contractlint.formats.places import file_path, region
from contractlint.report import NOT_ASSESSABLE, Report

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, look: Look) -> str:
    """One list and a line break. A draft that cannot be assessed is an issue itself: an empty list would say clean."""
    issues = [_issue(report, finding) for finding in report.findings]
    if report.verdict.code == NOT_ASSESSABLE:
        issues.insert(0, _wire(report, "not-assessable", f"未能判定：{report.verdict.text}", "blocker", "", (1, 1)))
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(report: Report, finding: Finding) -> dict[str, Any]:
    place = region(report.source, finding.evidence[0].span)
    where = place_name(finding)
    description = f"{finding.code} {finding.title}{f'（{flat(where)}）' if where else ''}：{finding.message}"
    lines = (place.line, place.end_line)
    return {
        **_wire(report, finding.name, description, _SEVERITIES[finding.severity], finding.fingerprint, lines),
        "content": {"body": f"{finding.why}\n\n改法：{finding.advice}"},
    }


def _wire(
    report: Report, check: str, description: str, severity: str, fingerprint: str, lines: tuple[int, int]
) -> dict[str, Any]:
    path = file_path(report.document)
    return {
        "check_name": check,
        "description": flat(description),
        "severity": severity,
        # Several drafts go into one list there, and equal findings of two drafts are two issues.
        "fingerprint": hashlib.sha256(f"{path}\n{check}\n{fingerprint}".encode()).hexdigest()[:32],
        "location": {"path": path, "lines": {"begin": lines[0], "end": lines[1]}},
    }

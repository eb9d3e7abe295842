"""SARIF 2.1.0 (OASIS): results with rules, places, fingerprints and suppressions, for code-scanning viewers.

Lines and columns are those of the text that ``contractlint read`` prints, since the draft itself is as a rule no text.
"""

from __future__ import annotations

import json
from typing import Any

from contractlint import __version__
from contractlint.finding import Evidence, Finding, Severity
from contractlint.formats import Look
from contractlint.formats.citations import law_text
from contractlint.formats.labels import (
    closing_notes,
    flat,
    module_titles,
    place_name,
    reading_notes,
    side_title,
    without_values,
)
from contractlint.formats.markup import markdown_text
from contractlint.formats.places import file_uri, region
from contractlint.formats.words import SEVERITY_TITLES
from contractlint.report import NOT_ASSESSABLE, Report, WaivedFinding
from contractlint.rulebook.rule import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "md": "text/markdown",
}


def render(report: Report, look: Look) -> str:
    """One log with one run."""
    return json.dumps(_log(report, look), ensure_ascii=False, indent=2) + "\n"


def _log(report: Report, look: Look) -> dict[str, Any]:
    rules = [*report.rules]
    places = {rule.code: index for index, rule in enumerate(rules)}
    results = [_result(report, finding, places) for finding in report.findings]
    results += [_suppressed(report, one, places) for one in report.waived]
    run = {
        "tool": {
            "driver": {
                "name": "contractlint",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN",
                "shortDescription": {"text": "签署前的合同检查，离线运行。"},
                "rules": [_rule(report, rule) for rule in rules],
                "properties": {"rulesVersion": report.rules_version},
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "artifacts": [_artifact(report)],
        "invocations": [_invocation(report, look)],
        "results": results,
        "properties": {
            "verdict": {"code": report.verdict.code, "text": report.verdict.text},
            "score": None if report.score is None else report.score.points,
            "known": report.known,
            "hidden": report.hidden,
        },
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(report: Report, rule: Rule) -> dict[str, Any]:
    module = module_titles(report).get(rule.module, rule.module)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": without_values(rule.why)},
        "help": {"text": _help(rule, bold=False), "markdown": _help(rule, bold=True)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["contract", module, side_title(rule.side.value)],
            "problem.severity": {"info": "recommendation"}.get(rule.severity.key, rule.severity.key),
            "since": rule.since,
        },
    }


def _help(rule: Rule, *, bold: bool) -> str:
    parts = [
        ("级别", f"{SEVERITY_TITLES[rule.severity]}，{side_title(rule.side.value)}"),
        ("为什么", without_values(rule.why)),
        ("建议写法", without_values(rule.advice)),
        ("不必理会", without_values(rule.when_not)),
        ("依据", law_text(rule.law)),
    ]
    if bold:
        return "\n\n".join(f"**{label}**：{markdown_text(text)}" for label, text in parts if text)
    return "\n".join(f"{label}：{text}" for label, text in parts if text)


def _artifact(report: Report) -> dict[str, Any]:
    document = report.document
    artifact: dict[str, Any] = {
        "location": {"uri": file_uri(document)},
        "description": {"text": "行号和列号按 contractlint read 打印的文本计。"},
        "roles": ["analysisTarget"],
    }
    if document.sha256:
        artifact["hashes"] = {"sha-256": document.sha256}
    if report.source.format in _MIME:
        artifact["mimeType"] = _MIME[report.source.format]
    return artifact


def _invocation(report: Report, look: Look) -> dict[str, Any]:
    """What could not be judged is a notification: a run without results must not pass for a clean draft."""
    readable = report.verdict.code != NOT_ASSESSABLE
    notifications = [] if readable else [{"level": "error", "message": {"text": report.verdict.text}}]
    notifications += [
        {"level": "note", "message": {"text": note}} for note in (*reading_notes(report), *closing_notes(report))
    ]
    if readable:
        places = {rule.code: index for index, rule in enumerate(report.rules)}
        notifications += [
            {
                "level": "note",
                "message": {"text": f"{check.code} 未能判定：{check.reason}"},
                "associatedRule": {"id": check.code, "index": places[check.code]},
            }
            for check in report.checks
            if check.status == "not_assessed" and check.code in places
        ]
    invocation: dict[str, Any] = {"executionSuccessful": readable, "toolExecutionNotifications": notifications}
    if look.exit_code is not None:
        invocation["exitCode"] = look.exit_code
    return invocation


def _result(report: Report, finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    first, *others = finding.evidence
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\n改法：{finding.advice}"},
        "locations": [_location(report, first, finding)],
        # GitHub compares by the second name only, other viewers by any.
        "partialFingerprints": {
            "contractlintFinding/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
        "properties": {
            "module": finding.module,
            "side": finding.side.value,
            "absent": finding.absent,
            "deduction": finding.deduction,
            "why": finding.why,
            "advice": finding.advice,
            "law": law_text(finding.law),
        },
    }
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    if others:
        result["relatedLocations"] = [
            {"id": index, **_location(report, one, finding), "message": {"text": f"同一问题的第 {index + 1} 处"}}
            for index, one in enumerate(others, start=1)
        ]
    return result


def _suppressed(report: Report, one: WaivedFinding, places: dict[str, int]) -> dict[str, Any]:
    return {
        **_result(report, one.finding, places),
        "suppressions": [
            {
                "kind": "external",
                "status": "accepted",
                "justification": one.reason,
                "properties": {"by": one.by, "until": one.until},
            }
        ],
    }


def _location(report: Report, evidence: Evidence, finding: Finding) -> dict[str, Any]:
    place = region(report.source, evidence.span)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": file_uri(report.document), "index": 0},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
                "charOffset": evidence.span.start,
                "charLength": len(evidence.span),
                "snippet": {"text": evidence.text},
            },
        }
    }
    name = flat(place_name(finding))
    if name:
        location["logicalLocations"] = [{"name": name, "kind": "clause"}]
    return location

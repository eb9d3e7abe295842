"""JUnit XML: each rule that could be applied is a test, each finding that should be changed a failure.

What continuous-integration servers agree on is narrow, so this keeps to what both the Ant and the Jenkins schema allow:
no ``skipped``, all attributes, ``system-out`` and ``system-err`` there even where empty. Both demand a time; as output
must not depend on the clock, it is a fixed one.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from contractlint.finding import Finding, Severity
from contractlint.formats import Look
from contractlint.formats.citations import law_text
from contractlint.formats.labels import (
    closing_notes,
    flat,
    place_name,
    reading_notes,
    rule_titles,
    shortened,
)
from contractlint.formats.markup import xml_text
from contractlint.formats.places import file_path, region
from contractlint.formats.words import SEVERITY_TITLES
from contractlint.report import NOT_ASSESSABLE, Report

_TIME = "1970-01-01T00:00:00"


def render(report: Report, look: Look) -> str:
    """One ``testsuites`` with one ``testsuite``, named by the file."""
    cases, failures, errors = _cases(report)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}"'
    name = _attribute(file_path(report.document))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<testsuites>",
        f'  <testsuite id="0" package="contractlint" name={name} timestamp="{_TIME}" hostname="localhost" '
        f'{counts} time="0">',
        "    <properties>",
        *(f"      <property name={_attribute(key)} value={_attribute(value)}/>" for key, value in _properties(report)),
        "    </properties>",
        *cases,
        f"    <system-out>{_content(_log(report))}</system-out>",
        "    <system-err></system-err>",
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _cases(report: Report) -> tuple[list[str], int, int]:
    if report.verdict.code == NOT_ASSESSABLE:
        body = f'<error type="not_assessable" message={_attribute(report.verdict.text)}></error>'
        return [_case("未能判定", "contractlint", body)], 0, 1
    cases: list[str] = []
    failures = 0
    titles = rule_titles(report.rules)
    shown = {finding.code for finding in report.findings if finding.severity is not Severity.INFO}
    for finding in report.findings:
        if finding.severity is Severity.INFO:
            continue
        failures += 1
        name = f"{finding.code} {finding.title} {shortened(place_name(finding), 40)} #{finding.fingerprint[:8]}"
        cases.append(_case(name, _class(finding.code, report), _failure(report, finding)))
    # A rule that does not apply or could not be assessed has proven nothing; it stands in the log.
    cases.extend(
        _case(f"{check.code} {titles.get(check.code, '')}", _class(check.code, report), "")
        for check in report.checks
        if check.status in ("satisfied", "violated") and check.code not in shown
    )
    return cases, failures, 0


def _class(code: str, report: Report) -> str:
    module = next((rule.module for rule in report.rules if rule.code == code), code[:1])
    return f"contractlint.{module}"


def _case(name: str, class_name: str, body: str) -> str:
    start = f'    <testcase classname={_attribute(class_name)} name={_attribute(name)} time="0"'
    return f"{start}>{body}</testcase>" if body else f"{start}/>"


def _failure(report: Report, finding: Finding) -> str:
    place = region(report.source, finding.evidence[0].span)
    text = [
        f"{file_path(report.document)}:{place.line}:{place.column} {place_name(finding)}".rstrip(),
        *(f"原文：{flat(one.text)}" for one in finding.evidence if not finding.absent),
        f"问题：{finding.message}",
        f"原因：{finding.why}",
        f"改法：{finding.advice}",
        *([f"依据：{law_text(finding.law)}"] if finding.law else []),
    ]
    kind = _attribute(finding.severity.key)
    return f"<failure type={kind} message={_attribute(finding.message)}>{_content(chr(10).join(text))}</failure>"


def _properties(report: Report) -> Iterable[tuple[str, str]]:
    yield "verdict", report.verdict.code
    yield "score", "" if report.score is None else str(report.score.points)
    yield "rules_version", report.rules_version
    yield "sha256", report.document.sha256


def _log(report: Report) -> str:
    lines = [report.verdict.text, *reading_notes(report), *closing_notes(report)]
    for finding in report.findings:
        if finding.severity is Severity.INFO:
            where = place_name(finding)
            lines.append(f"{SEVERITY_TITLES[finding.severity]}：{finding.code} {where} {finding.message}")
    lines.extend(
        f"已豁免：{one.finding.code} {place_name(one.finding)} {one.finding.message}（理由：{one.reason}）"
        for one in report.waived
    )
    return "\n".join(map(flat, lines))


def _content(text: str) -> str:
    return escape(xml_text(text))


def _attribute(text: str) -> str:
    return quoteattr(xml_text(flat(text)))

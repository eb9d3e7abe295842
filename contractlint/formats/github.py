"""GitHub Actions: one workflow command a finding, which GitHub shows as an annotation on the file.

The runner reads a command to the end of its line, so ``%`` and line breaks are escaped everywhere, and ``:`` and ``,``
in properties as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from contractlint.finding import Finding, Severity
from contractlint.formats import Look
from contractlint.formats.labels import closing_notes, flat, place_name
from contractlint.formats.places import file_path, region
from contractlint.formats.words import SEVERITY_TITLES
from contractlint.formats.wrapping import printable
from contractlint.report import NOT_ASSESSABLE, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}


def render(report: Report, look: Look) -> str:
    """Annotations in order of place; the last line is plain text for the log."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterable[str]:
    file = {"file": file_path(report.document)} if report.document.path else {}
    if report.verdict.code == NOT_ASSESSABLE:
        yield _command("error", {**file, "title": "未能判定"}, report.verdict.text)
    for finding in report.findings:
        yield _annotation(report, finding, file)
    for note in closing_notes(report):
        yield _command("notice", {**file, "title": "审查说明"}, note)
    counts = "，".join(f"{title} {report.count(severity)}" for severity, title in SEVERITY_TITLES.items())
    score = "" if report.score is None else f"；得分 {report.score.points} / 100"
    yield f"contractlint：{counts}{score}。"


def _annotation(report: Report, finding: Finding, file: dict[str, str]) -> str:
    place = region(report.source, finding.evidence[0].span)
    properties = {**file, "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:
        # Columns of a place that spans lines are refused.
        properties |= {"col": str(place.column), "endColumn": str(max(place.column, place.end_column - 1))}
    properties["title"] = f"{finding.code} {finding.title}"
    where = place_name(finding)
    message = f"{f'【{flat(where)}】' if where else ''}{finding.message}\n改法：{finding.advice}"
    return _command(_COMMANDS[finding.severity], properties, message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return printable(f"::{name} {given}::{message.translate(_DATA)}")

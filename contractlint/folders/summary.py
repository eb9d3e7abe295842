"""All entries together: worst first, how many of each kind, which rules were broken most, and the exit code."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import Any

from contractlint.dataclass import dataclass
from contractlint.folders.discovery import Skipped
from contractlint.folders.entry import FAILED, NOT_ASSESSABLE, REVIEWED, Entry, plain

SCHEMA_VERSION = "1.0"
BUCKETS = 10
_SEVERITIES = ("error", "warning", "info")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet calculates; a Chinese one takes the wide signs as well."""


@dataclass(frozen=True, slots=True)
class Frequent:
    """A rule, how many documents break it, and in how many places all together."""

    code: str
    title: str
    severity: str
    documents: int
    findings: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The answer for many documents; ``entries`` stand worst first."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]
    verdicts: tuple[tuple[str, int], ...]
    """How many documents have each verdict or status, in the order of :data:`VERDICTS`, without those nobody has."""
    scores: tuple[int, ...]
    """How many documents score 0–9, 10–19, … 90–100."""
    frequent: tuple[Frequent, ...]
    exit_code: int


VERDICTS = {
    "reject": "不建议签",
    "revise": "修改后再签",
    "pass": "未见必须改",
    "not_assessable": "无法判定",
    "unreadable": "读不了",
    "timeout": "超过时限",
    "crashed": "审查中断",
}
"""Verdict of a reviewed document, or why it has none, and its word in tables."""


def summarize(entries: Iterable[Entry], skipped: Sequence[Skipped] = ()) -> Summary:
    """The summary of entries in any order; skipped things come in the order of their names."""
    ordered = tuple(sorted(entries, key=_worse))
    kinds = [kind(entry) for entry in ordered]
    scores = [0] * BUCKETS
    for entry in ordered:
        if entry.score is not None:
            scores[min(entry.score // 10, BUCKETS - 1)] += 1
    return Summary(
        entries=ordered,
        skipped=tuple(sorted(skipped, key=lambda one: one.path)),
        verdicts=tuple((name, kinds.count(name)) for name in VERDICTS if name in kinds),
        scores=tuple(scores),
        frequent=_frequent(ordered),
        exit_code=exit_code(ordered),
    )


def kind(entry: Entry) -> str:
    """Key of :data:`VERDICTS`."""
    return entry.verdict if entry.status == REVIEWED else entry.status


def exit_code(entries: Sequence[Entry]) -> int:
    """What nobody has judged weighs most: 3 where a document has no report, 4 where one could not be assessed, then 1,
    then 0. So 0 and 1 say that every document was judged."""
    codes = {entry.exit_code for entry in entries}
    return next((code for code in (3, 4, 1) if code in codes), 0)


def _worse(entry: Entry) -> tuple[Any, ...]:
    group = (REVIEWED, NOT_ASSESSABLE).index(entry.status) if entry.status not in FAILED else 2
    score = 100 if entry.score is None else entry.score
    return (group, score, -entry.errors, -entry.warnings, entry.path)


def _frequent(entries: Sequence[Entry]) -> tuple[Frequent, ...]:
    found: dict[str, Frequent] = {}
    for entry in entries:
        for one in entry.codes:
            before = found.get(one.code)
            documents, findings = (before.documents, before.findings) if before else (0, 0)
            severity = one.severity if before is None else min(one.severity, before.severity, key=_SEVERITIES.index)
            found[one.code] = Frequent(one.code, one.title, severity, documents + 1, findings + one.count)
    return tuple(sorted(found.values(), key=lambda one: (-one.documents, -one.findings, one.code)))


def totals(summary: Summary) -> dict[str, Any]:
    """The figures of the summary as JSON values."""
    return {
        "documents": len(summary.entries),
        "skipped": len(summary.skipped),
        "exit_code": summary.exit_code,
        "verdicts": dict(summary.verdicts),
        "scores": [
            {"from": 10 * index, "to": 10 * index + (10 if index == BUCKETS - 1 else 9), "documents": count}
            for index, count in enumerate(summary.scores)
        ],
        "frequent": [
            {
                "code": one.code,
                "title": one.title,
                "severity": one.severity,
                "documents": one.documents,
                "findings": one.findings,
            }
            for one in summary.frequent
        ],
    }


def as_json(summary: Summary) -> bytes:
    """The whole summary. A name that is no UTF-8 has its bytes as lone surrogates, written as escapes."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "totals": totals(summary),
        "documents": [plain(entry) for entry in summary.entries],
        "skipped": [{"path": one.path, "reason": one.reason} for one in summary.skipped],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


_COLUMNS: dict[str, Callable[[Entry], object]] = {
    "文件": lambda entry: entry.path,
    "结论": lambda entry: VERDICTS[kind(entry)],
    "得分": lambda entry: "" if entry.score is None else entry.score,
    "等级": lambda entry: entry.grade,
    "必须改": lambda entry: entry.errors if entry.status == REVIEWED else "",
    "建议改": lambda entry: entry.warnings if entry.status == REVIEWED else "",
    "请确认": lambda entry: entry.infos if entry.status == REVIEWED else "",
    "已豁免": lambda entry: entry.waived if entry.status == REVIEWED else "",
    "退出码": lambda entry: entry.exit_code,
    "合同名称": lambda entry: entry.title,
    "合同类型": lambda entry: entry.type_title,
    "字数": lambda entry: entry.characters if entry.characters else "",
    "问题编号": lambda entry: " ".join(one.code for one in entry.codes),
    "说明": lambda entry: entry.message,
    "报告": lambda entry: " ".join(entry.reports),
    "SHA-256": lambda entry: entry.sha256,
}


def as_csv(summary: Summary) -> bytes:
    """One row a document, with the mark that tells Excel the encoding."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for entry in summary.entries:
        writer.writerow([_harmless(value(entry)) for value in _COLUMNS.values()])
    return file.getvalue().encode("utf-8-sig", "backslashreplace")


def _harmless(value: object) -> object:
    """A title comes out of somebody else's document; a spreadsheet must not take it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

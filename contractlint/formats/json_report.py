"""JSON: schema in ``docs/report.schema.json``, stable order, offsets into the text that ``read`` prints."""

from __future__ import annotations

import json
from typing import Any

from contractlint.decisions.places import sentence_at
from contractlint.facts import Fact
from contractlint.finding import Finding
from contractlint.formats import Look
from contractlint.report import LevelGrid, RecordLink, Report
from contractlint.score import Bill
from contractlint.text import Span

SCHEMA_VERSION = "1.1"


def render(report: Report, look: Look) -> str:
    """One object and a line break."""
    return json.dumps(wire(report), ensure_ascii=False, indent=2) + "\n"


def wire(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    document = report.document
    return {
        "schema_version": SCHEMA_VERSION,
        "rules_version": report.rules_version,
        "document": {
            "path": document.path,
            "sha256": document.sha256,
            "title": document.title,
            "type": document.type,
            "characters": document.characters,
            "revisions": document.revisions,
            "comments": document.comments,
            "judged": document.judged,
            "not_read": [
                {"kind": one.kind, "characters": one.characters, "note": one.note} for one in document.not_read
            ],
        },
        "verdict": {"code": report.verdict.code, "text": report.verdict.text},
        "score": None if report.score is None else _bill(report.score),
        "facts": {"amount": _fact(report.facts.amount), "term": _fact(report.facts.term)},
        "parties": [
            {
                "role": party.role,
                "label": party.label,
                "name": party.name,
                "name_span": _span(party.name_span),
                "fields": [
                    {"key": field.key, "value": field.value, "blank": field.blank, "span": _span(field.span)}
                    for field in party.fields
                ],
            }
            for party in report.parties
        ],
        "modules": [
            {"code": module.code, "title": module.title, "status": module.status, "clauses": list(module.clauses)}
            for module in report.modules
        ],
        "service_levels": None if report.service_levels is None else _levels(report.service_levels),
        "service_records": [_link(link) for link in report.records],
        "checks": [{"code": check.code, "status": check.status, "reason": check.reason} for check in report.checks],
        "findings": [_with_sentences(report, finding) for finding in report.findings],
        "waived": [
            {"finding": _with_sentences(report, one.finding), "reason": one.reason, "by": one.by, "until": one.until}
            for one in report.waived
        ],
        "known": report.known,
        "hidden": report.hidden,
        "below": report.below,
        "configuration": report.configuration,
        "notices": list(report.notices),
    }


def _with_sentences(report: Report, finding: Finding) -> dict[str, Any]:
    """A finding with the sentence around each place, so that the report can serve as a baseline."""
    sentences = [sentence_at(report.source.text, one.span) for one in finding.evidence]
    return {**wire_finding(finding), "sentences": sentences}


def _levels(grid: LevelGrid) -> dict[str, Any]:
    return {
        "clocks": list(grid.clocks),
        "levels": [
            {
                "name": row.name,
                "span": _span(row.span),
                "cells": [
                    {
                        "clock": cell.clock,
                        "texts": list(cell.texts),
                        "spans": [_span(span) for span in cell.spans],
                        "open": cell.open,
                        "hole": cell.hole,
                    }
                    for cell in row.cells
                ],
            }
            for row in grid.rows
        ],
    }


def _bill(score: Bill) -> dict[str, Any]:
    return {
        "points": score.points,
        "grade": score.grade,
        "bill": [
            {
                "code": line.code,
                "title": line.title,
                "severity": line.severity.key,
                "count": line.count,
                "points": line.points,
            }
            for line in score.lines
        ],
    }


def wire_finding(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.key,
        "side": finding.side.value,
        "module": finding.module,
        "title": finding.title,
        "clause": finding.clause,
        "heading": finding.heading,
        "absent": finding.absent,
        "message": finding.message,
        "why": finding.why,
        "advice": finding.advice,
        "law": [{"statute": law.statute, "article": law.article, "since": law.since} for law in finding.law],
        "evidence": [{"text": one.text, "start": one.span.start, "end": one.span.end} for one in finding.evidence],
        "fixes": [{"start": fix.span.start, "end": fix.span.end, "text": fix.text} for fix in finding.fixes],
        "fingerprint": finding.fingerprint,
        "deduction": finding.deduction,
    }


def _link(link: RecordLink) -> dict[str, Any]:
    return {
        "kind": link.kind,
        "there": link.there,
        "text": link.text,
        "span": _span(link.span),
        "missing": list(link.missing),
    }


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    return None if fact is None else {"text": fact.text, "span": _span(fact.span)}


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}

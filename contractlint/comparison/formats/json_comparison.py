"""JSON: schema in ``docs/comparison.schema.json``; offsets index the text that ``contractlint read`` prints."""

from __future__ import annotations

import json
from typing import Any

from contractlint.comparison.comparison import (
    CHANGED,
    INTRODUCED,
    SOLVED,
    UNCHANGED,
    ClauseChange,
    Comparison,
    Edit,
    Move,
    Place,
    RiskChange,
    StaleReference,
    Value,
    ValueChange,
)
from contractlint.finding import Evidence, Finding
from contractlint.formats import Look
from contractlint.report import Report
from contractlint.text import Span

SCHEMA_VERSION = "1.0"


def render(comparison: Comparison, look: Look) -> str:
    """One object and a line break."""
    return json.dumps(wire(comparison), ensure_ascii=False, indent=2) + "\n"


def wire(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values."""
    texts = comparison.old.source.text, comparison.new.source.text
    return {
        "schema_version": SCHEMA_VERSION,
        "rules_version": comparison.new.rules_version,
        "mode": comparison.mode,
        "old": _document(comparison.old),
        "new": _document(comparison.new),
        "assessable": comparison.assessable,
        "summary": {
            **{status: len(comparison.with_status(status)) for status in (INTRODUCED, CHANGED, SOLVED, UNCHANGED)},
            "worse": sum(risk.worse for risk in comparison.risks),
            "clauses_changed": len(comparison.changes),
            "clauses_unchanged": len(comparison.clauses) - len(comparison.changes),
            "moves": len(comparison.moves),
            "values": len(comparison.values),
        },
        "risks": [_risk(risk) for risk in comparison.risks],
        "values": [_value_change(one) for one in comparison.values],
        "clauses": [_clause(one, texts) for one in comparison.changes],
        "moves": [_move(one) for one in comparison.moves],
        "stale_references": [_stale(one) for one in comparison.references],
    }


def _document(report: Report) -> dict[str, Any]:
    score = report.score
    return {
        "path": report.document.path,
        "sha256": report.document.sha256,
        "title": report.document.title,
        "type": report.document.type,
        "judged": report.document.judged,
        "verdict": {"code": report.verdict.code, "text": report.verdict.text},
        "score": None if score is None else {"points": score.points, "grade": score.grade},
    }


def _risk(risk: RiskChange) -> dict[str, Any]:
    finding = risk.finding
    return {
        "status": risk.status,
        "worse": risk.worse,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.key,
        "title": finding.title,
        "old": None if risk.old is None else _finding(risk.old),
        "new": None if risk.new is None else _finding(risk.new),
        "added": [_evidence(one) for one in risk.added],
        "revisions": [
            {
                "kind": one.kind,
                "author": one.author,
                "date": one.date,
                "text": one.text,
                "exact": one.exact,
                "alone": one.alone,
            }
            for one in risk.revisions
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.key,
        "side": finding.side.value,
        "clause": finding.clause,
        "heading": finding.heading,
        "absent": finding.absent,
        "message": finding.message,
        "advice": finding.advice,
        "evidence": [_evidence(one) for one in finding.evidence],
        "fingerprint": finding.fingerprint,
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {"text": one.text, **_offsets(one.span)}


def _value_change(change: ValueChange) -> dict[str, Any]:
    return {"kind": change.kind, "name": change.name, "old": _value(change.old), "new": _value(change.new)}


def _value(value: Value | None) -> dict[str, Any] | None:
    return None if value is None else {"text": value.text, **_offsets(value.span), **_named(value.place)}


def _clause(change: ClauseChange, texts: tuple[str, str]) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "moved": change.moved,
        "renumbered": change.renumbered,
        "old": [_place(place) for place in change.old],
        "new": [_place(place) for place in change.new],
        "edits": [_edit(edit, texts) for edit in change.edits],
    }


def _edit(edit: Edit, texts: tuple[str, str]) -> dict[str, Any]:
    sides = {"old": (edit.old, texts[0]), "new": (edit.new, texts[1])}
    return {
        "op": edit.op,
        **{
            side: None if span is None else {"text": span.of(text), **_offsets(span)}
            for side, (span, text) in sides.items()
        },
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "clauses": move.clauses,
        "old": [_place(place) for place in move.old],
        "new": [_place(place) for place in move.new],
    }


def _stale(one: StaleReference) -> dict[str, Any]:
    return {
        "text": one.text,
        "place": _place(one.place),
        "meant": _place(one.meant),
        "leads": None if one.leads is None else _place(one.leads),
    }


def _place(place: Place) -> dict[str, Any]:
    return {**_named(place), **_offsets(place.span)}


def _named(place: Place) -> dict[str, Any]:
    return {"clause": place.clause, "heading": place.heading, "row": place.row}


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}

"""The agreement as understood, as JSON: what ``contractlint read --format json`` prints."""

from __future__ import annotations

import json
from typing import Any

from contractlint.model import Agreement, Clause, Field, Party, Signature
from contractlint.text import Span


def as_json(agreement: Agreement) -> str:
    """All that was recognised, and on what evidence; offsets index the text that ``read`` prints."""
    source = agreement.source
    quantities = agreement.quantities
    data = {
        "path": source.path,
        "sha256": source.sha256,
        "title": _quoted(agreement, agreement.title),
        "type": {
            "code": agreement.type.code,
            "chosen": agreement.type.chosen,
            "evidence": [_mark(agreement, mark.by, mark.span, mark.score) for mark in agreement.type.marks],
        },
        "assessability": {"state": agreement.assessability.state, "reason": agreement.assessability.reason},
        "parties": [_party(agreement, party) for party in agreement.parties],
        "clauses": [_clause(agreement, clause) for clause in agreement.clauses],
        "modules": [
            {
                "code": module.code,
                "clauses": [clause.number for clause in module.clauses],
                "evidence": [_mark(agreement, mark.by, mark.span, mark.score) for mark in module.marks],
            }
            for module in agreement.modules.values()
        ],
        "quantities": {
            "amounts": [
                {
                    **_at(agreement, one.span),
                    "value": _text(one.value),
                    "unit": one.unit,
                    "currency": one.currency,
                    "written": one.written,
                    "fault": one.fault,
                }
                for one in quantities.amounts
            ],
            "percentages": [{**_at(agreement, one.span), "value": str(one.value)} for one in quantities.percentages],
            "periods": [
                {
                    **_at(agreement, one.span),
                    "value": str(one.value),
                    "unit": one.unit,
                    "bound": one.bound,
                    "approximate": one.approximate,
                }
                for one in quantities.periods
            ],
            "dates": [
                {**_at(agreement, one.span), "year": one.year, "month": one.month, "day": one.day, "fault": one.fault}
                for one in quantities.dates
            ],
            "hours": [{**_at(agreement, one.span), "kind": one.kind} for one in quantities.hours],
            "frequencies": [
                {**_at(agreement, one.span), "count": _text(one.count), "unit": one.unit}
                for one in quantities.frequencies
            ],
        },
        "annexes": [
            {"label": annex.label, "number": annex.number, "title": annex.title, "span": _span(annex.span)}
            for annex in agreement.annexes
        ],
        "references": [
            {
                **_at(agreement, one.span),
                "kind": one.kind,
                "numbers": [list(path) for path in one.numbers],
                "statute": one.statute,
            }
            for one in agreement.references
        ],
        "definitions": [
            {**_at(agreement, one.span), "term": one.term, "full": one.full} for one in agreement.definitions
        ],
        "blanks": [{**_at(agreement, one.span), "kind": one.kind} for one in agreement.blanks],
        "service_levels": {
            "levels": [
                {**_at(agreement, one.span), "name": one.name, "rank": one.rank}
                for one in agreement.service_levels.levels
            ],
            "clocks": [
                {
                    **_at(agreement, one.span),
                    "kind": one.kind,
                    "rank": one.rank,
                    "value": None if one.period is None else str(one.period.value),
                    "unit": None if one.period is None else one.period.unit,
                }
                for one in agreement.service_levels.clocks
            ],
        },
        "service_records": {
            "records": [_at(agreement, one) for one in agreement.records.records],
            "contents": [{**_at(agreement, one), "kind": kind} for kind, one in agreement.records.contents],
            "signing": [_at(agreement, one) for one in agreement.records.signing],
            "named_signers": [_at(agreement, one) for one in agreement.records.named_signers],
            "unnamed_signers": [_at(agreement, one) for one in agreement.records.unnamed_signers],
            "deadlines": [_at(agreement, one) for one in agreement.records.deadlines],
            "silence": [_at(agreement, one) for one in agreement.records.silence],
            "ties": [_at(agreement, one) for one in agreement.records.ties],
        },
        "signatures": [_signature(agreement, one) for one in agreement.signatures],
        "revisions": [
            {"kind": one.kind, "author": one.author, "date": one.date, "text": one.text} for one in source.revisions
        ],
        "comments": [{"author": one.author, "text": one.text} for one in source.comments],
        "not_read": [{"kind": one.kind, "characters": one.characters, "note": one.note} for one in source.omissions],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _at(agreement: Agreement, span: Span) -> dict[str, Any]:
    return {"text": span.of(agreement.text), **_span(span)}


def _quoted(agreement: Agreement, span: Span | None) -> dict[str, Any] | None:
    return None if span is None else _at(agreement, span)


def _mark(agreement: Agreement, by: str, span: Span, score: int) -> dict[str, Any]:
    return {"by": by, "score": score, **_at(agreement, span)}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _field(field: Field | None) -> dict[str, Any] | None:
    return None if field is None else {"value": field.value, "blank": field.blank, **_span(field.span)}


def _party(agreement: Agreement, party: Party) -> dict[str, Any]:
    return {
        "role": agreement.source.letter(party.role),
        "label": agreement.source.lettered(party.label),
        "name": _field(party.name),
        "natural_person": party.natural_person,
        "short_names": [agreement.source.lettered(name) for name in party.short_names],
        "fields": {key: [_field(one) for one in fields] for key, fields in party.repeats.items()},
        "mentions": [{**_at(agreement, one.span), "where": one.where} for one in party.mentions],
    }


def _clause(agreement: Agreement, clause: Clause) -> dict[str, Any]:
    return {
        "number": clause.number,
        "style": clause.style,
        "path": list(clause.path),
        "heading": None if clause.heading is None else clause.heading.of(agreement.text),
        **_span(clause.span),
        "annex": clause.annex,
        "children": [_clause(agreement, child) for child in clause.children],
    }


def _signature(agreement: Agreement, one: Signature) -> dict[str, Any]:
    return {
        "role": agreement.source.letter(one.role),
        **_span(one.span),
        "seal": one.seal,
        "name": _field(one.name),
        "representative": _field(one.representative),
        "date": _field(one.date),
    }

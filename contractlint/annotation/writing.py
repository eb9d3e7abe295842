"""Report and bytes of a Word file in, the file with comments and tracked changes out."""

from __future__ import annotations

from dataclasses import dataclass

from contractlint.annotation import Annotated
from contractlint.annotation.anchors import Anchor, Places
from contractlint.annotation.comments import Note, add_note, comment_styles, next_number
from contractlint.annotation.marks import mark
from contractlint.annotation.package import open_draft
from contractlint.annotation.wording import INITIALS, full_text, short_text, verdict_text
from contractlint.finding import Finding, Severity
from contractlint.report import NOT_ASSESSABLE, Report
from contractlint.settings import Settings
from contractlint.text import Span

_SIGNED = "原文件带有数字签名；加了批注的这一份，签名不再有效。"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A finding with the anchors of its comments, the explaining one first, and the places that can have none."""

    finding: Finding
    anchors: tuple[Anchor, ...]
    elsewhere: tuple[Span, ...]


def write(data: bytes, report: Report, settings: Settings, *, suggest: bool, least: Severity, stamp: str) -> Annotated:
    """The annotated file; ``stamp`` is the date as Word writes it, or empty."""
    draft = open_draft(data, settings.limits)
    places = Places(report.source, draft.document, draft.package.main, report.document.title)
    styles = comment_styles(draft.styles)
    number = next_number(draft.document, draft.comments)
    findings = [finding for finding in report.findings if finding.severity >= least]
    notes: list[tuple[Anchor, Note]] = []
    if report.verdict.code == NOT_ASSESSABLE:
        notes.append((places.title, Note(number, INITIALS[Severity.ERROR], verdict_text(report))))
    for placed in [_place(finding, places) for finding in findings]:
        notes.extend(_notes(placed, report, number + len(notes), suggested=False))
    if not notes:
        return Annotated(data, report)
    for anchor, note in reversed(notes):
        mark(anchor, note.number, styles.reference)
    for _, note in notes:
        add_note(draft.comments, note, styles, stamp)
    return Annotated(draft.written(), report, len(notes), 0, (_SIGNED,) if draft.signed else ())


def _place(finding: Finding, places: Places) -> _Placed:
    spans = tuple(evidence.span for evidence in finding.evidence)
    anchors = [(span, places.anchor(span)) for span in spans]
    exact = [anchor for _, anchor in anchors if anchor.exact]
    elsewhere = tuple(span for span, anchor in anchors if not anchor.exact)
    return _Placed(finding, tuple(exact) or (places.title,), elsewhere)


def _notes(placed: _Placed, report: Report, number: int, *, suggested: bool) -> list[tuple[Anchor, Note]]:
    finding = placed.finding
    initials = INITIALS[finding.severity]
    texts = [full_text(finding, report.source, placed.elsewhere, suggested)]
    count = len(placed.anchors)
    texts += [short_text(finding, index, count) for index in range(2, count + 1)]
    return [
        (anchor, Note(number + index, initials, text))
        for index, (anchor, text) in enumerate(zip(placed.anchors, texts, strict=True))
    ]

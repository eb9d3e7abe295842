"""Report and bytes of a Word file in, the file with comments and tracked changes out."""

from __future__ import annotations

from collections import Counter

from contractlint.annotation import Annotated
from contractlint.annotation.anchors import Anchor, Places
from contractlint.annotation.comments import Note, add_note, comment_styles, next_number
from contractlint.annotation.fields import opens_control
from contractlint.annotation.marks import mark
from contractlint.annotation.package import open_draft
from contractlint.annotation.revisions import Pen, pen
from contractlint.annotation.wording import INITIALS, full_text, short_text, verdict_text
from contractlint.dataclass import dataclass
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
    placed = [_place(finding, places) for finding in findings]
    anchors = [anchor for one in placed for anchor in one.anchors]
    refused = report.verdict.code == NOT_ASSESSABLE
    if refused:
        anchors.insert(0, places.title)
    if not anchors:
        return Annotated(data, report)
    for index in range(len(anchors) - 1, -1, -1):
        mark(anchors[index], number + index, styles.reference)
    changed = _suggest(findings, report, settings, places, pen(draft.document, stamp)) if suggest else Counter()
    texts = [(INITIALS[Severity.ERROR], verdict_text(report))] if refused else []
    texts += [text for one in placed for text in _texts(one, report, bool(changed[one.finding.fingerprint]))]
    for index, (initials, lines) in enumerate(texts):
        lines = ("", *lines) if opens_control(anchors[index].first) else lines
        add_note(draft.comments, Note(number + index, initials, lines), styles, stamp)
    notices = (_SIGNED,) if draft.signed else ()
    return Annotated(draft.written(), report, tuple(findings), len(texts), changed.total(), notices)


def _suggest(findings: list[Finding], report: Report, settings: Settings, places: Places, writer: Pen) -> Counter[str]:
    """Write the tracked changes; how many for each finding, by fingerprint."""
    from contractlint.annotation.suggestions import write_clauses, write_replacements
    from contractlint.parser import parse
    from contractlint.rulebook.book import load_rulebook

    done = write_replacements(findings, places, writer)
    if any(finding.absent for finding in findings):
        vocabulary = load_rulebook(settings.packs).vocabulary
        agreement = parse(report.source, vocabulary, type_code=report.document.type)
        titles = {words.code: words.title for words in vocabulary.modules}
        done += write_clauses(findings, agreement, titles, places, writer)
    return done


def _place(finding: Finding, places: Places) -> _Placed:
    spans = tuple(evidence.span for evidence in finding.evidence)
    anchors = [(span, places.anchor(span)) for span in spans]
    exact = [anchor for _, anchor in anchors if anchor.exact]
    elsewhere = tuple(span for span, anchor in anchors if not anchor.exact)
    return _Placed(finding, tuple(exact) or (places.title,), elsewhere)


def _texts(placed: _Placed, report: Report, suggested: bool) -> list[tuple[str, tuple[str, ...]]]:
    """Initials and paragraphs of each comment of a finding, in order of its anchors."""
    finding = placed.finding
    count = len(placed.anchors)
    texts = [full_text(finding, report.source, placed.elsewhere, suggested)]
    texts += [short_text(finding, index, count) for index in range(2, count + 1)]
    return [(INITIALS[finding.severity], text) for text in texts]

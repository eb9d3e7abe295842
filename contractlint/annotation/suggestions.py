"""Tracked changes for a report: mechanical replacements, and model clauses where something is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from contractlint.annotation.anchors import Places
from contractlint.annotation.clauses import Added, Addition, addition
from contractlint.annotation.revisions import Pen, add_paragraph, replace, settle, takes_paragraph
from contractlint.finding import Finding
from contractlint.model import Agreement
from contractlint.text import Span

if TYPE_CHECKING:
    from lxml.etree import _Element


def write_replacements(findings: Sequence[Finding], places: Places, writer: Pen) -> Counter[str]:
    """Mark the fixes of the findings; how many by fingerprint. Of fixes that overlap the first is taken."""
    done: Counter[str] = Counter()
    taken: list[Span] = []
    for finding in findings:
        for fix in finding.fixes:
            if any(fix.span.overlaps(other) for other in taken):
                continue
            if replace(places, fix.span, fix.text, writer):
                taken.append(fix.span)
                done[finding.fingerprint] += 1
    return done


def write_clauses(
    findings: Sequence[Finding], agreement: Agreement, titles: Mapping[str, str], places: Places, writer: Pen
) -> Counter[str]:
    """Add the model clauses of findings of absence; how many by fingerprint."""
    done: Counter[str] = Counter()
    added = Added()
    last: dict[int, tuple[_Element, _Element]] = {}
    for finding in findings:
        for evidence in finding.evidence:
            found = addition(finding, agreement, evidence.span, titles.get(finding.module, ""), added)
            if found is None or not _put(found, places, last, writer):
                continue
            added.numbers[found.behind.span.start] += found.counted
            done[finding.fingerprint] += 1
    for neighbour, paragraph in last.values():
        settle(neighbour, paragraph)
    return done


def _put(found: Addition, places: Places, last: dict[int, tuple[_Element, _Element]], writer: Pen) -> bool:
    """Write the paragraphs behind their place and what was added there before; False where it takes none.

    ``last`` holds for each place its own paragraph and the last one added.
    """
    behind = places.paragraph(found.behind)
    looks = [places.paragraph(line.like) for line in found.lines]
    if behind is None or None in looks or not takes_paragraph(behind):
        return False
    place = last.get(found.behind.span.start, (behind, behind))[1]
    for line, like in zip(found.lines, looks, strict=True):
        assert like is not None
        place = add_paragraph(place, like, line.text, writer, numbered=line.numbered)
    last[found.behind.span.start] = behind, place
    return True

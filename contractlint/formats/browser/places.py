"""Places of the agreement that the report points to, each with the id its links use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contractlint.finding import Finding, Severity
from contractlint.report import Report
from contractlint.text import Span


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the number it has in the report, from 1."""

    number: int
    finding: Finding

    @property
    def id(self) -> str:
        """Of its card."""
        return f"f{self.number}"

    def place(self, index: int) -> str:
        """The id of one piece of evidence in the text."""
        return f"p{self.number}-{index}"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text with an id; ``by`` is the finding that marks it, None where it is only pointed to."""

    span: Span
    id: str
    by: Numbered | None = None


def numbered(findings: Iterable[Finding]) -> tuple[Numbered, ...]:
    """Numbers in the order of the list: gravest first, then as they stand in the agreement."""
    ordered = sorted(findings, key=lambda finding: -finding.severity)
    return tuple(Numbered(number, finding) for number, finding in enumerate(ordered, 1))


def place_id(span: Span) -> str:
    """The id of a place that the overview points to."""
    return f"t{span.start}-{span.end}"


def places(report: Report, findings: Iterable[Numbered]) -> tuple[Place, ...]:
    """Everything a link may lead to, in order of place, each id once."""
    marked = [Place(one.span, by.place(index), by) for by in findings for index, one in enumerate(by.finding.evidence)]
    pointed = {place_id(span): Place(span, place_id(span)) for span in _pointed(report)}
    return tuple(sorted([*pointed.values(), *marked], key=lambda place: (place.span, place.id)))


def _pointed(report: Report) -> Iterator[Span]:
    for party in report.parties:
        if party.name_span is not None:
            yield party.name_span
        yield from (field.span for field in party.fields)
    for module in report.modules:
        yield from module.places
    for row in report.service_levels.rows if report.service_levels else ():
        if row.span is not None:
            yield row.span
        for cell in row.cells:
            yield from cell.spans
    yield from (link.span for link in report.records if link.span is not None)


def gravest(findings: Iterable[Numbered]) -> Severity | None:
    """The severity by which a shared place is drawn."""
    return max((one.finding.severity for one in findings), default=None)

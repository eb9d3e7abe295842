"""Findings and earlier decisions → what is open, what is waived and what was known. Pure: the date comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from contractlint.dataclass import dataclass, replace
from contractlint.decisions.matching import matches
from contractlint.decisions.places import Place, places_of
from contractlint.decisions.waiver import Waiver
from contractlint.finding import Finding
from contractlint.text import Span


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """A finding that somebody has decided to live with; ``until`` is ``YYYY-MM-DD`` or empty."""

    finding: Finding
    reason: str
    by: str
    until: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The agreement that is judged, as waivers name it."""

    text: str
    title: str
    parties: tuple[str, ...]
    assessed: frozenset[str]
    """Codes of the rules that gave an answer; a waiver of another rule cannot be out of use."""


@dataclass(frozen=True, slots=True)
class Decided:
    """``findings`` are open; ``known`` counts those that the baseline has already."""

    findings: tuple[Finding, ...]
    waived: tuple[WaivedFinding, ...] = ()
    known: int = 0
    notices: tuple[str, ...] = ()


Split = Callable[[Finding, frozenset[Span]], tuple[Finding, Finding | None]]
"""A finding in two: what it says of some of its places, and of the others."""


def decide(
    findings: Iterable[Finding],
    subject: Subject,
    waivers: Sequence[Waiver],
    baseline: Sequence[Place] | None,
    today: date,
    split: Split,
) -> Decided:
    """Waivers first, then the baseline. Of a finding decided in part only the other places stay open."""
    decided = _waive(tuple(findings), subject, waivers, today, split)
    return decided if baseline is None else _compare(decided, subject, baseline, split)


def _waive(
    findings: tuple[Finding, ...], subject: Subject, waivers: Sequence[Waiver], today: date, split: Split
) -> Decided:
    valid = [waiver for waiver in waivers if waiver.covers(subject.title, subject.parties)]
    valid = [waiver for number, waiver in enumerate(valid) if not any(map(waiver.same_as, valid[number + 1 :]))]
    covering = _covering(findings, subject.text, valid)
    open_findings: list[Finding] = []
    waived: list[WaivedFinding] = []
    notices: list[str] = []
    for finding, covers in zip(findings, covering, strict=True):
        expired = tuple(waiver for waiver in _distinct(covers) if waiver.expired(today))
        notices += [
            f"{_name(finding)}：豁免已于 {waiver.until} 到期（{waiver.place}），照常列出。" for waiver in expired
        ]
        still = tuple(None if waiver in expired else waiver for waiver in covers)
        bare = frozenset(one.span for one, waiver in zip(finding.evidence, still, strict=True) if waiver is None)
        opened, closed = split(finding, bare) if bare and any(still) else (finding, None if bare else finding)
        if bare:
            open_findings.append(opened)
        if closed is not None:
            waived.append(_waived(closed, finding, still))
        elif any(still):
            notices.append(f"{_name(finding)}：豁免之后这个问题又牵涉别处，照常列出。")
    used = {waiver for covers in covering for waiver in covers}
    notices += [
        f"{waiver.name}：豁免已经对不上草稿里的任何问题（{waiver.place}），可以删去。"
        for waiver in valid
        if waiver not in used and waiver.code in subject.assessed
    ]
    others = [waiver for waiver in waivers if not waiver.covers(subject.title, subject.parties)]
    notices += _meant_for_another(open_findings, others)
    return Decided(tuple(open_findings), tuple(waived), 0, tuple(notices))


def _covering(findings: tuple[Finding, ...], text: str, waivers: Sequence[Waiver]) -> list[tuple[Waiver | None, ...]]:
    """For every finding the waiver of each of its places."""
    known = [(place, waiver) for waiver in waivers for place in waiver.places()]
    now = [places_of(finding, text) for finding in findings]
    found = matches([place for place, _ in known], [place for places in now for place in places])
    whole = {(waiver.code, waiver.fingerprint): waiver for waiver in waivers if not waiver.evidence}
    covering: list[tuple[Waiver | None, ...]] = []
    start = 0
    for finding, places in zip(findings, now, strict=True):
        indexes = range(start, start + len(places))
        start += len(places)
        by_print = whole.get((finding.code, finding.fingerprint))
        covering.append(tuple(known[found[index]][1] if index in found else by_print for index in indexes))
    return covering


def _distinct(covers: Iterable[Waiver | None]) -> tuple[Waiver, ...]:
    return tuple(dict.fromkeys(waiver for waiver in covers if waiver is not None))


def _waived(part: Finding, whole: Finding, covers: Sequence[Waiver | None]) -> WaivedFinding:
    """A part and the waivers of its places."""
    spans = {one.span for one in part.evidence}
    by = _distinct(cover for one, cover in zip(whole.evidence, covers, strict=True) if one.span in spans)
    return WaivedFinding(
        part,
        reason="；".join(dict.fromkeys(waiver.reason for waiver in by)),
        by="、".join(dict.fromkeys(waiver.by for waiver in by)),
        until=min((waiver.until for waiver in by if waiver.until), default=""),
    )


def _meant_for_another(findings: Iterable[Finding], others: Sequence[Waiver]) -> list[str]:
    """A waiver of another agreement does not count here, but its writer may have meant this one too."""
    prints = {finding.fingerprint: finding for finding in findings}
    return [
        f"{_name(prints[waiver.fingerprint])}：有一条同样的豁免是给另一份合同的（{waiver.place}），没有用于这份草稿。"
        for waiver in others
        if waiver.fingerprint in prints and prints[waiver.fingerprint].code == waiver.code
    ]


def _compare(decided: Decided, subject: Subject, baseline: Sequence[Place], split: Split) -> Decided:
    """Without what the baseline has."""
    now = [places_of(finding, subject.text) for finding in decided.findings]
    found = matches(baseline, [place for places in now for place in places])
    new: list[Finding] = []
    known = 0
    start = 0
    for finding, places in zip(decided.findings, now, strict=True):
        fresh = frozenset(one.span for index, one in enumerate(finding.evidence, start) if index not in found)
        start += len(places)
        opened, closed = split(finding, fresh) if 0 < len(fresh) < len(places) else (finding, None)
        known += closed is not None or not fresh
        new += [opened] if fresh else []
    return replace(decided, findings=tuple(new), known=known)


def _name(finding: Finding) -> str:
    return f"{finding.code}（{finding.clause}）" if finding.clause else finding.code

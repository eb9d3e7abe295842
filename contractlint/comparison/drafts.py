"""The door: two drafts in, what changed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from contractlint import api
from contractlint.comparison.alignment import Group, align
from contractlint.comparison.comparison import (
    ADDED,
    CHANGED,
    DELETE,
    INSERT,
    MERGED,
    REMOVED,
    SPLIT,
    UNCHANGED,
    ClauseChange,
    Comparison,
    Edit,
    Place,
)
from contractlint.comparison.edits import edits
from contractlint.comparison.order import moved, moves
from contractlint.comparison.partial import Hands
from contractlint.comparison.pieces import Piece, cut
from contractlint.comparison.references import Correspondence
from contractlint.comparison.revisions import attributed, hands, needs_source
from contractlint.comparison.risks import Whereabouts, changed_risks
from contractlint.comparison.values import changed_parties, changed_values
from contractlint.comparison.words import Cutter, Word, cutter
from contractlint.dataclass import replace
from contractlint.finding import Finding
from contractlint.model import Agreement
from contractlint.report import Report
from contractlint.rulebook.book import load_rulebook
from contractlint.settings import Settings
from contractlint.text import Span

_DEFAULT = Settings()
Draft = Path | bytes | str


def compare(old: Draft, new: Draft | None = None, settings: Settings = _DEFAULT) -> Comparison:
    """Compare two drafts, each a path, the bytes of a file or plain text, as ``review`` takes them.

    With one draft alone its tracked changes are compared: the text with all of them rejected is the old one, the text
    with all of them accepted the new one, and each new risk names the revisions that brought it.

    Raises UnreadableFile (exit code 3) where a file cannot be read, UsageError or RuleFault (2) for wrong settings. A
    text that cannot be assessed is compared word by word; nothing is said about its risks (``assessable`` is False).
    """
    sides = (
        (old, replace(settings, revisions="reject")) if new is None else (old, settings),
        (old, replace(settings, revisions="accept")) if new is None else (new, settings),
    )
    book = load_rulebook(settings.packs)
    api.usable_rules(book, settings)
    agreements = (api.understand(*sides[0], book), api.understand(*sides[1], book))
    reports = (api.judge(agreements[0], sides[0][1], book), api.judge(agreements[1], sides[1][1], book))
    return _compared(agreements, reports, "revisions" if new is None else "files", old, settings)


def _compared(
    agreements: tuple[Agreement, Agreement],
    reports: tuple[Report, Report],
    mode: str,
    draft: Draft,
    settings: Settings,
) -> Comparison:
    pieces = cut(*agreements)
    words = _Words(agreements, pieces)
    groups = align(*pieces, words.keys)
    elsewhere = moved(groups, *pieces)
    references = Correspondence(agreements, pieces, groups)
    changes = [_change(group, index in elsewhere, pieces, words, references) for index, group in enumerate(groups)]
    whereabouts = (Whereabouts(pieces[0], groups, new=False), Whereabouts(pieces[1], groups, new=True))
    assessable = all(agreement.assessability.readable for agreement in agreements)
    risks = (
        changed_risks(
            (_compared_findings(reports[0], mode), _compared_findings(reports[1], mode)),
            whereabouts,
            groups,
            (agreements[0].folded, agreements[1].folded),
        )
        if assessable
        else ()
    )
    if mode == "revisions":
        codes = {risk.finding.code for risk in risks if needs_source(risk)}
        everybody = Hands(draft, settings, hands(agreements), codes)
        risks = tuple(attributed(risk, agreements, whereabouts, groups, pieces, everybody) for risk in risks)
    touched = [(group, change.edits) for group, change in zip(groups, changes, strict=True) if change.kind != UNCHANGED]
    places = (_Places(pieces[0], whereabouts[0]), _Places(pieces[1], whereabouts[1]))
    return Comparison(
        old=reports[0],
        new=reports[1],
        mode=mode,
        clauses=_in_order(groups, changes),
        moves=moves(groups, elsewhere, *pieces),
        risks=risks,
        values=(*changed_values(agreements, pieces, touched), *changed_parties(*reports, places)),
        references=tuple(stale for group in groups if group.old and group.new for stale in references.stale(group)),
    )


_LEFTOVER_MARKUP = "leftover-markup"


def _compared_findings(report: Report, mode: str) -> tuple[Finding, ...]:
    """That a draft still has tracked changes is no risk that those changes brought."""
    if mode == "files":
        return report.findings
    return tuple(finding for finding in report.findings if finding.name != _LEFTOVER_MARKUP)


class _Words:
    """The words of pieces, cut when they are first asked for: drafts that are alike need none."""

    def __init__(self, agreements: tuple[Agreement, Agreement], pieces: tuple[Sequence[Piece], ...]) -> None:
        self._agreements = agreements
        self._pieces = pieces
        self._known: dict[tuple[int, int], list[Word]] = {}
        self._cutter: Cutter | None = None

    def of(self, side: int, index: int) -> list[Word]:
        """The words of one piece."""
        key = (side, index)
        if key not in self._known:
            if self._cutter is None:
                self._cutter = self._made()
            self._known[key] = self._cutter.words(self._agreements[side], self._pieces[side][index])
        return self._known[key]

    def keys(self, side: int, index: int) -> list[str]:
        """What is compared of them."""
        return [word.key for word in self.of(side, index)]

    def _made(self) -> Cutter:
        """Knows the words of every piece that has no equal, which are the ones that are asked for."""
        sides = tuple({piece.key for piece in side} for side in self._pieces)
        texts = (key for key in sorted(sides[0] | sides[1]))
        return cutter(texts, self._agreements[1].lexicon)


def _change(
    group: Group,
    elsewhere: bool,
    pieces: tuple[Sequence[Piece], ...],
    words: _Words,
    references: Correspondence,
) -> ClauseChange:
    olds, news = [pieces[0][i] for i in group.old], [pieces[1][j] for j in group.new]
    places = tuple(piece.place for piece in olds), tuple(piece.place for piece in news)
    if not olds:
        return ClauseChange(ADDED, *places, _whole(news, INSERT))
    if not news:
        return ClauseChange(REMOVED, *places, _whole(olds, DELETE))
    alike = len(olds) == len(news) == 1 and olds[0].key == news[0].key
    if alike and all(references.same(*pair) for pair in references.pairs(group)):
        return ClauseChange(UNCHANGED, *places, (), elsewhere)
    before = [word for i in group.old for word in words.of(0, i)]
    after = [word for j in group.new for word in words.of(1, j)]
    found = edits(before, after, references.same_words(before, after))
    kind = SPLIT if len(news) > 1 else MERGED if len(olds) > 1 else CHANGED if found else UNCHANGED
    return ClauseChange(kind, *places, found, elsewhere)


def _whole(pieces: Sequence[Piece], op: str) -> tuple[Edit, ...]:
    spans = [span for piece in pieces for span in piece.spans]
    return tuple(Edit(op, None, span) if op == INSERT else Edit(op, span, None) for span in spans)


def _in_order(groups: Sequence[Group], changes: Sequence[ClauseChange]) -> tuple[ClauseChange, ...]:
    """In the order of the new text, what was removed behind what it stood behind."""
    after = {i: group.new[-1] for group in groups if group.new for i in group.old}

    def position(index: int) -> tuple[int, int, int]:
        group = groups[index]
        if group.new:
            return group.new[0], 0, 0
        before = next((after[i] for i in range(group.old[0] - 1, -1, -1) if i in after), -1)
        return before, 1, group.old[0]

    return tuple(changes[index] for index in sorted(range(len(groups)), key=position))


class _Places:
    """From a span to the place a reader knows it by."""

    def __init__(self, pieces: Sequence[Piece], whereabouts: Whereabouts) -> None:
        self._pieces = pieces
        self._whereabouts = whereabouts

    def __call__(self, span: Span) -> Place:
        index = self._whereabouts.piece(span)
        return self._pieces[index].place if index >= 0 else Place("", "", span)

"""What became of the risks: solved, introduced, changed, unchanged.

A place that is criticised is the same place where the rule, the words and the clause are the same, whatever number the
clause bears and wherever it stands. A finding may have several places, so one finding can become two and two one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from contractlint.comparison.alignment import Group
from contractlint.comparison.comparison import CHANGED, INTRODUCED, SOLVED, UNCHANGED, RiskChange
from contractlint.comparison.pieces import Piece
from contractlint.finding import Evidence, Finding
from contractlint.text import Span

_LOOSE = -1


class Whereabouts:
    """From a place of one text to the group of the piece it stands in."""

    def __init__(self, pieces: Sequence[Piece], groups: Sequence[Group], *, new: bool) -> None:
        of_piece = {index: number for number, group in enumerate(groups) for index in (group.new if new else group.old)}
        spans = sorted((span.start, span.end, index) for index, piece in enumerate(pieces) for span in piece.spans)
        self._starts = [start for start, _, _ in spans]
        self._spans = spans
        self._of_piece = of_piece
        self._owners = [piece.owner for piece in pieces]
        self._of_owner: dict[int, set[int]] = defaultdict(set)
        for index, piece in enumerate(pieces):
            if piece.owner is not None:
                self._of_owner[piece.owner].add(of_piece.get(index, _LOOSE))
        self._numbers = sorted(
            (piece.clause.span.start, index) for index, piece in enumerate(pieces) if piece.clause is not None
        )

    def piece(self, span: Span) -> int:
        """The piece that holds the beginning of a span; -1 where none does."""
        index = bisect_right(self._starts, span.start) - 1
        if index >= 0 and span.start <= self._spans[index][1]:
            return self._spans[index][2]
        # A clause's own number belongs to no span.
        number = bisect_right(self._numbers, (span.start, len(self._of_piece))) - 1
        if number >= 0:
            return self._numbers[number][1]
        return self._spans[max(index, 0)][2] if self._spans else _LOOSE

    def group(self, span: Span) -> int:
        """The group of that piece."""
        return self._of_piece.get(self.piece(span), _LOOSE)

    def clause(self, span: Span) -> frozenset[int]:
        """The groups of all paragraphs of the clause around; of the piece alone for rows and loose paragraphs."""
        index = self.piece(span)
        owner = self._owners[index] if index >= 0 else None
        found = {self._of_piece.get(index, _LOOSE)} if owner is None else self._of_owner[owner]
        return frozenset(found - {_LOOSE})


Fold = Callable[[Span], str]


def changed_risks(
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    whereabouts: tuple[Whereabouts, Whereabouts],
    groups: Sequence[Group],
    folds: tuple[Fold, Fold],
) -> tuple[RiskChange, ...]:
    """Every finding of both texts once: introduced, changed, solved, unchanged, the gravest first in order of place."""
    old, new = findings
    links = _links(findings, whereabouts, folds)
    partner = _partners(links)
    _same_clause(old, new, whereabouts, partner)
    _absences(old, new, whereabouts, partner)
    _rewritten(old, new, whereabouts, groups, folds, partner)
    linked_old = {i for i, _ in links}
    by_new = {j: i for i, j in partner.items()}
    # A finding that shares its places with one that has another partner was divided or joined: nothing new.
    spread = {j: i for i, j in sorted(links, reverse=True)}
    changes: list[RiskChange] = []
    for j, finding in enumerate(new):
        i = by_new.get(j, spread.get(j))
        if i is None:
            changes.append(RiskChange(INTRODUCED, None, finding))
        else:
            linked = {other for other, mine in links if mine == j} | {i}
            divided = len({mine for other, mine in links if other == i} | {j}) > 1
            befores = [old[one] for one in sorted(linked)]
            changes.append(_kept(befores, old[i], finding, whereabouts, folds, divided=divided))
    changes += [
        RiskChange(SOLVED, finding, None) for i, finding in enumerate(old) if i not in partner and i not in linked_old
    ]
    rank = {INTRODUCED: 0, CHANGED: 1, SOLVED: 2, UNCHANGED: 3}
    return tuple(sorted(changes, key=lambda one: (rank[one.status], not one.worse, -one.finding.severity)))


Links = Counter[tuple[int, int]]


def _links(
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    whereabouts: tuple[Whereabouts, Whereabouts],
    folds: tuple[Fold, Fold],
) -> Links:
    """Pairs of findings and how many of their places are the same."""
    places: tuple[dict[tuple[str, int, str], list[int]], dict[tuple[str, int, str], list[int]]] = (
        defaultdict(list),
        defaultdict(list),
    )
    for side in (0, 1):
        for index, finding in enumerate(findings[side]):
            if finding.absent:
                continue
            for one in finding.evidence:
                key = (finding.code, whereabouts[side].group(one.span), _quoted(one, folds[side]))
                places[side][key].append(index)
    links: Links = Counter()
    for key, olds in places[0].items():
        links.update(zip(olds, places[1].get(key, ()), strict=False))
    return links


def _quoted(one: Evidence, fold: Fold) -> str:
    return "".join(fold(one.span).split())


def _partners(links: Links) -> dict[int, int]:
    """For each old finding the new one it shares most with."""
    return _best((-count, i, j) for (i, j), count in links.items())


def _best(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Greedily, the best first; ties only between pairs that do not touch, so that both texts count alike."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, _, i, j in sorted((score, i + j, abs(i - j), i, j) for score, i, j in scored):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return partner


def _free(old: Sequence[Finding], new: Sequence[Finding], partner: dict[int, int]) -> tuple[list[int], list[int]]:
    taken = set(partner.values())
    return [i for i in range(len(old)) if i not in partner], [j for j in range(len(new)) if j not in taken]


def _add(partner: dict[int, int], scored: Iterable[tuple[float, int, int]]) -> None:
    partner.update(_best(scored))


def _same_clause(
    old: Sequence[Finding],
    new: Sequence[Finding],
    whereabouts: tuple[Whereabouts, Whereabouts],
    partner: dict[int, int],
) -> None:
    """The same rule in the same clause with other words."""
    olds, news = _free(old, new, partner)
    before = {i: _clauses(old[i], whereabouts[0]) for i in olds if not old[i].absent}
    after = {j: _clauses(new[j], whereabouts[1]) for j in news if not new[j].absent}
    _add(
        partner,
        (
            (-float(old[i].message == new[j].message), i, j)
            for i in before
            for j in after
            if old[i].code == new[j].code and before[i] & after[j]
        ),
    )


def _clauses(finding: Finding, whereabouts: Whereabouts) -> frozenset[int]:
    return frozenset(group for one in finding.evidence for group in whereabouts.clause(one.span))


def _absences(
    old: Sequence[Finding],
    new: Sequence[Finding],
    whereabouts: tuple[Whereabouts, Whereabouts],
    partner: dict[int, int],
) -> None:
    """What is missing has no place of its own: the rule and its sentence are what counts, then the clause.

    A rule that says in one text that something is missing and in the other that it is there and wanting is
    still broken.
    """
    olds, news = _free(old, new, partner)
    _add(
        partner,
        (
            (
                -(
                    2.0 * (old[i].message == new[j].message)
                    + (whereabouts[0].group(old[i].evidence[0].span) == whereabouts[1].group(new[j].evidence[0].span))
                    + 0.5 * (old[i].absent == new[j].absent)
                ),
                i,
                j,
            )
            for i in olds
            for j in news
            if old[i].code == new[j].code and (old[i].absent or new[j].absent)
        ),
    )


def _rewritten(
    old: Sequence[Finding],
    new: Sequence[Finding],
    whereabouts: tuple[Whereabouts, Whereabouts],
    groups: Sequence[Group],
    folds: tuple[Fold, Fold],
    partner: dict[int, int],
) -> None:
    """The same words under the same rule, in clauses that have no counterpart: a clause written anew."""
    olds, news = _free(old, new, partner)

    def alone(finding: Finding, side: int) -> bool:
        number = whereabouts[side].group(finding.evidence[0].span)
        return number == _LOOSE or not (groups[number].old and groups[number].new)

    _add(
        partner,
        (
            (0.0, i, j)
            for i in olds
            for j in news
            if old[i].code == new[j].code
            and alone(old[i], 0)
            and alone(new[j], 1)
            and _quoted(old[i].evidence[0], folds[0]) == _quoted(new[j].evidence[0], folds[1])
        ),
    )


def _kept(
    befores: Sequence[Finding],
    before: Finding,
    after: Finding,
    whereabouts: tuple[Whereabouts, Whereabouts],
    folds: tuple[Fold, Fold],
    *,
    divided: bool,
) -> RiskChange:
    graver = after.severity > max(each.severity for each in befores)
    milder = after.severity < before.severity
    if after.absent or before.absent:
        other = after.message != before.message or after.absent != before.absent
        added = () if after.absent or not other else after.evidence
        return RiskChange(CHANGED if graver or milder or other else UNCHANGED, before, after, graver, added)
    room = Counter(
        (whereabouts[0].group(one.span), _quoted(one, folds[0])) for each in befores for one in each.evidence
    )
    places = room.total()
    added = tuple(
        one for one in after.evidence if not _taken(room, (whereabouts[1].group(one.span), _quoted(one, folds[1])))
    )
    # Of a finding that was divided, the places that are not here are in its other part.
    gone = room.total() > 0 and len(befores) == 1 and not divided
    more = len(after.evidence) > places
    status = CHANGED if graver or milder or added or gone else UNCHANGED
    return RiskChange(status, before, after, graver or more, added)


def _taken(room: Counter[tuple[int, str]], key: tuple[int, str]) -> bool:
    """Whether there was one more such place, which is used up now."""
    if not room[key]:
        return False
    room[key] -= 1
    return True


__all__ = ["Whereabouts", "changed_risks"]

"""What stands elsewhere now: the least text that must be moved to bring the old order into the new one."""

from __future__ import annotations

from collections.abc import Sequence

from contractlint.comparison.alignment import Group
from contractlint.comparison.comparison import Move, Place
from contractlint.comparison.pieces import Piece

_LEAST = 6
"""Characters from which a piece without a number is worth being called moved."""


def moved(groups: Sequence[Group], old: Sequence[Piece], new: Sequence[Piece]) -> frozenset[int]:
    """Indices of the groups that do not stand in the common order; the longest text keeps its place."""
    both = [index for index, group in enumerate(groups) if group.old and group.new]
    both.sort(key=lambda index: groups[index].new)
    weights = [1 + sum(len(old[i].key) for i in groups[index].old) + _new_length(groups[index], new) for index in both]
    kept = _heaviest([groups[index].old[0] for index in both], weights)
    return frozenset(index for position, index in enumerate(both) if position not in kept)


def _new_length(group: Group, new: Sequence[Piece]) -> int:
    return sum(len(new[j].key) for j in group.new)


def _heaviest(values: Sequence[int], weights: Sequence[int]) -> frozenset[int]:
    """Positions of the increasing subsequence with the greatest weight (a Fenwick tree of maxima)."""
    ranks = {value: rank for rank, value in enumerate(sorted(values), start=1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)
    before: list[int] = []
    best = (0, -1)
    for position, value in enumerate(values):
        rank = ranks[value] - 1
        heaviest = (0, -1)
        while rank > 0:
            heaviest = max(heaviest, tree[rank], key=lambda one: one[0])
            rank -= rank & -rank
        before.append(heaviest[1])
        reached = (heaviest[0] + weights[position], position)
        best = max(best, reached, key=lambda one: one[0])
        rank = ranks[value]
        while rank < len(tree):
            tree[rank] = max(tree[rank], reached, key=lambda one: one[0])
            rank += rank & -rank
    kept = set()
    position = best[1]
    while position >= 0:
        kept.add(position)
        position = before[position]
    return frozenset(kept)


def moves(
    groups: Sequence[Group], elsewhere: frozenset[int], old: Sequence[Piece], new: Sequence[Piece]
) -> tuple[Move, ...]:
    """Moved groups that are neighbours in both texts are one move."""
    runs: list[list[Group]] = []
    for group in sorted((groups[index] for index in elsewhere), key=lambda one: one.new):
        last = runs[-1][-1] if runs else None
        if last is not None and group.new[0] == last.new[-1] + 1 and group.old[0] == last.old[-1] + 1:
            runs[-1].append(group)
        else:
            runs.append([group])
    found = []
    for run in runs:
        olds = [old[i] for group in run for i in group.old]
        news = [new[j] for group in run for j in group.new]
        long = sum(len(piece.key) for piece in (*olds, *news)) >= 2 * _LEAST
        if long or any(piece.clause for piece in (*olds, *news)):
            clauses = len({piece.place.clause for piece in news})
            found.append(Move(_ends(olds), _ends(news), clauses))
    return tuple(found)


def _ends(pieces: Sequence[Piece]) -> tuple[Place, Place]:
    return pieces[0].place, pieces[-1].place

"""References to clauses: which mean the same although the number changed, and which lead elsewhere now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.comparison.alignment import Group
from contractlint.comparison.comparison import StaleReference
from contractlint.comparison.pieces import Piece, references_in
from contractlint.comparison.words import Word
from contractlint.model import Agreement, Reference
from contractlint.parser.targets import find_target
from contractlint.regex import compile_regex
from contractlint.text import Span

_ANOTHERS = compile_regex(
    r"(?:原|旧|主合同|原合同|原协议|招标|投标|章程|法律|法规|条例|办法|规定|标准)[^，。；\n]{0,6}$"
)
"""Words before a number that make it another text's."""
Target = tuple[int, ...]


class Targets:
    """What the references of one text lead to, as indices of pieces."""

    def __init__(self, agreement: Agreement, pieces: Sequence[Piece]) -> None:
        self._agreement = agreement
        self._at = {piece.clause.span.start: index for index, piece in enumerate(pieces) if piece.clause}

    def of(self, reference: Reference) -> Target | None:
        """The pieces it names, None where one of them is not there."""
        found: list[int] = []
        for path in reference.numbers:
            clause = find_target(reference, path, self._agreement.clauses)
            index = None if clause is None else self._at.get(clause.span.start)
            if index is None:
                return None
            found.append(index)
        return tuple(found)

    def anothers(self, reference: Reference) -> bool:
        """Whether it speaks of another text, such as the agreement that this one amends."""
        before = self._agreement.folded(Span(max(0, reference.span.start - 12), reference.span.start))
        return _ANOTHERS.search(before) is not None


class Correspondence:
    """The references of both texts side by side."""

    def __init__(
        self, agreements: tuple[Agreement, Agreement], pieces: tuple[Sequence[Piece], ...], groups: Sequence[Group]
    ) -> None:
        self._agreements = agreements
        self._pieces = pieces
        self._targets = tuple(Targets(agreements[side], pieces[side]) for side in (0, 1))
        self._group: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._groups = groups
        for number, group in enumerate(groups):
            self._group[0].update(dict.fromkeys(group.old, number))
            self._group[1].update(dict.fromkeys(group.new, number))

    def pairs(self, group: Group) -> Iterator[tuple[Reference, Reference]]:
        """The references of a group one beside the other, where there are as many."""
        old = [one for i in group.old for one in references_in(self._agreements[0], self._pieces[0][i])]
        new = [one for j in group.new for one in references_in(self._agreements[1], self._pieces[1][j])]
        if len(old) == len(new):
            yield from zip(old, new, strict=True)

    def same(self, before: Reference, after: Reference) -> bool:
        """Whether both mean the same clause, or are at least written alike."""
        return _written(self._agreements[0], before) == _written(self._agreements[1], after) or self._agree(
            before, after
        )

    def _agree(self, before: Reference, after: Reference) -> bool:
        meant, leads = self._targets[0].of(before), self._targets[1].of(after)
        if meant is None or leads is None:
            return False
        return [self._group[0][i] for i in meant] == [self._group[1][j] for j in leads]

    def same_words(self, old: Sequence[Word], new: Sequence[Word]) -> frozenset[tuple[Span, Span]]:
        """The places of references among the words that mean the same."""
        befores = [word.reference for word in old if word.reference]
        afters = [word.reference for word in new if word.reference]
        return frozenset(
            (before.span, after.span) for before in befores for after in afters if self.same(before, after)
        )

    def stale(self, group: Group) -> Iterator[StaleReference]:
        """References of a group that kept their words and lost their clause."""
        for before, after in self.pairs(group):
            if _written(self._agreements[0], before) != _written(self._agreements[1], after):
                continue
            if self._targets[1].anothers(after) or self._agree(before, after):
                continue
            meant = self._targets[0].of(before)
            if meant is None:
                continue
            for i, path in zip(meant, after.numbers, strict=False):
                theirs = self._groups[self._group[0][i]].new
                clause = find_target(after, path, self._agreements[1].clauses)
                if not theirs or (clause is not None and self._targets[1].of(after) is None):
                    continue
                place = next(
                    self._pieces[1][j].place
                    for j in group.new
                    if any(span.contains(after.span) for span in self._pieces[1][j].spans)
                )
                leads = next(
                    (
                        piece.place
                        for piece in self._pieces[1]
                        if clause is not None and piece.clause is not None and piece.clause.span == clause.span
                    ),
                    None,
                )
                own = self._pieces[1][theirs[0]].place
                if leads != own:
                    yield StaleReference(self._agreements[1].folded(after.span), place, own, leads)


def _written(agreement: Agreement, reference: Reference) -> str:
    return "".join(agreement.folded(reference.span).split())
